import type { Choice } from "#lib/analysis/back-test/choice.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { shuffle } from "#lib/stats/random.ts";

/** The single attribute that tells most, and what it would choose. */
export interface AttributeChoice extends Choice {
  /** "Segment", or "Tech stack includes AWS" where values are lists. */
  readonly name: string;
}

/** Levels of one attribute by account of the frame. */
interface Candidate {
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: number;
}

const folds = 5;
/** Accounts at the rate of all that are added to every level, so that a level of three does not promise 100 %. */
const added = 10;
const smallest = 1e-9;

/**
 * The single attribute that foretells the outcome of a target's accounts best, by five-fold cross-validated log-loss of its
 * levels' rates (each with ten accounts at the rate of all added), ties by column order; it takes the levels above the rate
 * of all. `accounts` is how many the frame has, `leftOut` are the attributes that leak or are known only after the sale. Null where there is none.
 */
export function bestAttribute(
  levelled: readonly LevelledAttribute[],
  accounts: number,
  target: Target,
  leftOut: ReadonlySet<string>,
  seed: number,
): AttributeChoice | null {
  const candidates = levelled
    .filter(({ attribute }) => !leftOut.has(attribute.name))
    .flatMap((one) => candidatesOf(one, accounts))
    .filter(({ levels }) => levels > 1);
  const fold = foldsOf(target, seed);
  const losses = candidates.map((candidate) => lossOf(candidate, target, fold));
  const best = candidates[losses.indexOf(Math.min(...losses))];
  if (best === undefined) return null;
  const { rates, base } = ratesOf(best, target, null, -1);
  const score = Float64Array.from(best.codes, (code) => rates[code]!);
  return { name: best.name, score, taken: Uint8Array.from(score, (rate) => (rate > base ? 1 : 0)) };
}

function candidatesOf(
  { attribute, codes, members, levels }: LevelledAttribute,
  accounts: number,
): Candidate[] {
  if (codes !== null) return [{ name: attribute.name, codes, levels: levels.length }];
  return levels.map((level, i) => {
    const has = new Int32Array(accounts);
    for (const account of members![i]!) has[account] = 1;
    return { name: `${attribute.name} includes ${level.label}`, codes: has, levels: 2 };
  });
}

/** Which fold every row is in: dealt out in turn within good and not good. */
function foldsOf({ rows, values, outcome }: Target, seed: number): Uint8Array {
  const order = shuffle(Int32Array.from(rows.keys()), randomFor(seed, outcome, "folds"));
  const fold = new Uint8Array(rows.length);
  const dealt = [0, 0];
  for (const row of order) fold[row] = dealt[values[row] === 1 ? 1 : 0]!++ % folds;
  return fold;
}

/** Rates of the levels among the rows outside a fold. */
function ratesOf({ codes, levels }: Candidate, target: Target, fold: Uint8Array | null, without: number) {
  const all = new Float64Array(levels);
  const good = new Float64Array(levels);
  let [sum, goods] = [0, 0];
  target.rows.forEach((account, row) => {
    if (fold !== null && fold[row] === without) return;
    const weight = target.weights?.[row] ?? 1;
    const code = codes[account]!;
    all[code]! += weight;
    good[code]! += weight * target.values[row]!;
    sum += weight;
    goods += weight * target.values[row]!;
  });
  const base = goods / sum;
  return { rates: good.map((count, code) => (count + added * base) / (all[code]! + added)), base };
}

function lossOf(candidate: Candidate, target: Target, fold: Uint8Array): number {
  let loss = 0;
  for (let without = 0; without < folds; without++) {
    const { rates } = ratesOf(candidate, target, fold, without);
    target.rows.forEach((account, row) => {
      if (fold[row] !== without) return;
      const rate = Math.min(1 - smallest, Math.max(smallest, rates[candidate.codes[account]!]!));
      const likelihood = target.values[row] === 1 ? rate : 1 - rate;
      loss -= (target.weights?.[row] ?? 1) * Math.log(likelihood);
    });
  }
  return loss;
}
