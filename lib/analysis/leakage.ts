import type { Frame } from "#lib/accounts/frame.ts";
import type { Leakage } from "#lib/analysis/finding.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { count, total } from "#lib/analysis/rates.ts";
import { type Grouping, groupRows, retentionTarget, type Target } from "#lib/analysis/target.ts";
import { mannWhitney } from "#lib/stats/numeric.ts";
import { clopperPearson } from "#lib/stats/rate.ts";

/** Above this an attribute alone tells the outcome better than anything known beforehand can. */
const tellingAuc = 0.97;
/** Banded values that separate less than this cannot separate by more than tellingAuc unbanded. */
const worthSorting = 0.8;
/** Fewer accounts than this may all have done the same by chance. */
export const fewestCertain = 20;

/**
 * Signs that an attribute was written after the outcome or is the outcome (statistics.md, "leakage"): it separates the
 * outcome with an AUC above .97; a level (or being recorded) of at least 20 accounts whose rate is 0 or 1 against all
 * expectation; or, for numbers,
 * a band in which everybody was followed beyond the horizon or nobody was: such a number grows with time, as total
 * charges do.
 */
export function leakageOf(
  frame: Frame,
  column: number,
  levelled: LevelledAttribute,
  target: Target,
  grouping: Grouping,
  horizonMonths: number,
): Leakage[] {
  const sides = sidesOf(target, grouping);
  const reasons: Leakage["reason"][] = [];
  if (separates(frame, column, target, grouping, sides)) reasons.push("separates");
  if (target.measure === "rate" && hasCertainLevel(levelled, grouping, sides)) reasons.push("certain level");
  if (growsWithTime(frame, column, levelled, horizonMonths)) reasons.push("dated after");
  return reasons.map((reason) => ({ kind: "leakage", reason }));
}

/**
 * Attributes that leak among those a small table's analysis did not look at: whoever chooses among all of them must know.
 * For a good customer who must have stayed also those that tell who left. `levelled` are the levels of the frame's columns
 * (levelsOfFrame), `examined` the attributes looked at already, by name.
 */
export function leakingBeside(
  frame: Frame,
  levelled: readonly LevelledAttribute[],
  target: Target,
  examined: ReadonlySet<string>,
  horizonMonths: number,
): string[] {
  const retention = target.holdsRetention === true ? retentionTarget(frame) : null;
  return levelled.flatMap((one, column) => {
    const { name } = one.attribute;
    if (examined.has(name)) return [];
    const of = (asked: Target) =>
      leakageOf(frame, column, one, asked, groupRows(one, asked), horizonMonths).map(({ reason }) => reason);
    const tells = retention !== null && of(retention).some((reason) => reason !== "dated after");
    return tells || of(target).length > 0 ? [name] : [];
  });
}

/** An outcome as a yes or no: how many have it, and how many of each level. */
interface Sides {
  readonly labels: Float64Array;
  readonly positives: number;
  readonly positivesAt: readonly number[];
}

function sidesOf(target: Target, { members }: Grouping): Sides {
  const labels = binaryOf(target);
  return { labels, positives: total(labels), positivesAt: members.map((rows) => count(labels, rows)) };
}

/** A mean as a yes or no: above its median. */
function binaryOf(target: Target): Float64Array {
  if (target.numbers === null) return target.values;
  const { order } = target.numbers;
  const median = target.values[order[Math.floor((order.length - 1) / 2)]!]!;
  return target.values.map((value) => (value > median ? 1 : 0));
}

function separates(frame: Frame, column: number, target: Target, grouping: Grouping, of: Sides): boolean {
  const auc = levelAuc(grouping, of);
  const source = frame.columns[column]!;
  if (source.kind !== "number" || grouping.levels.length === 0) return auc > tellingAuc;
  if (auc <= worthSorting) return false;
  const sides: [number[], number[]] = [[], []];
  target.rows.forEach((account, row) => {
    const value = source.values[account]!;
    if (!Number.isNaN(value)) sides[of.labels[row] === 1 ? 1 : 0].push(value);
  });
  if (Math.min(sides[0].length, sides[1].length) < fewestCertain / 2) return false;
  const exact = mannWhitney(sides[1], sides[0]).auc;
  return Math.max(exact, 1 - exact) > tellingAuc;
}

/** AUC of the levels put in order of their own rate; levels too small for that order to mean anything are pooled. */
function levelAuc(grouping: Grouping, { labels, positives, positivesAt }: Sides): number {
  const negatives = labels.length - positives;
  if (positives < fewestCertain / 2 || negatives < fewestCertain / 2) return 0.5;
  if (grouping.codes === null) return listAuc(grouping, positivesAt, positives, negatives);
  const groups = grouping.members
    .map((members, i) => ({ n: members.length, k: positivesAt[i]! }))
    .filter((group) => group.n >= fewestCertain);
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const k = groups.reduce((sum, group) => sum + group.k, 0);
  if (n < labels.length) groups.push({ n: labels.length - n, k: positives - k });
  groups.sort((a, b) => a.k / a.n - b.k / b.n);
  let [below, sum] = [0, 0];
  for (const group of groups) {
    const misses = group.n - group.k;
    sum += group.k * (below + misses / 2);
    below += misses;
  }
  return sum / (positives * negatives);
}

/** The best single member of a list. */
function listAuc(
  grouping: Grouping,
  positivesAt: readonly number[],
  positives: number,
  negatives: number,
): number {
  return grouping.members.reduce((best, members, i) => {
    const k = positivesAt[i]!;
    const auc = (1 + k / positives - (members.length - k) / negatives) / 2;
    return Math.max(best, auc, 1 - auc);
  }, 0.5);
}

function hasCertainLevel(
  levelled: LevelledAttribute,
  grouping: Grouping,
  { labels, positives, positivesAt }: Sides,
): boolean {
  const base = positives / labels.length;
  if (grouping.members.some((members, i) => isCertain(positivesAt[i]!, members.length, base))) return true;
  // A reason for leaving has many rare values: that there is one at all is what tells the outcome.
  const missing = grouping.levels.findIndex((level) => levelled.levels[level]!.kind === "missing");
  if (missing < 0) return false;
  const unknown = grouping.members[missing]!;
  return isCertain(positives - positivesAt[missing]!, labels.length - unknown.length, base);
}

function isCertain(k: number, n: number, base: number): boolean {
  if (n < fewestCertain || (k !== 0 && k !== n)) return false;
  const { low, high } = clopperPearson(k, n, 0.999);
  return base < low || base > high;
}

function growsWithTime(
  frame: Frame,
  column: number,
  levelled: LevelledAttribute,
  horizonMonths: number,
): boolean {
  const { retention } = frame;
  const source = frame.columns[column]!;
  if (retention === null || source.kind !== "number" || source.attribute.type === "date") return false;
  const n = new Int32Array(levelled.levels.length);
  const beyond = new Int32Array(levelled.levels.length);
  levelled.codes!.forEach((level, account) => {
    const months = retention.months[account]!;
    if (Number.isNaN(months)) return;
    n[level]!++;
    if (months >= horizonMonths) beyond[level]!++;
  });
  const base =
    beyond.reduce((sum, k) => sum + k, 0) /
    Math.max(
      1,
      n.reduce((sum, k) => sum + k, 0),
    );
  return levelled.levels.some((level, i) => level.kind !== "missing" && isCertain(beyond[i]!, n[i]!, base));
}
