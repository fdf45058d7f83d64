import { cx } from "class-variance-authority";
import Link from "next/link";
import type { ReactNode } from "react";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { formatCount } from "#lib/analysis/format.ts";
import { explainTraits } from "#lib/analysis/how-computed.ts";
import { examinedSentence } from "#lib/analysis/sentence.ts";
import { Forest, type ForestGroup } from "../charts/forest";
import { PageHeader } from "../ui/page-header";
import { Tabs } from "../ui/tabs";
import { type Arrangement, arrange, type DimensionRows } from "./arrange";
import { FilterForm } from "./filter-form";
import { forestRow } from "./forest-rows";
import { baseWords, outcomeName, summary } from "./headline";
import { HowComputed } from "./how-computed";
import { LeftOut } from "./left-out";
import { NothingHolds } from "./nothing-holds";
import { inTabOrder } from "./outcome-order";
import { PatternRooms } from "./pattern-rooms";
import { roomTitle } from "./rooms";
import { type View, viewAddress } from "./view";

interface PatternsViewProps {
  /** The address of the page, without its query. */
  page: string;
  view: View;
  outcomes: readonly OutcomeFindings[];
  findings: OutcomeFindings;
  /** What a good customer is, in a few words, for the chip. */
  definition: string | null;
  /** Above the forest: what the reader must know first. */
  notice?: ReactNode;
  /** The sheet of the chosen pattern. */
  sheet?: ReactNode;
}

/** The forest of one outcome with everything around it; the sheet stands beside it where there is room. */
export function PatternsView({
  page,
  view,
  outcomes,
  findings,
  definition,
  notice,
  sheet,
}: PatternsViewProps) {
  const arrangement = arrange(findings, view);
  return (
    <>
      <PageHeader
        title={roomTitle("traits", findings.outcome)}
        summary={summary(findings)}
        actions={
          <>
            <DefinitionChip page={page} definition={definition} />
            <PatternRooms page={page} outcome={findings.outcome} current="traits" />
          </>
        }
      />
      <Tabs
        label="Outcomes"
        tabs={inTabOrder(outcomes).map(({ outcome, supported }) => ({
          href: viewAddress(page, { ...view, outcome, pattern: null }),
          label: outcomeName(outcome),
          current: outcome === findings.outcome,
          count: supported,
          counted: "supported",
        }))}
      />
      <div className={cx("mt-5", sheet && "lg:grid lg:grid-cols-[minmax(0,1fr)_25rem] lg:gap-8")}>
        <div className="min-w-0">
          <FilterForm page={page} view={view} />
          {notice}
          <LeftOut attributes={arrangement.leaking} findings={findings} page={page} view={view} />
          {isBlank(arrangement, view) && (
            <NothingHolds
              page={page}
              view={view}
              findings={findings}
              outcomes={outcomes}
              patterns={arrangement.matching}
            />
          )}
          <Findings arrangement={arrangement} findings={findings} page={page} view={view} />
          <Foot outcomes={outcomes} findings={findings} />
          <HowComputed figures={explainTraits(findings)} />
        </div>
        {sheet}
      </div>
    </>
  );
}

/** Every row is folded away, and nobody asked for that. */
const isBlank = ({ groups, matching }: Arrangement, view: View): boolean =>
  matching > 0 && view.open.length === 0 && groups.every(({ shown }) => shown.length === 0);

function DefinitionChip({ page, definition }: { page: string; definition: string | null }) {
  return (
    <Link
      prefetch={false}
      href={`${page}/good-customer`}
      className="inline-flex max-w-full items-baseline md:max-w-md gap-2 rounded-full border border-line bg-raised px-3.5 py-1.5 text-sm shadow-raised hover:border-strong"
    >
      <span className="shrink-0 font-medium">Good customer</span>
      <span className="truncate text-muted">{definition ?? "not defined yet"}</span>
    </Link>
  );
}

function Findings({
  arrangement,
  findings,
  page,
  view,
}: {
  arrangement: Arrangement;
  findings: OutcomeFindings;
  page: string;
  view: View;
}) {
  const { groups, matching } = arrangement;
  if (matching === 0) return <NothingMatches page={page} view={view} />;
  const forest: ForestGroup[] = groups.map((group) => ({
    name: group.dimension,
    rows: group.shown.map((row) => forestRow(row, page, view)),
    foot: <Folded group={group} page={page} view={view} />,
  }));
  return (
    <div className="mt-4">
      <h2 className="sr-only">Traits by dimension</h2>
      <Forest
        groups={forest}
        base={findings.base.value}
        measure={findings.measure}
        baseName={`all ${baseWords(findings).replace(/ (good|still customers)$/, "")}`}
      />
    </div>
  );
}

function NothingMatches({ page, view }: { page: string; view: View }) {
  const everything = { ...view, words: "", verdict: null, dimension: null, pattern: null };
  return (
    <p className="mt-6 rounded-md border border-dashed border-line px-4 py-10 text-center text-muted">
      No pattern is like that.{" "}
      <Link href={viewAddress(page, everything)} scroll={false} className="prose-link">
        Show all
      </Link>
    </p>
  );
}

/** What is folded away, and the way to it; or the way back. */
function Folded({ group, page, view }: { group: DimensionRows; page: string; view: View }) {
  const { dimension, more, insufficient, open } = group;
  const parts = [
    more > 0 && `${formatCount(more)} more`,
    insufficient > 0 && `${formatCount(insufficient)} without enough evidence`,
  ].filter(Boolean);
  if (open && parts.length > 0)
    return <p className="text-sm text-muted">{parts.join(" and ")}. Search to narrow them down.</p>;
  if (!open && parts.length === 0) return null;
  const next = open ? view.open.filter((one) => one !== dimension) : [...view.open, dimension];
  return (
    <Link
      prefetch={false}
      href={viewAddress(page, { ...view, open: next })}
      scroll={false}
      className="rounded-sm text-sm text-muted underline decoration-line underline-offset-3 hover:text-ink hover:decoration-current"
    >
      {open ? "Show fewer" : parts.join(" and ")}
      <span className="sr-only"> in {dimension}</span>
    </Link>
  );
}

function Foot({ outcomes, findings }: { outcomes: readonly OutcomeFindings[]; findings: OutcomeFindings }) {
  const supported = outcomes.reduce((sum, outcome) => sum + outcome.supported, 0);
  return (
    <p className="mt-8 border-t border-line pt-3 text-sm text-muted">
      {examinedSentence(findings.examined, supported, outcomes.length)} It is association: it does not say
      why.
    </p>
  );
}
