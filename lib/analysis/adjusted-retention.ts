import type { Frame } from "#lib/accounts/frame.ts";
import { mostStrata } from "#lib/analysis/confounding.ts";
import { evenClusters } from "#lib/analysis/effective.ts";
import type { Estimate, OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import { formatNumber, formatPEquation } from "#lib/analysis/format.ts";
import { groupsOf } from "#lib/analysis/groups.ts";
import { type LevelledAttribute, levelsOf } from "#lib/analysis/levels.ts";
import type { Target } from "#lib/analysis/target.ts";
import type { ChiSquare } from "#lib/stats/chi-square.ts";
import { type CoxFit, clusteredErrors, coxRegression, proportionalHazards } from "#lib/stats/cox.ts";
import { chiSquareUpperTail, normalUpperTail, tQuantile, tTwoSided, z95 } from "#lib/stats/distributions.ts";

/** How many times as fast a pattern's accounts leave as the rest, allowing for other attributes. */
export interface AdjustedRetention {
  /** The attributes allowed for, the most telling first. */
  readonly by: readonly string[];
  readonly crude: Estimate;
  readonly adjusted: Estimate;
  readonly p: number;
  /** p that the ratio is the same throughout. */
  readonly proportional: number;
}

const mostAttributes = 6;
/** Departures a column, at least: with fewer a regression tells of its own sample (Peduzzi and others 1995). */
const eventsEach = 10;
const mostColumns = 24;
/** Above so many rows every column costs a second. */
const manyRows = 200_000;

/**
 * Whether a retention pattern remains when allowing for the other attributes that tell (statistics.md, "retention"): Cox's
 * regression (1972, Efron's ties) of the pattern's accounts against the rest, with the levels of every other attribute of few
 * levels that has a supported pattern, the surest first, as long as there are ten departures a column; with Grambsch and
 * Therneau's test (1994) that the ratio stays the same. Attributes known only after the sale are allowed for only where the
 * pattern's is one. Where accounts belong to groups the errors are no smaller than Lin and Wei's (see clusteredErrors), times
 * √(G/(G − 1)), with Student's t on G − 1, G the effective number of groups of the pattern's accounts or of the rest, whichever is
 * smaller. `isInside` is 1 by row of the target. Null for other outcomes, where nothing was found, where no other attribute tells,
 * where those that tell leave nothing of the pattern to compare, where one group holds a whole side, or where the regression does
 * not settle.
 */
export function adjustedRetention(
  frame: Frame,
  { attributes }: OutcomeFindings,
  pattern: Pattern,
  { followed, rows }: Target,
  isInside: Uint8Array,
): AdjustedRetention | null {
  if (followed === null || pattern.verdict === "insufficient") return null;
  const groups = groupsOf(frame)?.codes ?? null;
  const { months, left, on } = followed;
  const departures = on.rows.reduce((sum, row) => sum + left[row]!, 0);
  const most = Math.min(rows.length > manyRows ? mostColumns / 2 : mostColumns, departures / eventsEach);
  const knownLate =
    attributes.find(({ attribute }) => attribute === pattern.attribute)?.knownAt === "customer";
  const others = attributes.filter(
    (one) =>
      one.attribute !== pattern.attribute &&
      !one.leaking &&
      (one.knownAt !== "customer" || knownLate) &&
      one.patterns.some(({ verdict }) => verdict === "supported"),
  );
  const own = Float64Array.from(isInside);
  const columns: Float64Array[] = [];
  const by: string[] = [];
  for (const { attribute } of others) {
    const column = frame.columns.find((one) => one.attribute.name === attribute);
    if (column === undefined || by.length === mostAttributes) continue;
    const dummies = dummiesOf(levelsOf(column, frame.accountIds.length), rows);
    if (dummies === null || 1 + columns.length + dummies.length > most) continue;
    by.push(attribute);
    columns.push(...dummies);
  }
  if (by.length === 0) return null;
  const crude = coxRegression(months, left, [own], on);
  // Last, so that it is left out where it repeats the others: accounts alike in them are then alike in it as well.
  const at = columns.push(own) - 1;
  const fit = coxRegression(months, left, columns, on);
  if (!Number.isFinite(fit.se[at]!) || !crude.converged || !fit.converged) return null;
  const errorOf = errorsIn(groups && rows.map((row) => groups[row]!), own, on.rows);
  if (errorOf === null) return null;
  const { se, t, p } = errorOf(fit, at);
  return {
    by,
    crude: ratioOf(crude, 0, errorOf(crude, 0)),
    adjusted: ratioOf(fit, at, { se, t, p }),
    p,
    proportional: changesP(proportionalHazards(fit, [[at]]).terms[0]!, fit.se[at]! / se),
  };
}

/** Its p with groups counted as the ratio's error has them (Rao and Scott 1981): `narrower` is the error without them over that with. */
const changesP = ({ statistic, df, p }: ChiSquare, narrower: number): number =>
  df === 0 ? p : chiSquareUpperTail(statistic * narrower ** 2, df);

/** The error of a coefficient, the quantile of its 95 % interval, and p that it is 0. */
interface Told {
  readonly se: number;
  readonly t: number;
  readonly p: number;
}

/** How errors are told: Wald's, or between groups (by row; null where there are none). Null where one group is a whole side. */
function errorsIn(
  groups: Int32Array | null,
  own: Float64Array,
  rows: Int32Array,
): ((fit: CoxFit, at: number) => Told) | null {
  const twoSided = (z: number) => Math.min(1, 2 * normalUpperTail(Math.abs(z)));
  if (groups === null)
    return ({ coefficients, se }, at) => ({ se: se[at]!, t: z95, p: twoSided(coefficients[at]! / se[at]!) });
  const sides = [1, 0].map((side) =>
    evenClusters(
      rows.filter((row) => own[row] === side),
      groups,
    ),
  );
  const even = Math.min(...sides);
  if (!(even > 1)) return null;
  const df = Math.max(1, even - 1);
  return (fit, at) => {
    const between = clusteredErrors(fit, groups)[at]! * Math.sqrt(even / (even - 1));
    const se = Math.max(fit.se[at]!, between);
    const [t, p] = [tQuantile(0.975, df), tTwoSided(fit.coefficients[at]! / se, df)];
    return { se, t, p };
  };
}

/** A column of 0 and 1 for every level but the largest; null for lists, and for few or many levels. */
function dummiesOf({ codes, levels }: LevelledAttribute, rows: Int32Array): Float64Array[] | null {
  if (codes === null || levels.length < 2 || levels.length > mostStrata) return null;
  const counts = new Int32Array(levels.length);
  for (const account of rows) counts[codes[account]!]!++;
  const largest = counts.indexOf(Math.max(...counts));
  return levels.flatMap((_, level) =>
    level === largest || counts[level] === 0
      ? []
      : [Float64Array.from(rows, (account) => (codes[account] === level ? 1 : 0))],
  );
}

/** The hazard ratio of a column with Wald's interval. */
function ratioOf({ coefficients }: CoxFit, at: number, { se, t }: Told): Estimate {
  const [log, half] = [coefficients[at]!, t * se];
  return { value: Math.exp(log), low: Math.exp(log - half), high: Math.exp(log + half) };
}

/** Below this the ratio is said to change with time: every pattern is looked at. */
const clearChange = 0.01;
const namedAttributes = 3;

/** "Among accounts alike in Contract and Plan they leave 1.8 times as fast as the rest (95 % interval 1.6 to 2; …)." */
export function adjustedSentence({ by, crude, adjusted, p, proportional }: AdjustedRetention): string {
  const named = by.slice(0, namedAttributes).map((name) => `“${name}”`);
  const more = by.length > namedAttributes ? [`${by.length - namedAttributes} more`] : [];
  const alike = [...named, ...more];
  const list = alike.length === 1 ? alike[0] : `${alike.slice(0, -1).join(", ")} and ${alike.at(-1)}`;
  const interval = `95 % interval ${formatNumber(adjusted.low)} to ${formatNumber(adjusted.high)}`;
  const kept = p <= 0.05 && Math.log(adjusted.value) * Math.log(crude.value) > 0;
  const turned = p <= 0.05 && Math.log(adjusted.value) * Math.log(crude.value) < 0;
  const verdict = kept ? "" : turned ? " It is the other way round." : " No clear difference is left.";
  const changes =
    proportional <= clearChange
      ? ` How many times changes with time (${formatPEquation(proportional)}), so that this is an average.`
      : "";
  return `Among accounts alike in ${list} they leave ${formatNumber(adjusted.value)} times as fast as the rest (${interval}); among all accounts, ${formatNumber(crude.value)} times.${verdict}${changes}`;
}
