import { logFactorial } from "#lib/stats/distributions.ts";

/** Uniform numbers in 0 ≤ x < 1, in steps of 2^-32. */
export type Random = () => number;

/** Spreads a seed over 32 bits (splitmix32), so that seeds 1, 2, 3 start far apart. */
function scatter(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}

/**
 * A seeded generator (sfc32, Doty-Humphrey; passes PractRand): the same whole seed (up to 2^53) gives the same numbers on
 * every machine.
 */
export function createRandom(seed: number): Random {
  const low = scatter(seed);
  const high = scatter(Math.floor(seed / 2 ** 32) ^ 0x5bf03635);
  let [a, b, c, counter] = [low(), low() ^ high(), high(), 1];
  const random = () => {
    const next = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + next) | 0;
    return (next >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) random();
  return random;
}

/** A list whose places can be written: array or typed array. */
export interface Writable<T> {
  readonly length: number;
  [index: number]: T;
}

/** Shuffles in place (Fisher-Yates), every order equally likely, and gives the array back. */
export function shuffle<A extends Writable<unknown>>(array: A, random: Random): A {
  const values: Writable<unknown> = array;
  for (let i = array.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
  return array;
}

/** Draws one by one: the plain definition, fastest for a handful of draws. */
function drawOneByOne(total: number, successes: number, draws: number, random: Random): number {
  let left = successes;
  for (let i = 0; i < draws; i++) {
    if (left === 0) break;
    if (random() * (total - i) < left) left--;
  }
  return successes - left;
}

/**
 * Stadlober's ratio of uniforms (1990, HRUA, as in numpy), for successes ≤ failures and draws ≤ half the total: exact by
 * rejection, in constant time whatever the size.
 */
function drawByRatio(total: number, successes: number, draws: number, random: Random): number {
  const failures = total - successes;
  const share = successes / total;
  const centre = draws * share + 0.5;
  const spread = Math.sqrt(((total - draws) * draws * share * (1 - share)) / (total - 1) + 0.5);
  const width = 1.7155277699214135 * spread + 0.8989161620588988;
  const mode = Math.floor(((draws + 1) * (successes + 1)) / (total + 2));
  const logWeight = (k: number) =>
    logFactorial(k) +
    logFactorial(successes - k) +
    logFactorial(draws - k) +
    logFactorial(failures - draws + k);
  const peak = logWeight(mode);
  const end = Math.min(Math.min(draws, successes) + 1, Math.floor(centre + 16 * spread));
  for (;;) {
    const x = random() + 2 ** -33;
    const value = centre + (width * (random() - 0.5)) / x;
    if (value < 0 || value >= end) continue;
    const k = Math.floor(value);
    const gain = peak - logWeight(k);
    if (x * (4 - x) - 3 <= gain) return k;
    if (x * (x - gain) >= 1) continue;
    if (2 * Math.log(x) <= gain) return k;
  }
}

/**
 * How many successes are among `draws` taken without replacement from `total` holding `successes`: an exact sample of the
 * hypergeometric distribution in constant time. Whole numbers, successes and draws within 0…total.
 */
export function hypergeometricSample(
  total: number,
  successes: number,
  draws: number,
  random: Random,
): number {
  if (draws === 0 || successes === 0) return 0;
  if (draws === total) return successes;
  if (successes === total) return draws;
  const fewDraws = Math.min(draws, total - draws);
  const fewSuccesses = Math.min(successes, total - successes);
  const small = Math.min(fewDraws, fewSuccesses);
  // Drawing and being a success are symmetric: the smaller of the two counts plays the draws.
  const most = Math.max(fewDraws, fewSuccesses);
  const k = small <= 10 ? drawOneByOne(total, most, small, random) : drawByRatio(total, most, small, random);
  const byDraws = successes * 2 <= total ? k : fewDraws - k;
  return draws * 2 <= total ? byDraws : successes - byDraws;
}

/**
 * One permutation of a yes/no label over levels of fixed sizes, without touching the rows: how many of the `successes`
 * fall into each level (multivariate hypergeometric). Sizes need not cover `total`; the rest is left over. Writes into
 * `into` (same length as sizes).
 */
export function splitSuccesses(
  total: number,
  successes: number,
  sizes: ArrayLike<number>,
  random: Random,
  into: Int32Array,
): Int32Array {
  let rows = total;
  let left = successes;
  for (let i = 0; i < sizes.length; i++) {
    const size = sizes[i]!;
    const taken = hypergeometricSample(rows, left, size, random);
    into[i] = taken;
    rows -= size;
    left -= taken;
  }
  return into;
}
