import Link from "next/link";
import type { ReactNode } from "react";
import { formatCounted, formatPEquation, formatPercent, keepPercents } from "#lib/analysis/format.ts";
import type { Quadrant, QuadrantLevel, Region } from "#lib/analysis/quadrant/quadrant.ts";
import { regions } from "#lib/analysis/quadrant/quadrant.ts";
import {
  explainQuadrant,
  keptWord,
  levelName,
  regionWords,
  sayExamined,
  sayNeeded,
  sayQuadrant,
  sayWarnings,
} from "#lib/analysis/quadrant/say.ts";
import { QuadrantChart } from "../charts/quadrant";
import { ButtonLink } from "../ui/button-link";
import { Empty } from "../ui/empty";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { AddLevel } from "./add-level";
import type { AddPattern } from "./add-to-draft";
import { HowComputed } from "./how-computed";
import { PatternRooms } from "./pattern-rooms";
import { roomTitle } from "./rooms";
import { withField } from "./view";

interface Named {
  id: string;
  name: string;
}

interface ViewProps {
  workspace: string;
  quadrant: Quadrant;
  /** Levels that have a sheet under Patterns, with the same outcome. */
  sheets: readonly string[];
  /** What the address of a sheet says beyond its pattern: whether what is set aside is counted. */
  withSetAside: boolean;
  /** Whom one regrets of the levels to beware of, a few by name. */
  regretted: Readonly<Record<string, readonly Named[]>>;
  /** Null for those who may not edit the draft. */
  add: AddPattern | null;
  /** Above the picture: what the reader must know first. */
  notice?: ReactNode;
}

/** Easy to win against worth keeping: the picture, then the four regions with who is in them. */
export function QuadrantView({
  workspace,
  quadrant,
  sheets,
  withSetAside,
  regretted,
  add,
  notice,
}: ViewProps) {
  const page = `/w/${workspace}/patterns`;
  const { base, prospects, customers, outcome } = quadrant;
  const href = ({ id }: QuadrantLevel) =>
    sheets.includes(id)
      ? `${page}?${new URLSearchParams({ outcome, ...withField(withSetAside), pattern: id })}`
      : null;
  const needed = sayNeeded(quadrant);
  const corner = (region: Region) => regionWords[region].name;
  return (
    <>
      <PageHeader
        title={roomTitle("quadrant", null)}
        summary={keepPercents(
          `${formatPercent(base.win.value)} of ${formatCounted(prospects, "company", "companies")} with a closed deal were won; ${formatPercent(base.keep.value)} of ${formatCounted(customers, "customer")} with a known outcome are ${keptWord(quadrant)}.`,
        )}
        actions={<PatternRooms page={page} outcome={outcome} current="quadrant" />}
      />
      {notice}
      <QuadrantChart
        sentence={keepPercents(sayQuadrant(quadrant))}
        marks={quadrant.levels.map((level) => ({
          id: level.id,
          href: href(level),
          name: levelName(level),
          x: level.win.rate,
          y: level.keep.rate,
          nX: level.win.n,
          nY: level.keep.n,
          region: level.region && regionWords[level.region].name,
          direction: level.region === null ? "none" : level.keep.leans === "up" ? "good" : "poor",
        }))}
        baseX={base.win.value}
        baseY={base.keep.value}
        nameX="easy to win: share of companies won"
        nameY={`worth keeping: share ${keptWord(quadrant)}`}
        corners={[corner("aim"), corner("beware"), corner("leave"), corner("effort")]}
      />
      {needed && (
        <Notice className="mt-5 max-w-3xl" title="Not known well enough yet">
          {needed}
        </Notice>
      )}
      <div className="mt-8 grid gap-x-8 gap-y-6 lg:grid-cols-2">
        {regions.map((region) => (
          <RegionList
            key={region}
            region={region}
            levels={quadrant.levels.filter((level) => level.region === region)}
            kept={keptWord(quadrant)}
            href={href}
            accounts={`/w/${workspace}/accounts`}
            regretted={region === "beware" ? regretted : {}}
            addLevel={(level) =>
              add && (
                <AddLevel
                  workspace={workspace}
                  outcome={outcome}
                  pattern={level.id}
                  name={levelName(level)}
                  addPattern={add}
                />
              )
            }
          />
        ))}
      </div>
      <p className="mt-8 border-t border-line pt-3 text-sm text-muted">{sayExamined(quadrant)}</p>
      <HowComputed figures={explainQuadrant(quadrant)} />
    </>
  );
}

function RegionList({
  region,
  levels,
  kept,
  href,
  accounts,
  regretted,
  addLevel,
}: {
  region: Region;
  levels: readonly QuadrantLevel[];
  kept: string;
  href: (level: QuadrantLevel) => string | null;
  accounts: string;
  regretted: ViewProps["regretted"];
  addLevel: (level: QuadrantLevel) => ReactNode;
}) {
  const { name, advice } = regionWords[region];
  return (
    <section>
      <h2 className="border-b border-line pb-1.5 text-lg">
        {name} <span className="text-sm font-normal text-muted">{advice}</span>
      </h2>
      {levels.length === 0 && <p className="py-2.5 text-sm text-muted">Nothing is known to be so.</p>}
      <ul className="divide-y divide-line">
        {levels.map((level) => (
          <li key={level.id} className="py-2.5">
            <div className="flex items-start justify-between gap-3">
              <LevelName level={level} href={href(level)} />
              {addLevel(level)}
            </div>
            <p className="text-sm text-muted">
              {keepPercents(
                `${formatPercent(level.win.rate.value)} of ${formatCounted(level.win.n, "company", "companies")} won (rest ${formatPercent(level.win.rest)}, ${formatPEquation(level.win.adjustedP)}), ${formatPercent(level.keep.rate.value)} of ${formatCounted(level.keep.n, "customer")} ${kept} (rest ${formatPercent(level.keep.rest)}, ${formatPEquation(level.keep.adjustedP)}).`,
              )}
            </p>
            {sayWarnings(level).map((sentence) => (
              <p key={sentence} className="mt-1 text-sm text-warn">
                {keepPercents(sentence)}
              </p>
            ))}
            <Regretted level={level} kept={kept} some={regretted[level.id] ?? []} accounts={accounts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function LevelName({ level, href }: { level: QuadrantLevel; href: string | null }) {
  const name = levelName(level);
  if (href === null) return <span className="min-w-0 font-medium break-words">{name}</span>;
  return (
    <Link href={href} prefetch={false} className="min-w-0 font-medium break-words hover:underline">
      {name}
    </Link>
  );
}

/** Won, and not kept: by name, because a figure persuades nobody. */
function Regretted({
  level,
  kept,
  some,
  accounts,
}: {
  level: QuadrantLevel;
  kept: string;
  some: readonly Named[];
  accounts: string;
}) {
  if (some.length === 0) return null;
  const more = level.regretted.length - some.length;
  return (
    <p className="mt-1 text-sm">
      {formatCounted(level.regretted.length, "company", "companies")} won and not {kept}:{" "}
      {some.map(({ id, name }, i) => (
        <span key={id}>
          {i > 0 && ", "}
          <Link href={`${accounts}/${id}`} prefetch={false} className="prose-link">
            {name}
          </Link>
        </span>
      ))}
      {more > 0 && `, ${more} more`}.
    </p>
  );
}

/** Where nothing says who was won: what file would. */
export function NoDeals({ workspace }: { workspace: string }) {
  return (
    <>
      <PageHeader
        title={roomTitle("quadrant", null)}
        actions={<PatternRooms page={`/w/${workspace}/patterns`} outcome={null} current="quadrant" />}
      />
      <Empty
        title="Who was won, and who was lost?"
        actions={
          <ButtonLink href={`/w/${workspace}/import`} variant="primary">
            Import deals
          </ButtonLink>
        }
      >
        Import your deals, won and lost, with the companies they were with, also those that never became
        customers: an export of deals and one of companies from your CRM, or one table whose rows say “Closed
        Won” or “Closed Lost”. Then every trait shows whether its companies are easy to win, and whether they
        are worth keeping.
      </Empty>
    </>
  );
}
