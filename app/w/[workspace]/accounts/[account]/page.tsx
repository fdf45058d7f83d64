import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { can } from "#lib/access/can.ts";
import { requireActor } from "#lib/server/actor.ts";
import { setAsideOfAccount } from "#lib/server/queries/exclusions.ts";
import { loadAccount } from "#lib/server/queries/load-account.ts";
import { rowsOfAccount } from "#lib/server/queries/rows-of-account.ts";
import { AccountDeals } from "../../../../../components/patterns/account-deals";
import { AccountSetAside } from "../../../../../components/patterns/account-set-aside";
import { AccountView } from "../../../../../components/patterns/account-view";
import { endExclusion, exclude } from "../actions";

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
  const { slug } = actor.workspace;
  const may = can(actor.role, "import");
  const about = {
    account: { id: account, name: loaded.value.name },
    exclusions: await setAsideOfAccount(actor, account),
    setAside: may ? exclude.bind(null, slug) : null,
    putBack: may ? endExclusion.bind(null, slug) : null,
  };
  return (
    <AccountView
      workspace={slug}
      account={loaded.value}
      setAside={
        <>
          <AccountDeals {...about} deals={await rowsOfAccount(actor, account)} />
          <AccountSetAside {...about} />
        </>
      }
    />
  );
}
