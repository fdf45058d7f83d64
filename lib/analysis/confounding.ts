import type { LikeWithLike, SideBySide, Warning } from "#lib/analysis/finding.ts";
import { type Strata, sumsWithin } from "#lib/analysis/strata.ts";
import { tTwoSided } from "#lib/stats/distributions.ts";
import { breslowDay, crudeOddsRatio, mantelHaenszel, type Table } from "#lib/stats/strata.ts";

/** Attributes of more levels than this do not make strata. */
export const mostStrata = 8;

/** Effects on the log odds scale below which a change of sign is only noise, and a shift that must be told. */
const noise = 0.1;
const shift = 0.3;
/** A standardised mean difference of d is a log odds ratio of d·π/√3 (Hasselblad and Hedges 1995). */
const logOddsPerDeviation = Math.PI / Math.sqrt(3);

/** One pattern with and without allowing for the strata. Odds ratios for rates, differences for means. */
export interface Adjustment extends LikeWithLike {
  /** How far the log odds ratio moves. */
  readonly moved: number;
  readonly reversal: boolean;
  readonly attenuation: boolean;
}

/**
 * A pattern against its rest, crude and by Mantel-Haenszel within the strata of another attribute (for means: the
 * average of the stratum differences, weighted by n₁n₀/n). Reversal: the sign flips, both effects are more than noise
 * and the adjusted one is significant. Attenuation: the log odds ratio moves by more than .3. Where an
 * adjusted ratio would be 0 or endless, 1/2 is added to the cells (Haldane 1956). Null where no stratum holds both groups,
 * or the crude ratio is 0 or endless. With what is told comes Breslow and Day's test, as Tarone corrected it, that one ratio does for all strata.
 */
export function adjustFor(members: Int32Array, strata: Strata): Adjustment | null {
  return strata.terms.target.numbers === null ? adjustRate(members, strata) : adjustMean(members, strata);
}

/** 2×2 tables [level yes, level no, rest yes, rest no] by stratum; weighted outcomes at their effective size. */
function stratumTables(members: Int32Array, strata: Strata): Table[] {
  const inside = sumsWithin(strata, members);
  return strata.labels.map((_, s) => {
    const [a, n] = [inside.sum[s]!, inside.n[s]!];
    const [allYes, all] = [strata.all.sum[s]!, strata.all.n[s]!];
    // Sums of weights may leave −1e-15 where nobody is left.
    const left = (count: number) => (count < 1e-9 ? 0 : count);
    return [left(a), left(n - a), left(allYes - a), left(all - n - (allYes - a))] as const;
  });
}

function adjustRate(members: Int32Array, strata: Strata): Adjustment | null {
  const tables = stratumTables(members, strata);
  const crude = crudeOddsRatio(tables);
  const { oddsRatio, p } = mantelHaenszel(tables);
  const adjusted = oddsRatio > 0 && oddsRatio < Number.POSITIVE_INFINITY ? oddsRatio : halved(tables);
  const [crudeLog, adjustedLog] = [Math.log(crude), Math.log(adjusted)];
  if (!Number.isFinite(crudeLog) || !Number.isFinite(adjustedLog)) return null;
  const sides = { all: ratesOf(tables, () => 1), within: ratesOf(tables, bothGroups) };
  const judged = judge(crudeLog, adjustedLog, p);
  // Asked only where something is told: it is the one costly figure here.
  const interaction =
    judged.reversal || judged.attenuation ? { interaction: breslowDay(tables, true).p } : {};
  return { by: strata.attribute, ...sides, crude, adjusted, p, ...interaction, ...judged };
}

/** With 1/2 added to the cells of strata that hold both groups: a reversal without any exception would be no number. */
function halved(tables: readonly Table[]): number {
  const both = tables.filter(([a, b, c, d]) => a + b > 0 && c + d > 0);
  return mantelHaenszel(both.map(([a, b, c, d]) => [a + 0.5, b + 0.5, c + 0.5, d + 0.5] as const)).oddsRatio;
}

/** Mantel and Haenszel's weights per account, n₀/n and n₁/n: with them the rates differ in the ratio's direction. */
const bothGroups = (others: number, all: number) => (all > 0 ? others / all : 0);

/** The rates of both groups over all strata, an account counting by how many of the other group its stratum holds. */
function ratesOf(tables: readonly Table[], weigh: (others: number, all: number) => number): SideBySide {
  let [yes, n, restYes, restN] = [0, 0, 0, 0];
  for (const [a, b, c, d] of tables) {
    const all = a + b + c + d;
    const [own, others] = [weigh(c + d, all), weigh(a + b, all)];
    yes += own * a;
    n += own * (a + b);
    restYes += others * c;
    restN += others * (c + d);
  }
  return { inside: yes / n, rest: restYes / restN };
}

type Judged = Pick<Adjustment, "moved" | "reversal" | "attenuation">;

function judge(crudeLog: number, adjustedLog: number, p: number): Judged {
  const flips = crudeLog * adjustedLog < 0 && Math.min(Math.abs(crudeLog), Math.abs(adjustedLog)) > noise;
  const reversal = flips && p < 0.05;
  const moved = Math.abs(crudeLog - adjustedLog);
  return { moved, reversal, attenuation: !reversal && moved > shift };
}

function adjustMean(members: Int32Array, strata: Strata): Adjustment | null {
  const { all } = strata;
  const total = strata.codes.length;
  const inside = sumsWithin(strata, members);
  const deviation = Math.sqrt(all.squares.reduce((sum, square) => sum + square, 0) / Math.max(1, total - 1));
  let [insideSum, restSum, weights, within, groups] = [0, 0, 0, 0, 0];
  for (let s = 0; s < strata.labels.length; s++) {
    const [n1, n0] = [inside.n[s]!, all.n[s]! - inside.n[s]!];
    if (n1 === 0 || n0 === 0) continue;
    const [sum1, sum0] = [inside.sum[s]!, all.sum[s]! - inside.sum[s]!];
    const weight = (n1 * n0) / (n1 + n0);
    insideSum += (weight * sum1) / n1;
    restSum += (weight * sum0) / n0;
    weights += weight;
    within += all.squares[s]! - (sum1 * sum1) / n1 - (sum0 * sum0) / n0;
    groups += n1 + n0 - 2;
  }
  if (!(weights > 0) || !(deviation > 0) || groups < 1) return null;
  const adjusted = (insideSum - restSum) / weights;
  // Centred values sum to 0, so the rest's sum is the level's with the sign turned.
  const sum = inside.sum.reduce((all, part) => all + part, 0);
  const crude = sum / members.length + sum / (total - members.length);
  const se = Math.sqrt(within / groups / weights);
  const p = se > 0 ? tTwoSided(adjusted / se, groups) : 1;
  const logOf = (difference: number) => (difference / deviation) * logOddsPerDeviation;
  const { centre } = strata.terms;
  return {
    by: strata.attribute,
    all: { inside: centre + sum / members.length, rest: centre - sum / (total - members.length) },
    within: { inside: centre + insideSum / weights, rest: centre + restSum / weights },
    crude,
    adjusted,
    p,
    ...judge(logOf(crude), logOf(adjusted), p),
  };
}

/** More reversals of one pattern than this say nothing new. */
const mostReversals = 3;

/** The warnings of a pattern: its reversals, strongest first; without one, the single strongest attenuation. */
export function confoundingWarnings(adjustments: readonly Adjustment[]): Warning[] {
  const strongest = [...adjustments].sort((a, b) => a.p - b.p || b.moved - a.moved || (a.by < b.by ? -1 : 1));
  const reversals = strongest.filter((adjustment) => adjustment.reversal).slice(0, mostReversals);
  if (reversals.length > 0) {
    return reversals.map((reversal) => ({ kind: "reversal", ...likeWithLike(reversal) }));
  }
  const [most] = strongest.filter((adjustment) => adjustment.attenuation).sort((a, b) => b.moved - a.moved);
  return most === undefined ? [] : [{ kind: "attenuation", ...likeWithLike(most) }];
}

const likeWithLike = ({ by, all, within, crude, adjusted, p, interaction }: Adjustment): LikeWithLike => ({
  by,
  all,
  within,
  crude,
  adjusted,
  p,
  ...(interaction !== undefined && { interaction }),
});
