import type { Column, Frame, NumberColumn } from "#lib/accounts/frame.ts";
import { countBelow } from "#lib/analysis/ascending.ts";
import { bandsBetween, sampleOf } from "#lib/analysis/bands.ts";
import { isoDate } from "#lib/analysis/format.ts";
import { type LevelledAttribute, levelsOf } from "#lib/analysis/levels.ts";
import { finestP, permutationP } from "#lib/analysis/permutation.ts";
import { quantileCuts } from "#lib/analysis/search/bins.ts";
import type { Target } from "#lib/analysis/target.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import { chiSquareUpperTail, logChoose } from "#lib/stats/distributions.ts";
import { benjaminiHochberg } from "#lib/stats/multiplicity.ts";
import { optimalBins } from "#lib/stats/optimal-bins.ts";
import { type Random, shuffle } from "#lib/stats/random.ts";
import { weightsOfEvidence } from "#lib/stats/woe.ts";

/** Pre-bins that a number is cut into before the best way to join them is sought, and bands that come of it, at most. */
const preBins = 20;
const mostBands = 5;
/** Share of accounts in a band, at least. */
const leastShare = 0.05;
/** Share of the traits chosen that may tell no more than chance. */
const falseTraits = 0.05;

/** One attribute (or one member of a list) as a scorecard may use it: levels that exclude each other, and what they tell. */
export interface Term {
  readonly attribute: string;
  readonly labels: readonly string[];
  readonly when: readonly (readonly Condition[])[];
  /** Level of every account of the frame. */
  readonly codes: Int32Array;
  /** From the rows it was fitted on. */
  readonly woe: Float64Array;
  readonly informationValue: number;
  /** Chance of so much information from levels that were given: it is (1/G + 1/B)·χ²(levels − 1), as of a drift. */
  readonly chanceP: number;
  /** For bands chosen by looking: p over every band tried; else null. */
  readonly bandsP: number | null;
}

/** An attribute as levels, before any outcome is looked at; numbers wait for their bands. */
export interface RawTerm {
  readonly attribute: string;
  readonly levels: Pick<Term, "labels" | "when" | "codes"> | null;
  readonly numbers: NumberColumn | null;
}

/** Rows of a target on which something is fitted: numbers into its arrays. */
export type Rows = Int32Array;

/** Everything a scorecard may use of a frame: each list member by itself. `leftOut` are names of attributes. */
export function rawTerms(frame: Frame, leftOut: ReadonlySet<string>): RawTerm[] {
  return frame.columns
    .filter((column) => !leftOut.has(column.attribute.name))
    .flatMap((column) => rawOf(column, frame.accountIds.length));
}

function rawOf(column: Column, accounts: number): RawTerm[] {
  const attribute = column.attribute.name;
  const levelled = levelsOf(column, accounts);
  const isBanded = column.kind === "number" && levelled.levels.some((level) => level.kind === "band");
  if (isBanded) return [{ attribute, levels: null, numbers: column }];
  if (levelled.codes === null) return memberTerms(levelled, accounts);
  const labels = levelled.levels.map((level) => level.label);
  const when = levelled.levels.map((level) => level.when);
  return [{ attribute, levels: { labels, when, codes: levelled.codes }, numbers: null }];
}

function memberTerms({ attribute, levels, members }: LevelledAttribute, accounts: number): RawTerm[] {
  return levels.map((level, i) => {
    const codes = new Int32Array(accounts);
    for (const account of members![i]!) codes[account] = 1;
    // A rule is only ever asked whether it holds; “without” is what is left and needs no condition of its own.
    const held = { labels: ["without", level.label], when: [[], level.when], codes };
    return { attribute: attribute.name, levels: held, numbers: null };
  });
}

/** What a term tells on the rows given; bins of numbers are fitted on them too. `random` permutes for the bands' p. */
export function fitTerm(raw: RawTerm, target: Target, rows: Rows, random: Random | null): Term | null {
  if (raw.numbers !== null) return fitNumbers(raw.attribute, raw.numbers, target, rows, random);
  return termOf(raw.attribute, raw.levels!, target, rows, null);
}

function termOf(
  attribute: string,
  levels: Pick<Term, "labels" | "when" | "codes">,
  target: Target,
  rows: Rows,
  bandsP: number | null,
): Term | null {
  const size = levels.labels.length;
  const { good, others, used, inverse } = countLevels(levels.codes, size, target, rows);
  if (used < 2) return null;
  const { woe, informationValue } = weightsOfEvidence(good, others);
  const chanceP = chiSquareUpperTail(informationValue / inverse, used - 1);
  return { attribute, ...levels, woe, informationValue, chanceP, bandsP };
}

function countLevels(codes: Int32Array, size: number, target: Target, rows: Rows) {
  const [good, others] = [new Float64Array(size), new Float64Array(size)];
  const worth = [
    { sum: 0, squares: 0 },
    { sum: 0, squares: 0 },
  ];
  for (const row of rows) {
    const weight = target.weights === null ? 1 : target.weights[row]!;
    const label = target.values[row] === 1 ? 1 : 0;
    (label === 1 ? good : others)[codes[target.rows[row]!]!]! += weight;
    worth[label]!.sum += weight;
    worth[label]!.squares += weight * weight;
  }
  const used = good.filter((sum, level) => sum + others[level]! > 0).length;
  const inverse = worth.reduce((sum, one) => sum + one.squares / one.sum ** 2, 0);
  return { good, others, used, inverse };
}

/**
 * The terms that tell more than chance, of all `tried` traits at once: a false discovery rate of 5 % (Benjamini and Hochberg
 * 1995). A trait that could not even be fitted was tried as well.
 */
export function telling(terms: readonly Term[], tried: number): Term[] {
  const untold = new Array<number>(Math.max(0, tried - terms.length)).fill(1);
  const qs = benjaminiHochberg([...terms.map(pOf), ...untold]);
  return terms.filter((_, i) => qs[i]! <= falseTraits);
}

/** Every way to cut the pre-bins into two bands to five: what Bonferroni's bound is over. */
const waysToCut = [1, 2, 3, 4].reduce((sum, cuts) => sum + Math.exp(logChoose(preBins - 1, cuts)), 0);

/** Where not one permutation reached the bands seen, the bound over every way to cut them may be smaller. */
function pOf({ chanceP, bandsP }: Term): number {
  if (bandsP === null) return chanceP;
  return bandsP > finestP ? Math.max(chanceP, bandsP) : Math.min(bandsP, chanceP * waysToCut);
}

function fitNumbers(
  attribute: string,
  { values, attribute: { type } }: NumberColumn,
  target: Target,
  rows: Rows,
  random: Random | null,
): Term | null {
  const known = rows.filter((row) => !Number.isNaN(values[target.rows[row]!]!));
  const ascending = sampleOf(Float64Array.from(known, (row) => values[target.rows[row]!]!)).sort();
  if (ascending.length === 0) return null;
  const isDate = type === "date";
  const fine = Float64Array.from(quantileCuts(ascending, preBins, !isDate));
  const cellOf = (row: number) => countAtMost(fine, values[target.rows[row]!]!);
  const cells = known.map(cellOf);
  const labels = Float64Array.from(known, (row) => target.values[row]!);
  const weights = Float64Array.from(known, (row) => (target.weights === null ? 1 : target.weights[row]!));
  const found = bestOf(cells, labels, weights, fine.length + 1);
  if (found.cuts.length === 0) return null;
  const p =
    random === null ? null : bandsP(cells, labels, weights, fine.length + 1, found.informationValue, random);
  const cuts = found.cuts.map((cut) => fine[cut - 1]!);
  return termOf(attribute, bandLevels(attribute, cuts, ascending, values, isDate), target, rows, p);
}

const countAtMost = (cuts: Float64Array, value: number) => {
  const below = countBelow(cuts, value);
  return cuts[below] === value ? below + 1 : below;
};

function bestOf(cells: Int32Array, labels: Float64Array, weights: Float64Array, size: number) {
  const [good, others] = [new Float64Array(size), new Float64Array(size)];
  cells.forEach((cell, i) => {
    (labels[i] === 1 ? good : others)[cell]! += weights[i]!;
  });
  return optimalBins(good, others, { most: mostBands, leastShare, monotone: false });
}

/** p of the best bands over every band tried: pairs of label and weight are dealt out anew (statistics.md, "bands"). */
function bandsP(
  cells: Int32Array,
  labels: Float64Array,
  weights: Float64Array,
  size: number,
  seen: number,
  random: Random,
): number {
  const dealt = cells.slice();
  return permutationP(() => {
    shuffle(dealt, random);
    return bestOf(dealt, labels, weights, size).informationValue >= seen * (1 - 1e-9);
  });
}

function bandLevels(
  attribute: string,
  cuts: readonly number[],
  ascending: Float64Array,
  values: Float64Array,
  isDate: boolean,
): Pick<Term, "labels" | "when" | "codes"> {
  const bound = (value: number | null) => (value === null ? null : isDate ? isoDate(value) : value);
  const bands = bandsBetween(
    cuts,
    ascending,
    values.every((value) => Number.isNaN(value) || Number.isInteger(value)),
  );
  const ends = Float64Array.from(cuts);
  const codes = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? bands.length : countAtMost(ends, value),
  );
  const missing = codes.includes(bands.length);
  return {
    labels: [
      ...bands.map((band) => (isDate ? dateLabel(bound(band.from), bound(band.to)) : band.label)),
      ...(missing ? ["not recorded"] : []),
    ],
    when: [
      ...bands.map((band): Condition[] => [
        { attribute, operator: "between", value: { from: bound(band.from), to: bound(band.to) } },
      ]),
      ...(missing ? [[{ attribute, operator: "is unknown" } satisfies Condition]] : []),
    ],
    codes,
  };
}

function dateLabel(from: string | number | null, to: string | number | null): string {
  if (from === null) return `before ${to}`;
  return to === null ? `from ${from}` : `from ${from} to before ${to}`;
}
