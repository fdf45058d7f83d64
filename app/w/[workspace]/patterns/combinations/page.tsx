import type { Metadata } from "next";
import { Suspense } from "react";
import { can } from "#lib/access/can.ts";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { loadRules, loadSettledRules, type RulesPage } from "#lib/server/queries/load-rules.ts";
import { CombinationsView } from "../../../../../components/patterns/combinations-view";
import { NoCustomers, NoOutcome } from "../../../../../components/patterns/nothing-yet";
import { RuleFindingsList } from "../../../../../components/patterns/rule-findings-list";
import { readView, type SearchParams } from "../../../../../components/patterns/view";
import { WorkingOut } from "../../../../../components/patterns/working-out";
import { soon } from "../soon";
import { addRule } from "./actions";

export const metadata: Metadata = { title: "Combinations" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

const patienceMs = 400;

export default async function Combinations({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  const { outcome } = readView(await searchParams);
  const loading = loadRules(actor, outcome);
  const loaded = await soon(loading, patienceMs);
  if (loaded) return <Room actor={actor} loaded={loaded} />;
  return (
    <Suspense fallback={<WorkingOut />}>
      <Later actor={actor} loading={loading} />
    </Suspense>
  );
}

async function Later({ actor, loading }: { actor: Actor; loading: Promise<RulesPage> }) {
  return <Room actor={actor} loaded={await loading} />;
}

function Room({ actor, loaded }: { actor: Actor; loaded: RulesPage }) {
  const { slug } = actor.workspace;
  const { customers, outcomes, findings, rules } = loaded;
  if (customers === 0) return <NoCustomers workspace={slug} />;
  if (!findings || !rules) return <NoOutcome workspace={slug} customers={customers} />;
  const list = (found: RuleFindings) => (
    <RuleFindingsList
      workspace={slug}
      found={found}
      findings={findings}
      add={can(actor.role, "edit-document") ? addRule : null}
    />
  );
  return (
    <CombinationsView page={`/w/${slug}/patterns`} outcomes={outcomes} findings={findings}>
      {rules.rules.length === 0 ? (
        list(rules)
      ) : (
        <Suspense fallback={list(rules)}>
          <Settled actor={actor} findings={findings} list={list} />
        </Suspense>
      )}
    </CombinationsView>
  );
}

/** The same list again, once it is known how steady the rules are. */
async function Settled({
  actor,
  findings,
  list,
}: {
  actor: Actor;
  findings: OutcomeFindings;
  list: (found: RuleFindings) => React.ReactNode;
}) {
  const settled = await loadSettledRules(actor, findings.outcome);
  return settled && list(settled);
}
