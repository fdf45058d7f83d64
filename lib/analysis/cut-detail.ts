import type { Frame } from "#lib/accounts/frame.ts";
import type { UnevenWatch } from "#lib/analysis/finding.ts";
import { formatCounted, formatNumber, formatPEquation, formatPercent } from "#lib/analysis/format.ts";
import { groupsOf } from "#lib/analysis/groups.ts";
import { measuringIn } from "#lib/analysis/search/grouped.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { accountsWatched, unevenWatch } from "#lib/analysis/uneven.ts";
import { bestCut, bestCutP, lausenSchumacherP } from "#lib/stats/best-cut.ts";
import { normalQuantile } from "#lib/stats/distributions.ts";
import { martingaleResiduals } from "#lib/stats/survival.ts";

/** The one cut of a number that divides an outcome best, with p over all cuts tried. */
export interface CutDetail {
  /** The lower side holds everything up to and including this. */
  readonly at: number;
  readonly tried: number;
  readonly p: number;
  readonly measure: "rate" | "mean";
  /** Rate or mean up to the cut, and above; null for retention, where young accounts would flatter them. */
  readonly sides: { readonly below: number; readonly above: number } | null;
  /** Whether the upper side has more of the outcome (stays longer, for retention). */
  readonly moreAbove: boolean;
}

/** Above so many accounts p is Lausen and Schumacher's approximation: permuting would keep the sheet waiting. */
const mostPermuted = 5_000;
/** Below so many a cut between the first and the last tenth is one between a few accounts. */
const fewestAccounts = 50;
const seed = 1;
/** Above this p no cut is told. */
const clear = 0.05;

/**
 * Where a number divides an outcome best, whatever its bands (statistics.md, "bands": a cut chosen by looking gets a p over
 * every cut tried, see bestCutP): of yes or no, weighted where it is, of a number winsorised as it is tested, of retention by
 * martingale residuals. A good customer's cut between accounts watched unevenly must hold by each side's own follow-up (see
 * unevenWatch), which then also tells its figures. For the attribute alone: not corrected for others. Null where the attribute is no number, few accounts
 * have it or nothing can be cut.
 */
export function cutDetail(frame: Frame, given: Target, attribute: string): CutDetail | null {
  const measuring = measuringIn(groupsOf(frame), seed);
  const target = measuring.of(given);
  const column = frame.columns.find((one) => one.attribute.name === attribute);
  if (column?.kind !== "number" || column.attribute.type !== "number") return null;
  const scores = scoresOf(target);
  const rows = target.rows
    .map((_, row) => row)
    .filter((row) => !Number.isNaN(column.values[target.rows[row]!]!) && !Number.isNaN(scores[row]!));
  if (rows.length < fewestAccounts) return null;
  const values = Float64Array.from(rows, (row) => column.values[target.rows[row]!]!);
  const outcome = Float64Array.from(rows, (row) => scores[row]!);
  const { at, statistic, tried } = bestCut(values, outcome);
  if (tried === 0 || Number.isNaN(at)) return null;
  // What the cut's own test says of it, over the cuts tried.
  const byItself = () => {
    const below = rows.map((_, i) => i).filter((i) => values[i]! <= at);
    const own = measuring.by(partOfTarget(target, rows), seed).level(below, attribute).p;
    return own > 0 ? Math.min(1, tried * own, lausenSchumacherP(-normalQuantile(own / 2))) : 0;
  };
  const shuffled =
    rows.length > mostPermuted
      ? lausenSchumacherP(statistic)
      : bestCutP(values, outcome, randomFor(seed, target.outcome, attribute, "cut"));
  // What shuffling does not tell need not be looked at again.
  const tested =
    shuffled > clear || isExchangeable(frame, target) ? shuffled : Math.max(shuffled, byItself());
  const mean = (from: ArrayLike<number>, weights: ArrayLike<number> | null, isAbove: boolean) => {
    let [sum, total] = [0, 0];
    rows.forEach((row, i) => {
      if (values[i]! > at !== isAbove) return;
      const weight = weights === null ? 1 : weights[row]!;
      sum += weight * from[row]!;
      total += weight;
    });
    return sum / total;
  };
  const of = (isAbove: boolean) => mean(target.values, target.exposure ?? target.weights, isAbove);
  const uneven =
    tested > clear ? null : unevenAt(column.values, target, { at, tried, difference: of(false) - of(true) });
  const isUnwatched = uneven !== null && !uneven.holds;
  const sides = uneven?.own
    ? { below: uneven.own.inside, above: uneven.own.rest }
    : { below: of(false), above: of(true) };
  return {
    at,
    tried,
    // What is seen comes from whom there was time to watch.
    p: isUnwatched ? 1 : tested,
    measure: target.measure,
    sides: target.followed === null ? sides : null,
    moreAbove: mean(scores, null, true) > mean(scores, null, false),
  };
}

/** Both sides by their own follow-up, where good customers must have stayed; null where that changes nothing. */
function unevenAt(
  values: Float64Array,
  target: Target,
  { at, tried, difference }: { at: number; tried: number; difference: number },
): UnevenWatch | null {
  const accounts = accountsWatched(target);
  if (accounts === null) return null;
  const neither = 2;
  const side = Uint8Array.from(values.subarray(0, accounts), (value) =>
    Number.isNaN(value) ? neither : value <= at ? 1 : 0,
  );
  return unevenWatch(target, side, difference, -normalQuantile(clear / (2 * tried)));
}

/**
 * Whether accounts may exchange outcomes. Not where they belong to groups, nor where they were watched for longer or shorter: then
 * p is no smaller than that of the cut's own test, which allows for both, over the cuts tried.
 */
function isExchangeable(frame: Frame, { followed, exposure, score }: Target): boolean {
  return followed === null && !exposure && !score?.staying && groupsOf(frame) === null;
}

/** What is cut: more is more of the outcome. */
function scoresOf({ followed, weights, numbers, values }: Target): Float64Array {
  if (followed !== null)
    return martingaleResiduals(followed.months, followed.left, null, followed.on).map((one) => -one);
  if (numbers !== null) return numbers.clipped;
  if (weights === null) return values;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const base = values.reduce((sum, value, row) => sum + value * weights[row]!, 0) / total;
  return values.map((value, row) => weights[row]! * (value - base));
}

/** "Cut in two where it tells most, at 42: 61 % up to it, 78 % above. p = 0.012, allowing for …" */
export function cutSentence({ at, tried, p, measure, sides, moreAbove }: CutDetail): string {
  const allowing = `${formatPEquation(p)}, allowing for the ${formatCounted(tried, "cut")} tried of this trait alone`;
  if (p > clear) return `No single cut of it tells more than chance would (${allowing}).`;
  const say = measure === "rate" ? formatPercent : (value: number) => formatNumber(value);
  const what =
    sides === null
      ? `those ${moreAbove ? "above" : "up to it"} stay longer`
      : `${say(sides.below)} up to it, ${say(sides.above)} above`;
  // The cut was chosen for how far apart its sides are: on these accounts they are further apart than on others.
  const flattered = sides === null ? "" : " Of further accounts expect the two nearer to each other.";
  return `Cut in two where it tells most, at ${formatNumber(at)}: ${what} (${allowing}).${flattered}`;
}
