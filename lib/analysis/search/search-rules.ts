import type { Estimate } from "#lib/analysis/finding.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { measureOf } from "#lib/analysis/patterns.ts";
import {
  type Assembly,
  assembleRules,
  leansTo,
  suggestiveP,
  type Tested,
} from "#lib/analysis/search/assemble-rules.ts";
import { censoringDepends } from "#lib/analysis/search/censoring.ts";
import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { type Covered, coverRules } from "#lib/analysis/search/cover.ts";
import {
  countBoth,
  eachRow,
  type Ground,
  type Layout,
  layOut,
  materialOf,
  openGround,
  rowsOf,
} from "#lib/analysis/search/ground.ts";
import { halvesOf } from "#lib/analysis/search/halves.ts";
import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { payLevel } from "#lib/analysis/search/look.ts";
import { paymentPs } from "#lib/analysis/search/pays.ts";
import { refineEnds } from "#lib/analysis/search/refine.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import { controlByShuffling, exchange, scoresOf, turnSigns } from "#lib/analysis/search/shuffled.ts";
import { type Found, findRules } from "#lib/analysis/search/walk.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import { isSmall } from "#lib/analysis/small.ts";
import type { Target } from "#lib/analysis/target.ts";
import { holm } from "#lib/stats/multiplicity.ts";
import { wilson } from "#lib/stats/rate.ts";

export interface SearchOptions {
  readonly seed: number;
  /** 1 to 4. */
  readonly maxConditions: number;
  /** Outcomes searched beside each other: the correction is over all of them. */
  readonly outcomes: number;
  readonly kernel: Kernel;
  /** Whose row it is, by row of the target, where several rows are of one account; else null. */
  readonly clusters: Int32Array | null;
  /** Above this p nothing is told of a rule: permuting stops once it is certain. Usually .1, the end of "suggestive". */
  readonly telling?: number;
  /** When every account of the frame began (days), where that is known. */
  readonly startDays: Float64Array | null;
}

/** Up to so many rows the outcome is permuted; above, rules are tested on rows that were held back. */
export const mostShuffled = 5_000;
/** Clusters below which one row should stand for each (see evidence.ts). */
export const fewestClusters = 40;
/** Rules kept while searching, taken on to be refined, and told in the end; of each direction. */
const kept = 200;
const refined = 24;
export const told = 10;

/**
 * Searches combinations of up to four conditions for good and poor accounts (statistics.md, "combinations"): family-wise
 * control over the whole search by max-T up to 5,000 rows, by a 60/40 split and Holm above; every condition must pay;
 * what says the same is said once. No rules from under 100 accounts or fewer than ten of either kind. `levelled` are the
 * attributes by which each rule is looked at again. A pure function of its arguments.
 */
export function searchRules(
  columns: readonly SearchColumn[],
  levelled: readonly LevelledAttribute[],
  target: Target,
  options: SearchOptions,
): RuleFindings {
  if (isSmall(target)) return nothing(target);
  const split = target.rows.length > mostShuffled || censoringDepends(levelled, target);
  return split
    ? bySplit(columns, levelled, target, options)
    : byShuffling(columns, levelled, target, options);
}

function nothing(target: Target): RuleFindings {
  return {
    outcome: target.outcome,
    measure: target.measure,
    policy: "small",
    splitBy: null,
    permutations: 0,
    critical: 0,
    accounts: target.rows.length,
    examined: 0,
    selectors: 0,
    base: baseOf(target),
    rules: [],
  };
}

/** The rate or mean of everybody. */
export function baseOf(target: Target): Estimate {
  if (target.rows.length > 0) return measureOf(target, 1).base;
  return { value: Number.NaN, ...wilson(0, 0) };
}

/** The rules of both directions that are worth a test, unpadded and different from each other. */
export function finalists(ground: Ground, found: Found, refine: boolean): Covered[] {
  const limit = payLevel / found.selectors;
  return (["good", "poor"] as const).flatMap((direction) => {
    const candidates = found[direction];
    const first = refine
      ? coverRules(ground, candidates, refined).map(({ candidate }) => refineEnds(ground, candidate))
      : candidates;
    const chosen: Covered[] = [];
    let open = first;
    // A rule that fails the exact test makes room for the next one.
    while (chosen.length < told && open.length > 0) {
      const covered = coverRules(ground, open, told);
      const padded = covered.filter(({ candidate }) =>
        paymentPs(ground, candidate.parts, direction).some((p) => p > limit),
      );
      if (padded.length === 0) return covered;
      const left = new Set(padded.map(({ candidate }) => candidate));
      open = open.filter((candidate) => !left.has(candidate));
    }
    return chosen;
  });
}

/** Row numbers of a material that a rule holds for, ascending. */
export function membersOf(layout: Layout, rows: Int32Array): Int32Array {
  const members = new Int32Array(countBoth(rows, rows));
  let at = 0;
  eachRow(rows, (row) => {
    members[at++] = layout.order[row]!;
  });
  return members.sort();
}

function byShuffling(
  columns: readonly SearchColumn[],
  levelled: readonly LevelledAttribute[],
  target: Target,
  options: SearchOptions,
): RuleFindings {
  const { kernel, clusters, seed, maxConditions } = options;
  const material = materialOf(columns, target);
  const ground = openGround(material, kernel, maxConditions);
  const found = findRules(ground, kept);
  const rules = finalists(ground, found, false);
  const deviations = deviationsOf(target, material.values);
  const values = Float64Array.from(ground.order, (row) => deviations[row]!);
  const random = randomFor(seed, target.outcome, "shuffles");
  const observed = scoresOf(clusters === null ? values : centred(values));
  const scores =
    clusters === null
      ? exchange(observed, random)
      : turnSigns(
          observed,
          ground.order.map((row) => clusters[row]!),
          random,
        );
  const parts = rules.map(({ candidate }) => candidate.parts);
  const telling = (options.telling ?? suggestiveP) / options.outcomes;
  const control = controlByShuffling(ground, scores, kernel, parts, telling);
  const measure = measureOf(target, seed);
  const tested: Tested[] = rules.map(({ candidate, rows }) => {
    const members = membersOf(ground, rows);
    const level = measure.level(members, JSON.stringify(candidate.parts));
    return {
      candidate,
      members,
      level,
      adjustedP: Math.min(1, control.p(control.strength(rows)) * options.outcomes),
      paymentP: Math.max(0, ...paymentPs(ground, candidate.parts, candidate.direction)) * found.selectors,
      holdout: null,
      critical: control.rounds === 0 ? 0 : control.critical(1 - 0.025 / options.outcomes),
    };
  });
  return assembleRules({
    columns,
    levelled,
    target,
    tested,
    found,
    base: measure.base,
    policy: "shuffled",
    splitBy: null,
    permutations: control.rounds,
  } satisfies Assembly);
}

/** What is permuted: the outcome itself, or pairs of label and weight as w(y − p0). */
function deviationsOf({ weights, values }: Target, searched: Float64Array): Float64Array {
  if (weights === null) return searched;
  let [sum, good] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    sum += weights[row]!;
    good += weights[row]! * values[row]!;
  }
  return values.map((value, row) => weights[row]! * (value - good / sum));
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function bySplit(
  columns: readonly SearchColumn[],
  levelled: readonly LevelledAttribute[],
  target: Target,
  options: SearchOptions,
): RuleFindings {
  const { kernel, seed, maxConditions, clusters, startDays } = options;
  const halves = halvesOf(target, clusters, startDays, randomFor(seed, target.outcome, "split"));
  const ground = openGround(materialOf(columns, halves.discovery), kernel, maxConditions);
  const found = findRules(ground, kept);
  const rules = finalists(ground, found, true);
  const held = halves.holdout;
  const heldLayout = layOut(materialOf(columns, held));
  const heldMeasure = measureOf(held, seed);
  const layout = layOut(materialOf(columns, target));
  const measure = measureOf(target, seed);
  const tested = rules.map(({ candidate }): Tested => {
    const id = JSON.stringify(candidate.parts);
    const { parts, direction } = candidate;
    const members = membersOf(layout, rowsOf(layout, parts));
    const heldMembers = membersOf(heldLayout, rowsOf(heldLayout, parts));
    const splits = heldMembers.length > 0 && heldMembers.length < heldLayout.size;
    const level = splits ? heldMeasure.level(heldMembers, id) : null;
    return {
      candidate,
      members,
      level: measure.level(members, id),
      adjustedP:
        level !== null && level.lean !== 0 && leansTo(level.lean, target.better) === direction ? level.p : 1,
      paymentP: Math.max(0, ...paymentPs(ground, parts, direction)) * found.selectors,
      holdout:
        level === null
          ? null
          : {
              level,
              base: heldMeasure.base,
              pays: paymentPs(heldLayout, parts, direction).every((p) => p <= payLevel),
            },
      critical: 0,
    };
  });
  const adjusted = holm(tested.map(({ adjustedP }) => adjustedP));
  return assembleRules({
    columns,
    levelled,
    target,
    tested: tested.map((one, i) => ({ ...one, adjustedP: Math.min(1, adjusted[i]! * options.outcomes) })),
    found,
    base: measure.base,
    policy: "split",
    splitBy: halves.by,
    permutations: 0,
  });
}
