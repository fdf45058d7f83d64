import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { type AdjustedRetention, adjustedRetention } from "#lib/analysis/adjusted-retention.ts";
import { type ComponentDetail, componentsOf } from "#lib/analysis/components.ts";
import { mostStrata } from "#lib/analysis/confounding.ts";
import { type CutDetail, cutDetail } from "#lib/analysis/cut-detail.ts";
import type { OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import { groupsOf } from "#lib/analysis/groups.ts";
import { levelsOf } from "#lib/analysis/levels.ts";
import { locate } from "#lib/analysis/members.ts";
import { type RetentionDetail, retentionDetail } from "#lib/analysis/retention-detail.ts";
import { saleDetail, type WonBy } from "#lib/analysis/sale-detail.ts";
import { clustersAt } from "#lib/analysis/search/clusters.ts";
import { expectedOf } from "#lib/analysis/shrunken.ts";
import type { Target } from "#lib/analysis/target.ts";
import { accountsAt } from "#lib/analysis/uneven.ts";

/** Rate or mean of a pattern's accounts and of the rest within one level of another attribute. */
export interface StratumDetail {
  readonly label: string;
  readonly n: number;
  readonly inside: number;
  readonly rest: number;
}

export interface StrataDetail {
  readonly by: string;
  readonly all: StratumDetail;
  readonly within: readonly StratumDetail[];
}

/** Accounts by band of a numeric outcome, `from` included, `to` not (the last band includes its end). */
export interface SpreadBin {
  readonly from: number;
  readonly to: number;
  readonly inside: number;
  readonly rest: number;
}

/** What the sheet of one pattern draws beside its figures. */
export interface PatternDetail {
  /** What to expect of further such accounts; null where the levels are too few to say. */
  readonly expected: number | null;
  readonly retention: RetentionDetail | null;
  readonly strata: StrataDetail | null;
  readonly spread: readonly SpreadBin[] | null;
  /** What a good customer is made of; null for other outcomes. */
  readonly components: readonly ComponentDetail[] | null;
  /** For retention: what is left of it among accounts alike in whatever else tells. */
  readonly adjusted: AdjustedRetention | null;
  /** How soon sales are won; null for other outcomes. */
  readonly sale: readonly WonBy[] | null;
  /** Where the attribute, a number, divides the outcome best. */
  readonly cut: CutDetail | null;
}

/** A pattern's place in the data: its outcome made ready, and which of the outcome's rows are inside. */
interface Place {
  readonly target: Target;
  readonly isInside: Uint8Array;
  /** The same by account of the frame, whether its outcome is known or not. */
  readonly accounts: Uint8Array;
  readonly expected: number | null;
}

function placeOf(frame: Frame, definition: Definition | null, outcome: string, id: string): Place | null {
  const located = locate(frame, definition, outcome, id);
  if (!located) return null;
  const { target, levelled, rows, grouping, at } = located;
  const isInside = new Uint8Array(target.rows.length);
  for (const row of rows) isInside[row] = 1;
  const accounts = accountsAt(levelled, grouping.levels[at]!, frame.accountIds.length);
  const clusters = clustersAt(target, groupsOf(frame)?.codes ?? null);
  return { target, isInside, accounts, expected: expectedOf(target, grouping, at, clusters) };
}

/**
 * Curves, strata and spread of one pattern. The strata are those of its strongest warning, else of the strongest
 * other attribute of few levels. Null where the data no longer has the pattern.
 */
export function patternDetail(
  frame: Frame,
  definition: Definition | null,
  findings: OutcomeFindings,
  pattern: Pattern,
): PatternDetail | null {
  const place = placeOf(frame, definition, findings.outcome, pattern.id);
  if (!place) return null;
  const groups = groupsOf(frame)?.codes ?? null;
  return {
    expected: place.expected,
    retention: retentionDetail(
      place.target,
      place.isInside,
      groups && place.target.rows.map((i) => groups[i]!),
    ),
    strata: strataDetail(frame, place, findings, pattern),
    spread: spreadOf(place),
    components: componentsOf(frame, definition, place.target, place.isInside),
    adjusted: adjustedRetention(frame, findings, pattern, place.target, place.isInside),
    sale: saleDetail(frame, place.target, place.accounts),
    cut: cutDetail(frame, place.target, pattern.attribute),
  };
}

function strataDetail(
  frame: Frame,
  place: Place,
  findings: OutcomeFindings,
  pattern: Pattern,
): StrataDetail | null {
  for (const by of strataCandidates(findings, pattern)) {
    const column = frame.columns.find(({ attribute }) => attribute.name === by);
    if (!column) continue;
    const levelled = levelsOf(column, frame.accountIds.length);
    if (!levelled.codes || levelled.levels.length > mostStrata || levelled.levels.length < 2) continue;
    const { codes } = levelled;
    const rows = [...place.target.rows.keys()];
    const within = levelled.levels
      .map((level, code) => {
        const mine = rows.filter((row) => codes[place.target.rows[row]!] === code);
        return stratumOf(level.label, mine, place);
      })
      .filter((stratum) => stratum !== null);
    const all = stratumOf("All accounts", rows, place);
    if (all && within.length > 1) return { by, all, within };
  }
  return null;
}

function strataCandidates(findings: OutcomeFindings, pattern: Pattern): readonly string[] {
  const warned = pattern.warnings.flatMap((warning) =>
    warning.kind === "reversal" || warning.kind === "attenuation" ? [warning.by] : [],
  );
  const others = findings.attributes
    .filter(({ attribute, leaking }) => !leaking && attribute !== pattern.attribute)
    .map(({ attribute }) => attribute);
  return [...warned, ...others];
}

/** Null where one side has nobody: there is nothing to compare. */
function stratumOf(
  label: string,
  rows: readonly number[],
  { target, isInside }: Place,
): StratumDetail | null {
  const sums = { inside: { weight: 0, value: 0 }, rest: { weight: 0, value: 0 } };
  for (const row of rows) {
    const side = isInside[row] === 1 ? sums.inside : sums.rest;
    const weight = target.weights?.[row] ?? 1;
    side.weight += weight;
    side.value += weight * target.values[row]!;
  }
  if (!(sums.inside.weight > 0 && sums.rest.weight > 0)) return null;
  return {
    label,
    n: rows.length,
    inside: sums.inside.value / sums.inside.weight,
    rest: sums.rest.value / sums.rest.weight,
  };
}

const spreadBins = 16;

/** Even bands over the winsorised range, so that one outlier does not flatten the picture; what is beyond joins the ends. */
function spreadOf({ target, isInside }: Place): SpreadBin[] | null {
  // A pseudo-observation is no account's own score: only means of them say something.
  if (!target.numbers || target.score) return null;
  const { clipped } = target.numbers;
  const low = clipped.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = clipped.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const width = (high - low) / spreadBins;
  if (!(width > 0)) return [{ from: low, to: low + 1, ...sidesOf(isInside) }];
  const counts = Array.from({ length: spreadBins }, () => ({ inside: 0, rest: 0 }));
  clipped.forEach((value, row) => {
    const bin = counts[Math.min(spreadBins - 1, Math.floor((value - low) / width))]!;
    bin[isInside[row] === 1 ? "inside" : "rest"]++;
  });
  return counts.map((count, i) => ({ from: low + i * width, to: low + (i + 1) * width, ...count }));
}

function sidesOf(isInside: Uint8Array): { inside: number; rest: number } {
  const inside = isInside.reduce((sum, one) => sum + one, 0);
  return { inside, rest: isInside.length - inside };
}

/** Whether the comparison keeps its direction within the strata that hold both groups, in a sentence. */
export function strataSentence({ by, all, within }: StrataDetail): string {
  const direction = Math.sign(all.inside - all.rest);
  const same = within.filter(({ inside, rest }) => Math.sign(inside - rest) === direction).length;
  const levels = `${within.length} levels of ${by}`;
  const every = within.length === 2 ? `both levels of ${by}` : `all ${levels}`;
  if (same === within.length) return `In ${every} the difference points the same way.`;
  if (same === 0) return `In none of the ${levels} does the difference point the same way.`;
  return `In ${same} of the ${levels} the difference points the same way.`;
}
