import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { sayCard } from "#lib/icp/say-definition.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { loadPattern, loadPatterns, type PatternsPage } from "#lib/server/queries/load-patterns.ts";
import { AddToDraft } from "../../../../components/patterns/add-to-draft";
import { ChooseTraits } from "../../../../components/patterns/choose-traits";
import { GrowingNotice, LateNotice } from "../../../../components/patterns/late-notice";
import { NoCustomers, NoOutcome } from "../../../../components/patterns/nothing-yet";
import { PatternGone, PatternSheet } from "../../../../components/patterns/pattern-sheet";
import { PatternsView } from "../../../../components/patterns/patterns-view";
import { SetAsideSwitch } from "../../../../components/patterns/set-aside-switch";
import { SmallNotice, SmallOutcomeNotice } from "../../../../components/patterns/small-notice";
import { readView, type SearchParams, type View, viewAddress } from "../../../../components/patterns/view";
import { addPattern } from "./actions";
import { whenLoaded } from "./when-loaded";

export const metadata: Metadata = { title: "Patterns" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function Patterns({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  const view = readView(await searchParams);
  return whenLoaded(
    { page: `/w/${actor.workspace.slug}/patterns`, room: "traits", outcome: view.outcome },
    (whileOpen) => loadPatterns(actor, view.traits, view.keep, { ...view, whileOpen }),
    (loaded) => <Room actor={actor} view={view} loaded={loaded} />,
  );
}

function Room({ actor, view, loaded }: { actor: Actor; view: View; loaded: PatternsPage }) {
  const { slug } = actor.workspace;
  const page = `/w/${slug}/patterns`;
  if (loaded.customers === 0) return <NoCustomers workspace={slug} />;
  const findings = loaded.outcomes.find(({ outcome }) => outcome === view.outcome) ?? loaded.outcomes[0];
  if (!findings) return <NoOutcome workspace={slug} customers={loaded.customers} />;
  const { lookedAt, customers, attributes } = loaded;
  if (lookedAt && view.traits.length === 0)
    return <ChooseTraits page={page} customers={customers} attributes={attributes} suggested={lookedAt} />;
  return (
    <PatternsView
      page={page}
      view={view}
      outcomes={loaded.outcomes}
      findings={findings}
      definition={definitionWords(loaded)}
      notice={
        <>
          <SetAsideSwitch
            setAside={loaded.setAside}
            rows={loaded.setAsideRows}
            shown={view.withSetAside}
            other={viewAddress(page, { ...view, withSetAside: !view.withSetAside })}
            list={`/w/${slug}/import/set-aside`}
          />
          <LateNotice
            late={loaded.late}
            since={loaded.definition?.cohort.watchedSince}
            unseen={loaded.unseen}
            findings={findings}
            page={page}
          />
          <GrowingNotice growing={loaded.growing} outcome={findings.outcome} />
          {lookedAt ? (
            <SmallNotice page={page} view={view} lookedAt={lookedAt} />
          ) : (
            findings.small && (
              <SmallOutcomeNotice traits={findings.attributes.map(({ attribute }) => attribute)} />
            )
          )}
        </>
      }
      sheet={view.pattern && <Sheet actor={actor} page={page} view={view} outcome={findings.outcome} />}
    />
  );
}

async function Sheet({
  actor,
  page,
  view,
  outcome,
}: {
  actor: Actor;
  page: string;
  view: View;
  outcome: string;
}) {
  const { traits, keep, withSetAside } = view;
  const address = { outcome, pattern: view.pattern ?? "", traits, keep };
  const found = await loadPattern(actor, { ...address, withSetAside });
  const closeAddress = viewAddress(page, { ...view, pattern: null });
  if (!found) return <PatternGone closeAddress={closeAddress} />;
  return (
    <PatternSheet
      {...found}
      closeAddress={closeAddress}
      keepAddress={viewAddress(page, { ...view, keep: [...view.keep, found.attribute.attribute] })}
      accountsAddress={viewAddress(`${page}/accounts`, { ...view, outcome })}
      add={
        // What goes into the draft rests on the accounts that count.
        !withSetAside &&
        can(actor.role, "edit-document") && (
          <AddToDraft workspace={actor.workspace.slug} address={address} addPattern={addPattern} />
        )
      }
    />
  );
}

/** The chip: the first outcome of the definition, and how many more there are. */
function definitionWords({ definition, defined }: PatternsPage): string | null {
  const [first, ...more] = definition?.outcomes ?? [];
  if (!first) return null;
  const others = more.length === 0 ? "" : `, and ${more.length} more`;
  return `${sayCard(first).replace(/\.$/, "")}${others}${defined ? "" : " (suggested)"}`;
}
