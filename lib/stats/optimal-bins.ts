/** What bins may be. */
export interface BinRules {
  /** Bins, at most. */
  readonly most: number;
  /** Share of all rows that a bin holds, at least. */
  readonly leastShare: number;
  /** Whether the rate only rises, or only falls, from bin to bin. */
  readonly monotone: boolean;
}

/** Adjacent bins of the greatest information value. */
export interface OptimalBins {
  /** Σ (g/G − b/B)·ln((g/G)/(b/B)); 0 where no two bins are allowed. */
  readonly informationValue: number;
  /** Where each bin but the last ends: the number of the first pre-bin of the next. */
  readonly cuts: readonly number[];
}

/**
 * Exact optimal binning: of all ways to join adjacent pre-bins into at most `most` bins, the one of greatest information
 * value, by dynamic programming (as Navas-Palencia's optbinning 2020 poses it). good, others: rows of each kind per pre-bin
 * in ascending order, counts or sums of weights. Every bin holds at least `leastShare` of the rows and at least one (or
 * some weight) of each kind. O(most·m²) for m pre-bins, O(most·m³) where monotone. Ties: fewer bins, earlier cuts.
 */
export function optimalBins(
  good: ArrayLike<number>,
  others: ArrayLike<number>,
  rules: BinRules,
): OptimalBins {
  const gains = gainsOf(good, others, rules.leastShare);
  const found = rules.monotone
    ? [1, -1]
        .map((sign) => monotoneBins(gains, rules.most, sign))
        .reduce((a, b) => (b.value > a.value ? b : a))
    : freeBins(gains, rules.most);
  return { informationValue: Math.max(0, found.value), cuts: found.value > 0 ? found.cuts : [] };
}

/** Per run of pre-bins from i to j − 1: what it adds to the information value, −Infinity where it is no bin, and its rate. */
interface Gains {
  readonly size: number;
  readonly gain: Float64Array;
  readonly rate: Float64Array;
}

function gainsOf(good: ArrayLike<number>, others: ArrayLike<number>, leastShare: number): Gains {
  const size = good.length;
  const [g, b] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  for (let i = 0; i < size; i++) {
    g[i + 1] = g[i]! + good[i]!;
    b[i + 1] = b[i]! + others[i]!;
  }
  const [allGood, allOthers] = [g[size]!, b[size]!];
  const fewest = leastShare * (allGood + allOthers);
  const gain = new Float64Array((size + 1) * (size + 1)).fill(Number.NEGATIVE_INFINITY);
  const rate = new Float64Array((size + 1) * (size + 1));
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j <= size; j++) {
      const [k, l] = [g[j]! - g[i]!, b[j]! - b[i]!];
      if (k + l < fewest || !(k > 0 && l > 0)) continue;
      const [ofGood, ofOthers] = [k / allGood, l / allOthers];
      gain[i * (size + 1) + j] = (ofGood - ofOthers) * Math.log(ofGood / ofOthers);
      rate[i * (size + 1) + j] = k / (k + l);
    }
  }
  return { size, gain, rate };
}

interface Best {
  readonly value: number;
  readonly cuts: readonly number[];
}

function freeBins({ size, gain }: Gains, most: number): Best {
  const width = size + 1;
  let before = gain.slice(0, width);
  const froms: Int32Array[] = [];
  let best: Best = { value: before[size]!, cuts: [] };
  for (let bins = 2; bins <= most; bins++) {
    const now = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(width).fill(-1);
    for (let j = bins; j <= size; j++) {
      for (let i = bins - 1; i < j; i++) {
        const value = before[i]! + gain[i * width + j]!;
        if (value > now[j]!) [now[j], from[j]] = [value, i];
      }
    }
    froms.push(from);
    if (now[size]! > best.value) {
      const cuts: number[] = [];
      for (let at = size, left = froms.length - 1; left >= 0; left--) {
        at = froms[left]![at]!;
        cuts.unshift(at);
      }
      best = { value: now[size]!, cuts };
    }
    before = now;
  }
  return best;
}

/** The same with rates that only rise (sign 1) or fall (−1): the last bin is part of what has to be remembered. */
function monotoneBins({ size, gain, rate }: Gains, most: number, sign: number): Best {
  const width = size + 1;
  // By last bin i…j − 1: the best value of everything up to j, and where the bin before it began.
  let before = new Float64Array(width * width).fill(Number.NEGATIVE_INFINITY);
  for (let j = 1; j <= size; j++) before[j] = gain[j]!;
  const froms: Int32Array[] = [];
  let best: Best = { value: before[size]!, cuts: [] };
  for (let bins = 2; bins <= most; bins++) {
    const now = new Float64Array(width * width).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(width * width).fill(-1);
    for (let i = 1; i < size; i++) {
      for (let j = i + 1; j <= size; j++) {
        const own = gain[i * width + j]!;
        if (own === Number.NEGATIVE_INFINITY) continue;
        for (let h = 0; h < i; h++) {
          const value = before[h * width + i]! + own;
          if (sign * (rate[i * width + j]! - rate[h * width + i]!) < 0) continue;
          if (value > now[i * width + j]!) [now[i * width + j], from[i * width + j]] = [value, h];
        }
      }
    }
    froms.push(from);
    for (let i = 1; i < size; i++) {
      if (!(now[i * width + size]! > best.value)) continue;
      const cuts = [i];
      for (let at = i, end = size, left = froms.length - 1; left > 0; left--) {
        const start = froms[left]![at * width + end]!;
        [at, end] = [start, at];
        cuts.unshift(start);
      }
      best = { value: now[i * width + size]!, cuts };
    }
    before = now;
  }
  return best;
}
