import { isoDate } from "#lib/analysis/format.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import type { LevelResult, Measure } from "#lib/analysis/measure.ts";
import { measureOf } from "#lib/analysis/patterns.ts";
import { assembleRules, leansTo, type Tested } from "#lib/analysis/search/assemble-rules.ts";
import { measureClustered } from "#lib/analysis/search/clustered.ts";
import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { finalists, membersOf } from "#lib/analysis/search/finalists.ts";
import { layOut, materialOf, openGround, rowsOf } from "#lib/analysis/search/ground.ts";
import { halvesOf } from "#lib/analysis/search/halves.ts";
import { kept } from "#lib/analysis/search/limits.ts";
import { listsTried, payLevel } from "#lib/analysis/search/look.ts";
import { paymentPs } from "#lib/analysis/search/pays.ts";
import { rowKeys } from "#lib/analysis/search/row-keys.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import { chancesOf, type SearchOptions } from "#lib/analysis/search/search-options.ts";
import { findRules } from "#lib/analysis/search/walk.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { holm } from "#lib/stats/multiplicity.ts";
import { logRank } from "#lib/stats/survival.ts";

/** Rules found on 60 % of the rows and tested on the others, Holm over all (statistics.md, "combinations"); see searchRules. */
export function rulesBySplit(
  columns: readonly SearchColumn[],
  levelled: readonly LevelledAttribute[],
  target: Target,
  options: SearchOptions,
): RuleFindings {
  const { kernel, seed, maxConditions, clusters, startDays } = options;
  const chances = chancesOf(options);
  const keys = rowKeys(columns, columns[0]?.codes.length ?? 0);
  const halves = halvesOf(target, clusters, startDays, randomFor(seed, target.outcome, "split"), keys);
  const clustersAt = (rows: Int32Array) => clusters && rows.map((row) => clusters[row]!);
  const ground = openGround(materialOf(columns, halves.discovery), kernel, maxConditions);
  const searched = clustersAt(halves.rows.discovery);
  const groundClusters = searched && ground.order.map((row) => searched[row]!);
  // Who only counts what is supported does not ask how many rules were looked at.
  const found = findRules(ground, kept, undefined, options.telling === undefined);
  const rules = finalists(ground, found, true, groundClusters);
  const held = halves.holdout;
  const heldClusters = clustersAt(halves.rows.holdout);
  const heldLayout = layOut(materialOf(columns, held));
  const heldInOrder = heldClusters && heldLayout.order.map((row) => heldClusters[row]!);
  const heldMeasure = byCohort(measuredBy(held, heldClusters, seed), held, startDays, heldClusters !== null);
  const layout = layOut(materialOf(columns, target));
  const measure = measuredBy(target, clusters, seed);
  const tested = rules.map(({ candidate }): Tested => {
    const id = JSON.stringify(candidate.parts);
    const { parts, direction } = candidate;
    const members = membersOf(layout, rowsOf(layout, parts));
    const heldMembers = membersOf(heldLayout, rowsOf(heldLayout, parts));
    const splits = heldMembers.length > 0 && heldMembers.length < heldLayout.size;
    const level = splits ? heldMeasure.level(heldMembers, id) : null;
    const agrees = level !== null && level.lean !== 0 && leansTo(level.lean, target.better) === direction;
    return {
      candidate,
      members,
      level: measure.level(members, id),
      adjustedP: agrees ? level.p : 1,
      paymentP:
        Math.max(0, ...paymentPs(ground, parts, direction, groundClusters)) *
        found.selectors *
        listsTried(ground.depth),
      holdout:
        level === null
          ? null
          : {
              level,
              base: heldMeasure.base,
              pays: paymentPs(heldLayout, parts, direction, heldInOrder).every((p) => p <= payLevel),
            },
    };
  });
  const adjusted = holm(tested.map(({ adjustedP }) => adjustedP));
  return assembleRules({
    columns,
    levelled,
    target,
    tested: tested.map((one, i) => ({ ...one, adjustedP: Math.min(1, adjusted[i]! * chances) })),
    found,
    base: measure.base,
    policy: "split",
    splitBy: halves.by,
    permutations: 0,
    critical: 0,
    clusters,
    chances,
    tried: options.tried ?? 1,
  });
}

const measuredBy = (target: Target, clusters: Int32Array | null, seed: number): Measure =>
  clusters === null ? measureOf(target, seed) : measureClustered(target, clusters, seed);

/** Where fewer departures than this are expected of either group, chi-square is not trusted by itself. */
const fewestExpected = 5;

/**
 * Retention on the accounts held back is tested within entry cohorts (quarters of the start, accounts without one together):
 * else a rule that only tells when accounts came would seem to tell how long they stay.
 */
function byCohort(
  measure: Measure,
  held: Target,
  startDays: Float64Array | null,
  clustered: boolean,
): Measure {
  const { followed } = held;
  if (followed === null || startDays === null) return measure;
  const cohorts = cohortsOf(held.rows, startDays);
  return {
    ...measure,
    level(members, id): LevelResult {
      const level = measure.level(members, id);
      const groups = new Int32Array(held.rows.length);
      for (const row of members) groups[row] = 1;
      const test = logRank(followed.months, followed.left, groups, 2, cohorts, followed.on);
      // The plain test allows for clusters and for few departures, the one within cohorts does not.
      const few = Math.min(...test.expected) < fewestExpected;
      const p = clustered || few ? Math.max(level.p, test.p) : test.p;
      return { ...level, p, lean: test.expected[1]! - test.observed[1]! };
    },
  };
}

/** Number of the quarter in which each account started, from 0 in the order met. */
export function cohortsOf(accounts: Int32Array, startDays: Float64Array): Int32Array {
  const numbers = new Map<string, number>();
  return accounts.map((account) => {
    const day = startDays[account]!;
    const date = Number.isNaN(day) ? "" : isoDate(day);
    const quarter = date && `${date.slice(0, 4)} ${Math.floor((Number(date.slice(5, 7)) - 1) / 3)}`;
    const number = numbers.get(quarter) ?? numbers.size;
    numbers.set(quarter, number);
    return number;
  });
}
