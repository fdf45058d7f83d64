import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { loadRules, type RulesPage } from "#lib/server/queries/load-rules.ts";
import { CombinationsView } from "../../../../../components/patterns/combinations-view";
import { NoCustomers, NoOutcome } from "../../../../../components/patterns/nothing-yet";
import { RuleChecks } from "../../../../../components/patterns/rule-checks";
import { RuleFindingsList } from "../../../../../components/patterns/rule-findings-list";
import { SetAsideSwitch } from "../../../../../components/patterns/set-aside-switch";
import { readView, type SearchParams, withField, workAddress } from "../../../../../components/patterns/view";
import { whenLoaded } from "../when-loaded";
import { addRule } from "./actions";

export const metadata: Metadata = { title: "Combinations" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function Combinations({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  const { outcome, withSetAside } = readView(await searchParams);
  return whenLoaded(
    { page: `/w/${actor.workspace.slug}/patterns`, room: "combinations", outcome },
    (whileOpen) => loadRules(actor, outcome, { withSetAside, whileOpen }),
    (loaded) => <Room actor={actor} loaded={loaded} withSetAside={withSetAside} />,
  );
}

interface RoomProps {
  actor: Actor;
  loaded: RulesPage;
  withSetAside: boolean;
}

function Room({ actor, loaded, withSetAside }: RoomProps) {
  const { slug } = actor.workspace;
  const { customers, outcomes, findings, rules, settled, shuffles } = loaded;
  if (customers === 0) return <NoCustomers workspace={slug} />;
  if (!findings || !rules) return <NoOutcome workspace={slug} customers={customers} />;
  const page = `/w/${slug}/patterns`;
  const { outcome } = findings;
  const work = (name: string) => workAddress(slug, name, { outcome, ...withField(withSetAside) });
  return (
    <CombinationsView page={page} outcomes={outcomes} findings={findings}>
      <SetAsideSwitch
        setAside={loaded.setAside}
        rows={loaded.setAsideRows}
        shown={withSetAside}
        other={`${page}/combinations?${new URLSearchParams({ outcome, ...withField(!withSetAside) })}`}
        list={`/w/${slug}/import/set-aside`}
      />
      <RuleFindingsList
        workspace={slug}
        found={rules}
        findings={findings}
        // What goes into the draft rests on the accounts that count.
        add={!withSetAside && can(actor.role, "edit-document") ? addRule : null}
        checks={
          <RuleChecks work={work} found={rules} findings={findings} settled={settled} shuffles={shuffles} />
        }
      />
    </CombinationsView>
  );
}
