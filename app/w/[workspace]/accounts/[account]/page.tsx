import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireActor } from "#lib/server/actor.ts";
import { loadAccount } from "#lib/server/queries/load-account.ts";
import { AccountView } from "../../../../../components/patterns/account-view";

export const metadata: Metadata = { title: "Account" };

export default async function Account({
  params,
}: {
  params: Promise<{ workspace: string; account: string }>;
}) {
  const { workspace, account } = await params;
  const actor = await requireActor(workspace);
  const loaded = await loadAccount(actor, account);
  if (!loaded.ok) notFound();
  return <AccountView workspace={actor.workspace.slug} account={loaded.value} />;
}
