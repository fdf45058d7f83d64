import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import type { Estimate, OutcomeFindings, Pattern, PatternVerdict, Warning } from "#lib/analysis/finding.ts";
import { foretold } from "#lib/analysis/foretold.ts";
import { groupsOf } from "#lib/analysis/groups.ts";
import { leakingBeside } from "#lib/analysis/leakage.ts";
import { type LevelledAttribute, levelsOfFrame } from "#lib/analysis/levels.ts";
import { type AnalysisOptions, horizonOf, testOutcomes } from "#lib/analysis/patterns.ts";
import { winningOf } from "#lib/analysis/quadrant/winning.ts";
import { measuringIn } from "#lib/analysis/search/grouped.ts";
import { misleadingShare } from "#lib/analysis/sentence.ts";
import type { Target } from "#lib/analysis/target.ts";

export const regions = ["aim", "effort", "beware", "leave"] as const;
/**
 * Easy to win and worth keeping; hard to win yet worth keeping; easy to win and not worth keeping (the anti-ICP); neither.
 */
export type Region = (typeof regions)[number];

/** One side of a level: the rate of its accounts with how sure one can be that it differs from the rest's. */
export interface Side {
  readonly n: number;
  readonly rate: Estimate;
  readonly rest: number;
  readonly adjustedP: number;
  readonly verdict: PatternVerdict;
  /** Accounts needed in all on this side for a difference like this to be told; null where it was, or none is there. */
  readonly needed: number | null;
  /** Above or below the rest, as its test has it. */
  readonly leans: "up" | "down" | "none";
  /** What to beware of with this side. */
  readonly warnings: readonly Warning[];
  /** Whether accounts followed for as long do the opposite of what its share says. */
  readonly misleads: boolean;
}

/** A level of an attribute, how often its prospects were won and how its customers did. */
export interface QuadrantLevel {
  readonly id: string;
  readonly attribute: string;
  readonly level: string;
  readonly win: Side;
  readonly keep: Side;
  /** Null unless both sides are supported and no share misleads: a place near or beyond a line is no place. */
  readonly region: Region | null;
  /** Won, and not good (or gone): by id, in the order of the data. */
  readonly regretted: readonly string[];
}

export interface Quadrant {
  /** What "worth keeping" means: good customer or retention. */
  readonly outcome: string;
  /** The column that says who was won; null where deals do. */
  readonly column: string | null;
  readonly prospects: number;
  readonly customers: number;
  readonly base: { readonly win: Estimate; readonly keep: Estimate };
  /** Levels with enough accounts on either side, surest first. */
  readonly levels: readonly QuadrantLevel[];
  /** Levels left out for having fewer than ten accounts on one side. */
  readonly tooFew: number;
  /** Questions asked of both sides together, which all p are corrected for. */
  readonly examined: number;
  /** Few accounts on one side: only some attributes are looked at. */
  readonly small: boolean;
}

/** Below so many accounts a cross would cover the picture. */
const fewestShown = 10;

/**
 * Easy to win against worth keeping (P5): per level of every attribute known before the sale, the win rate of accounts with
 * a closed deal and the rate of good customers (else of those kept), each tested against the rest, both questions of all
 * attributes controlled together (statistics.md, "all single attributes"). Attributes that look like either outcome, or tell who
 * left where a good customer must have stayed, are left out, and the column that says who was won; accounts of one group count
 * together. Null where the data does not say who was won and who was kept.
 */
export function quadrantOf(
  frame: Frame,
  definition: Definition | null,
  options: AnalysisOptions,
): Quadrant | null {
  const winning = winningOf(frame);
  const keeping = foretold(frame, definition);
  if (winning === null || keeping === null) return null;
  const groups = groupsOf(frame);
  const aside = [winning.column, groups?.attribute];
  const before = frame.columns.filter(
    ({ attribute }) => attribute.knownAt !== "customer" && !aside.includes(attribute.name),
  );
  const known = { ...frame, columns: before };
  const levelled = levelsOfFrame(known);
  const horizon = horizonOf(definition);
  const measuring = measuringIn(groups, options.seed);
  const targets = [winning.target, keeping].map(measuring.of);
  const tested = testOutcomes(known, levelled, targets, horizon, options, measuring.by);
  const [win, keep] = [tested.outcomes[0]!, tested.outcomes[1]!];
  const regretted = regretsOf(frame, winning.target, keeping, levelled);
  // What tells who left tells part of a good customer too: here retention itself is not asked about.
  const telling = leakingBeside(known, levelled, keeping, new Set(), horizon);
  const pairs = pairsOf(win, keep, telling);
  const enough = pairs.filter(([a, b]) => Math.min(a.n, b.n) >= fewestShown);
  const levels = enough.map(([a, b]) => levelOf(a, b, regretted));
  levels.sort((a, b) => sureness(a) - sureness(b) || (a.id < b.id ? -1 : 1));
  return {
    outcome: keeping.outcome,
    column: winning.column,
    prospects: targets[0]!.rows.length,
    customers: targets[1]!.rows.length,
    base: { win: win.base, keep: keep.base },
    levels,
    tooFew: pairs.length - enough.length,
    examined: tested.examined,
    small: win.small || keep.small,
  };
}

/** Levels that both questions were asked of, of attributes that look like neither answer. */
function pairsOf(
  win: OutcomeFindings,
  keep: OutcomeFindings,
  telling: readonly string[],
): (readonly [Pattern, Pattern])[] {
  const leaks = [...win.attributes, ...keep.attributes].filter((one) => one.leaking);
  const leaking = new Set([...leaks.map((one) => one.attribute), ...telling]);
  const others = new Map(
    keep.attributes.flatMap(({ patterns }) => patterns.map((pattern) => [pattern.id, pattern] as const)),
  );
  return win.attributes
    .filter(({ attribute }) => !leaking.has(attribute))
    .flatMap(({ patterns }) => patterns)
    .flatMap((pattern) => {
      const other = others.get(pattern.id);
      return other === undefined || pattern.missing ? [] : [[pattern, other] as const];
    });
}

function levelOf(win: Pattern, keep: Pattern, regretted: Regrets): QuadrantLevel {
  const sides = { win: sideOf(win), keep: sideOf(keep) };
  return {
    id: win.id,
    attribute: win.attribute,
    level: win.level,
    ...sides,
    region: regionOf(sides.win, sides.keep),
    regretted: regretted(win.id),
  };
}

function sideOf(pattern: Pattern): Side {
  const { n, inside, rest, adjustedP, verdict, needed, warnings } = pattern;
  const [leans, misleads] = [leansOf(pattern), misleadingShare(pattern) !== null];
  return { n, rate: inside, rest: rest.value, adjustedP, verdict, needed, leans, warnings, misleads };
}

/** Of retention the test goes by the months watched: young accounts that leave fast are nearly all still there. */
function leansOf({ direction, difference }: Pattern): Side["leans"] {
  if (direction !== "none") return direction === "good" ? "up" : "down";
  return difference.value > 0 ? "up" : difference.value < 0 ? "down" : "none";
}

function regionOf(win: Side, keep: Side): Region | null {
  if (win.verdict !== "supported" || keep.verdict !== "supported") return null;
  if (win.misleads || keep.misleads) return null;
  if (keep.leans === "up") return win.leans === "up" ? "aim" : "effort";
  return win.leans === "up" ? "beware" : "leave";
}

const sureness = ({ win, keep }: QuadrantLevel) => Math.max(win.adjustedP, keep.adjustedP);

type Regrets = (level: string) => readonly string[];

/** Who of a level was won and is no good customer, or has left. */
function regretsOf(
  frame: Frame,
  winning: Target,
  keeping: Target,
  levelled: readonly LevelledAttribute[],
): Regrets {
  const lost = new Set(Array.from(winning.rows).filter((_, row) => winning.values[row] === 0));
  const gone = Array.from(keeping.rows).filter(
    (account, row) => keeping.values[row] === 0 && !lost.has(account),
  );
  return (id) => {
    for (const { levels, codes, members } of levelled) {
      const at = levels.findIndex((level) => level.id === id);
      if (at < 0) continue;
      const own = codes === null ? new Set(members![at]!) : null;
      return gone
        .filter((account) => (own === null ? codes![account] === at : own.has(account)))
        .map((account) => frame.accountIds[account]!);
    }
    return [];
  };
}
