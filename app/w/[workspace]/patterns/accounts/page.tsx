import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireActor } from "#lib/server/actor.ts";
import { loadPatternAccounts } from "#lib/server/queries/load-patterns.ts";
import { AccountsBehindPage } from "../../../../../components/patterns/accounts-behind";
import { readView, type SearchParams } from "../../../../../components/patterns/view";

export const metadata: Metadata = { title: "Accounts behind a pattern" };

export default async function PatternAccounts({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor((await params).workspace);
  const asked = await searchParams;
  const view = readView(asked);
  const { outcome, pattern, traits, keep, withSetAside } = view;
  if (!outcome || !pattern) notFound();
  const address = { outcome, pattern, traits, keep, withSetAside };
  const behind = await loadPatternAccounts(actor, address, Number(asked.page ?? 1));
  if (!behind) notFound();
  return <AccountsBehindPage workspace={actor.workspace.slug} view={view} behind={behind} />;
}
