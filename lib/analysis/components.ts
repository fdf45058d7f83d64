import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { readerOf, retentionOutcome } from "#lib/analysis/good-customer.ts";
import { fullScore, orderOfStaying } from "#lib/analysis/good-score.ts";
import { inView } from "#lib/analysis/late-entry.ts";
import type { Target } from "#lib/analysis/target.ts";
import { pseudoRetention } from "#lib/stats/pseudo.ts";

/** One outcome of a definition in a pattern's accounts and in the rest: means of 0-100 between its thresholds. */
export interface ComponentDetail {
  readonly outcome: string;
  /** Its weight as a share of all. */
  readonly share: number;
  readonly inside: number;
  readonly rest: number;
}

/**
 * What a good customer, or its score, is made of: every outcome of the definition in some accounts and in the rest, over the
 * target's rows with its weights, staying of a score by its pseudo-observations. They are told, never tested or chosen among
 * (statistics.md). `isInside` is 1 by row. Null for other outcomes, and where the definition has one outcome only.
 */
export function componentsOf(
  given: Frame,
  definition: Definition | null,
  target: Target,
  isInside: Uint8Array,
): ComponentDetail[] | null {
  if (definition === null || definition.outcomes.length < 2 || target.holdsRetention === undefined)
    return null;
  const frame = inView(given, definition);
  const total = definition.outcomes.reduce((sum, { weight }) => sum + weight, 0);
  return definition.outcomes.map((card) => {
    const staying = card.outcome === retentionOutcome ? (target.score?.staying ?? null) : null;
    const read = readerOf(frame, card, definition.horizonMonths);
    const values =
      staying === null
        ? Float64Array.from(target.rows, (account) => Number(read(account)))
        : pseudoRetention(staying.months, staying.left, staying.rise, orderOfStaying(staying));
    return {
      outcome: card.outcome,
      share: card.weight / total,
      ...sidesOf(values, target.weights, isInside),
    };
  });
}

function sidesOf(values: Float64Array, weights: Float64Array | null, isInside: Uint8Array) {
  const sums = [0, 0];
  const counts = [0, 0];
  values.forEach((value, row) => {
    const side = isInside[row] === 1 ? 1 : 0;
    const weight = weights === null ? 1 : weights[row]!;
    counts[side]! += weight;
    sums[side]! += weight * value;
  });
  return { inside: (fullScore * sums[1]!) / counts[1]!, rest: (fullScore * sums[0]!) / counts[0]! };
}
