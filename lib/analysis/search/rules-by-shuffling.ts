import { falseFindings } from "#lib/analysis/family.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { measureOf } from "#lib/analysis/patterns.ts";
import { assembleRules, leansTo, suggestiveP, type Tested } from "#lib/analysis/search/assemble-rules.ts";
import { measureClustered } from "#lib/analysis/search/clustered.ts";
import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { finalists, membersOf } from "#lib/analysis/search/finalists.ts";
import { materialOf, openGround, rowsOf } from "#lib/analysis/search/ground.ts";
import { kept } from "#lib/analysis/search/limits.ts";
import { listsTried } from "#lib/analysis/search/look.ts";
import { paymentPs } from "#lib/analysis/search/pays.ts";
import { settleEnds } from "#lib/analysis/search/refine.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import { chancesOf, type SearchOptions } from "#lib/analysis/search/search-options.ts";
import {
  controlByShuffling,
  exchange,
  fewestRoundsFor,
  roundsFor,
  scoresOf,
  turnSigns,
} from "#lib/analysis/search/shuffled.ts";
import { findRules } from "#lib/analysis/search/walk.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";

/** Rules whose outcome is permuted over the whole search (statistics.md, "max-T"); see searchRules. */
export function rulesByShuffling(
  columns: readonly SearchColumn[],
  levelled: readonly LevelledAttribute[],
  target: Target,
  options: SearchOptions,
): RuleFindings {
  const { kernel, clusters, seed, maxConditions } = options;
  const chances = chancesOf(options);
  const material = materialOf(columns, target);
  const ground = openGround(material, kernel, maxConditions);
  const inOrder = clusters && ground.order.map((row) => clusters[row]!);
  const found = findRules(ground, kept, undefined, options.telling === undefined);
  const rules = finalists(ground, found, false, inOrder);
  const deviations = deviationsOf(target, material.values);
  const values = Float64Array.from(ground.order, (row) => deviations[row]!);
  const random = randomFor(seed, target.outcome, "shuffles");
  const observed = scoresOf(inOrder === null ? values : centred(values));
  const scores = inOrder === null ? exchange(observed, random) : turnSigns(observed, inOrder, random);
  const parts = rules.map(({ candidate }) => candidate.parts);
  const telling = (options.telling ?? suggestiveP) / chances;
  // Who only counts what is supported reads no interval.
  const least = options.telling === undefined ? fewestRoundsFor(chances) : 0;
  const control = controlByShuffling(ground, scores, options, parts, telling, roundsFor(chances), least);
  const measure = clusters === null ? measureOf(target, seed) : measureClustered(target, clusters, seed);
  const told = new Set<string>();
  const tested = rules.flatMap(({ candidate, rows }): Tested[] => {
    const settled = settleEnds(ground, candidate);
    const id = JSON.stringify(settled.parts);
    // Two rules may have moved to the same place.
    if (told.has(id)) return [];
    told.add(id);
    const members = membersOf(ground, rowsOf(ground, settled.parts));
    const level = measure.level(members, id);
    const { direction } = candidate;
    // The figure that is searched and the exact test of the outcome must speak for the same thing.
    const agrees = level.lean !== 0 && leansTo(level.lean, target.better) === direction;
    return [
      {
        candidate: settled,
        members,
        level,
        // Of the rule as it was tried: where its ends settled was not asked of the permutations.
        adjustedP: agrees ? Math.min(1, control.p(control.strength(rows)) * chances) : 1,
        paymentP:
          Math.max(0, ...paymentPs(ground, candidate.parts, direction, inOrder)) *
          found.selectors *
          listsTried(ground.depth),
        holdout: null,
      },
    ];
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
    critical: control.rounds === 0 ? 0 : control.critical(1 - falseFindings / chances),
    clusters,
    chances,
    tried: options.tried ?? 1,
  });
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
