import {
  type BitsetSession,
  type BitsetTable,
  type ColumnSession,
  type ColumnTable,
  type Kernel,
  lanes,
  type PairRule,
  type ShuffleSession,
  type ShuffleTable,
  standardise,
} from "#lib/analysis/search/kernel.ts";
import { lineOf } from "#lib/analysis/search/lines.ts";
import { popcount } from "#lib/analysis/search/popcount.ts";

/** The kernel in plain TypeScript: what the others are tested against, and what runs where there is no WebAssembly. */
export const plainKernel: Kernel = {
  name: "plain",
  openColumns,
  openBitsets,
  openShuffles,
};

/** The rows at every depth, and a buffer to sort them in. */
function descent(rows: number, codes: readonly Uint8Array[], cells: readonly number[], depth: number) {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const lists: Uint32Array[] = Array.from({ length: depth + 1 }, () => all);
  const buffers = Array.from({ length: depth }, () => new Uint32Array(rows));
  const starts = Array.from({ length: depth }, () => new Int32Array(256));
  return {
    list: (at: number) => lists[at]!,
    sort(at: number, column: number) {
      const code = codes[column]!;
      const start = starts[at]!.fill(0);
      const list = lists[at]!;
      for (const row of list) start[code[row]! + 1]!++;
      for (let cell = 0; cell < cells[column]!; cell++) start[cell + 1]! += start[cell]!;
      const next = start.slice();
      const buffer = buffers[at]!;
      for (const row of list) buffer[next[code[row]!]!++] = row;
    },
    enter(at: number, from: number, to: number) {
      lists[at + 1] = buffers[at]!.subarray(starts[at]![from], starts[at]![to]);
      return lists[at + 1]!.length;
    },
  };
}

function openColumns(table: ColumnTable): ColumnSession {
  const { rows, good, codes, cells, selectors, planes, depth } = table;
  const width = planes === null ? 2 : 1 + planes.count;
  const walk = descent(rows, codes, cells, depth);

  function add(sums: Float64Array, at: number, row: number): void {
    sums[at]!++;
    if (planes === null) {
      if (row < good) sums[at + 1]!++;
      return;
    }
    for (let plane = 0; plane < planes.count; plane++)
      sums[at + 1 + plane]! += planes.values[row * planes.count + plane]!;
  }

  return {
    width,
    tally(at, column) {
      const sums = new Float64Array(cells[column]! * width);
      const code = codes[column]!;
      for (const row of walk.list(at)) add(sums, code[row]! * width, row);
      return sums;
    },
    joint(a, b) {
      const sums = new Float64Array(cells[a]! * cells[b]! * width);
      for (let row = 0; row < rows; row++)
        add(sums, (codes[a]![row]! * cells[b]! + codes[b]![row]!) * width, row);
      return sums;
    },
    sort: walk.sort,
    enter: walk.enter,
    rows: (at) => walk.list(at).slice(),
    pairs(at, column, first, others, rule, see) {
      let examined = 0;
      for (const other of others) {
        const found = pairsWith(at, column, first, other, selectors[other]!, rule);
        examined += found.examined;
        if (found.pairs.length > 0) see(other, Int32Array.from(found.pairs));
      }
      return examined;
    },
  };

  function pairsWith(
    at: number,
    column: number,
    first: Int32Array,
    other: number,
    second: Int32Array,
    rule: PairRule,
  ): { readonly pairs: number[]; readonly examined: number } {
    const [width, height] = [cells[other]!, cells[column]!];
    const counts = new Int32Array(width * height * 2);
    for (const row of walk.list(at)) {
      const cell = (codes[column]![row]! * width + codes[other]![row]!) * 2;
      counts[cell]!++;
      if (row < good) counts[cell + 1]!++;
    }
    const within = (fromX: number, toX: number, fromY: number, toY: number): Counts => {
      let [n, k] = [0, 0];
      for (let x = fromX; x < toX; x++)
        for (let y = fromY; y < toY; y++) {
          n += counts[(x * width + y) * 2]!;
          k += counts[(x * width + y) * 2 + 1]!;
        }
      return [n, k];
    };
    const found: number[] = [];
    let examined = 0;
    for (let i = 0; i < first.length; i += 2) {
      const [fromX, toX] = [first[i]!, first[i + 1]!];
      const alone = within(fromX, toX, 0, width);
      for (let j = 0; j < second.length; j += 2) {
        const [fromY, toY] = [second[j]!, second[j + 1]!];
        const pair = within(fromX, toX, fromY, toY);
        if (pair[0] < rule.fewest || pair[0] > rule.most) continue;
        examined++;
        const reaches = isReached(pair, rule.lines.subarray(lineOf(alone[0])));
        if (reaches && passes(pair, alone, within(0, height, fromY, toY), rule.gain))
          found.push(i / 2, j / 2, ...pair);
      }
    }
    return { pairs: found, examined };
  }
}

type Counts = readonly [n: number, good: number];

const isReached = ([n, good]: Counts, [slope, start, poorSlope, poorStart]: Float64Array): boolean =>
  good >= slope! * n + start! || n - good >= poorSlope! * n + poorStart!;

/** Whether a pair lies beyond both of its selectors alone, to the same side. */
function passes(pair: Counts, first: Counts, second: Counts, gain: number): boolean {
  const sides = [first, second].map((parent) => {
    const [m, good] = parent;
    const p = good / m;
    const away = pair[1] - pair[0] * p;
    const spread = ((p * (1 - p)) / (m - 1)) * pair[0] * (m - pair[0]);
    return spread > 0 && away * away >= gain * gain * spread ? Math.sign(away) : 0;
  });
  return sides[0] !== 0 && sides[0] === sides[1];
}

function openBitsets({ selectors, words, goodWords, depth }: BitsetTable): BitsetSession {
  const prefixes = Array.from({ length: depth + 1 }, () => new Uint32Array(words).fill(0xffffffff));
  return {
    counts(at, which) {
      const prefix = prefixes[at]!;
      const result = new Int32Array(which.length * 2);
      which.forEach((s, i) => {
        const selector = selectors[s]!;
        let good = 0;
        for (let w = 0; w < goodWords; w++) good += popcount(prefix[w]! & selector[w]!);
        let n = good;
        for (let w = goodWords; w < words; w++) n += popcount(prefix[w]! & selector[w]!);
        result[i * 2] = n;
        result[i * 2 + 1] = good;
      });
      return result;
    },
    enter(at, selector) {
      const [from, into, bits] = [prefixes[at]!, prefixes[at + 1]!, selectors[selector]!];
      for (let w = 0; w < words; w++) into[w] = from[w]! & bits[w]!;
    },
  };
}

function openShuffles({ rows, codes, cells, depth, mean, inverse }: ShuffleTable): ShuffleSession {
  const walk = descent(rows, codes, cells, depth);
  const maxima = new Float32Array(lanes);
  let scores = new Int16Array(0);

  interface Table {
    readonly width: number;
    readonly counts: Int32Array;
    readonly sums: Int32Array;
  }

  /** Counts and sums by the cells of a column and, where there is one, of another. */
  function rowsBy(list: Uint32Array, column: number, other: number | null): Table {
    const width = cells[other ?? column]!;
    const size = other === null ? width : cells[column]! * width;
    const counts = new Int32Array(size);
    const sums = new Int32Array(size * lanes);
    for (const row of list) {
      const code = codes[column]![row]!;
      const at = other === null ? code : code * width + codes[other]![row]!;
      counts[at]!++;
      for (let lane = 0; lane < lanes; lane++) sums[at * lanes + lane]! += scores[row * lanes + lane]!;
    }
    return { width, counts, sums };
  }

  /** Raises the maxima by every selector among the rows of the table from … to − 1. */
  function raise({ width, counts, sums }: Table, from: number, to: number, selectors: Int32Array): void {
    for (let s = 0; s < selectors.length; s += 2) {
      const found: number[] = [];
      for (let y = from; y < to; y++)
        for (let x = selectors[s]!; x < selectors[s + 1]!; x++) found.push(y * width + x);
      const n = found.reduce((total, cell) => total + counts[cell]!, 0);
      if (inverse[n] === 0) continue;
      for (let lane = 0; lane < lanes; lane++) {
        const sum = found.reduce((total, cell) => total + sums[cell * lanes + lane]!, 0);
        maxima[lane] = Math.max(maxima[lane]!, Math.abs(standardise(sum, n, mean, inverse)));
      }
    }
  }

  return {
    load(next) {
      scores = next as Int16Array<ArrayBuffer>;
      maxima.fill(0);
    },
    enter: walk.enter,
    scan(at, column, selectors) {
      walk.sort(at, column);
      const row = rowsBy(walk.list(at), column, null);
      raise(row, 0, 1, selectors);
    },
    scanPairs(at, column, first, other, selectors) {
      const table = rowsBy(walk.list(at), column, other);
      for (let s = 0; s < first.length; s += 2) raise(table, first[s]!, first[s + 1]!, selectors);
    },
    sort: walk.sort,
    scanTriples(at, column, first, middle, second, other, third) {
      for (let s = 0; s < first.length; s += 2) {
        const inside = walk.list(at).filter((row) => {
          const code = codes[column]![row]!;
          return code >= first[s]! && code < first[s + 1]!;
        });
        const table = rowsBy(inside, middle, other);
        for (let m = 0; m < second.length; m += 2) raise(table, second[m]!, second[m + 1]!, third);
      }
    },
    maxima: () => maxima,
  };
}
