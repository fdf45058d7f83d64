import {
  lanes,
  mostTripleCells,
  type ShuffleSession,
  type ShuffleTable,
  tripleCells,
} from "#lib/analysis/search/kernel.ts";
import {
  descent,
  descentBytes,
  padded,
  placeRows,
  start,
  startBytes,
} from "#lib/compute/kernel/wasm-machine.ts";

/** Sums kept of pairs of columns, and room for triples, at most: beyond these rows are read once more instead. */
const mostKept = 48 * 2 ** 20;

/** Scores under 64 permutations laid out in a machine of their own. */
export function openShuffles(module: WebAssembly.Module, table: ShuffleTable): ShuffleSession {
  const { rows, codes, cells, depth, mean, inverse } = table;
  const most = Math.max(1, ...cells);
  /** Pairs of cells of the column with most of them. */
  const selectorBytes = padded(((most * (most + 1)) / 2) * 8);
  const pairCells = (a: number, b: number) => (cells[a]! + 1) * (cells[b]! + 1);
  const largestTriple = depth < 3 ? 0 : Math.min(tripleCells(most, most, most), mostTripleCells);
  const keptBytes = depth < 3 ? 0 : Math.min(mostKept, keptFor(cells));
  const machine = start(
    module,
    codes.length * padded(rows) +
      descentBytes(rows, depth) +
      rows * lanes * 2 +
      padded(inverse.byteLength) +
      2 * (most + 1) * lanes * 4 +
      (most + 1) * (most + 1) * (lanes * 4 + 4) +
      most * lanes * 2 +
      (2 * codes.length + 3) * selectorBytes +
      largestTriple * (lanes * 4 + 4) +
      keptBytes +
      padded(rows * 4) +
      startBytes +
      padded(rows + 9) +
      largestTriple * lanes +
      padded(most + 1) +
      4096,
  );
  const { run, take } = machine;
  const { places, all } = placeRows(machine, rows, codes);
  const walk = descent(machine, [{ at: all, many: rows }], places, cells, depth);
  const scores = take(rows * lanes * 2);
  const scales = take(inverse.byteLength);
  new Float32Array(run.memory.buffer, scales, inverse.length).set(inverse);
  const fewest = inverse.findIndex((scale) => scale !== 0);
  const below = take((most + 1) * lanes * 4);
  const maxima = take(lanes * 4);
  const sums = take((most + 1) * (most + 1) * lanes * 4);
  const counts = take((most + 1) * (most + 1) * 4);
  const sizes = take((most + 1) * 4);
  const slim = take(most * lanes * 2);
  const triples = take(largestTriple * lanes * 4);
  const tripleCounts = take(largestTriple * 4);
  const kept = take(keptBytes);
  const outside = take(rows * 4);
  const outsideStarts = take(startBytes);
  const reach = take(rows + 9);
  const thin = take(largestTriple * lanes);
  const marks = take(most + 1);
  const written = [take(selectorBytes), take(selectorBytes), take(selectorBytes)] as const;
  const lists = new Map<Int32Array, number>();
  const bases = new Map<number, { readonly sums: number; readonly counts: number }>();
  let narrow = false;
  let keptSoFar = 0;
  let begun = "";
  // Only what saves reading matters, so any cell may be called the largest: it is found among all rows.
  const largest = codes.map((column, i) => largestCell(column, cells[i]!));

  /** Where a list of selectors lies: what is asked again and again is written once. */
  function listAt(selectors: Int32Array, spare: 0 | 1 | 2): number {
    const known = lists.get(selectors);
    if (known !== undefined) return known;
    const stays = lists.size < 2 * codes.length;
    const at = stays ? take(selectorBytes) : written[spare];
    new Int32Array(run.memory.buffer, at, selectors.length).set(selectors);
    if (stays) lists.set(selectors, at);
    return at;
  }

  /** Room for the sums of a pair of columns, where there is some left. */
  function roomFor(column: number, other: number) {
    const key = column * codes.length + other;
    const known = bases.get(key);
    if (known !== undefined) return known;
    const size = pairCells(column, other);
    if (keptSoFar + size * (lanes * 4 + 4) + 32 > keptBytes) return null;
    const room = { sums: kept + keptSoFar, counts: kept + keptSoFar + padded(size * lanes * 4) };
    keptSoFar += padded(size * lanes * 4) + padded(size * 4);
    bases.set(key, room);
    return room;
  }

  /** Puts the rows aside that lie in the largest cell of either column; once for all the third columns that follow. */
  function setOutside(at: number, column: number, middle: number): void {
    const key = `${at} ${column} ${middle}`;
    if (begun === key) return;
    begun = key;
    run.outsideLargest(
      walk.sorted(at, 0),
      walk.starts[at]![0]!,
      cells[column]!,
      largest[column]!,
      places[middle]!,
      largest[middle]!,
      outside,
      outsideStarts,
    );
  }

  return {
    load(next) {
      // Yes and no of fewer rows than 16 bits can count.
      narrow = rows < 32_768 && next.every((score) => score === 0 || score === 1);
      new Int16Array(run.memory.buffer, scores, rows * lanes).set(next);
      new Float32Array(run.memory.buffer, maxima, lanes).fill(0);
      run.beginReach(reach, rows);
    },
    sort(at, column) {
      begun = "";
      walk.sort(at, column);
    },
    enter: walk.enter,
    scan(at, column, selectors) {
      begun = "";
      walk.sort(at, column);
      run.scanShuffles(
        walk.sorted(at, 0),
        walk.starts[at]![0]!,
        cells[column]!,
        scores,
        listAt(selectors, 0),
        selectors.length / 2,
        mean,
        scales,
        below,
        maxima,
        narrow,
      );
    },
    scanPairs(at, column, first, other, selectors, keeps) {
      const room = keeps ? roomFor(column, other) : null;
      run.scanPairs(
        walk.sorted(at, 0),
        walk.starts[at]![0]!,
        cells[column]!,
        listAt(first, 0),
        first.length / 2,
        places[other]!,
        cells[other]!,
        listAt(selectors, 1),
        selectors.length / 2,
        scores,
        mean,
        scales,
        sums,
        counts,
        below,
        sizes,
        slim,
        room?.sums ?? 0,
        room?.counts ?? 0,
        maxima,
        narrow,
      );
    },
    scanTriples(at, column, first, middle, second, other, third) {
      const ofFirst = bases.get(column * codes.length + middle);
      const ofEnds = bases.get(column * codes.length + other);
      const ofBoth = bases.get(middle * codes.length + other);
      const all = ofFirst !== undefined && ofEnds !== undefined && ofBoth !== undefined;
      if (all) setOutside(at, column, middle);
      run.scanTriples(
        all ? outside : walk.sorted(at, 0),
        all ? outsideStarts : walk.starts[at]![0]!,
        cells[column]!,
        listAt(first, 0),
        first.length / 2,
        places[middle]!,
        cells[middle]!,
        listAt(second, 1),
        second.length / 2,
        places[other]!,
        cells[other]!,
        listAt(third, 2),
        third.length / 2,
        scores,
        mean,
        scales,
        fewest,
        all ? largest[column]! : -1,
        all ? largest[middle]! : -1,
        all ? largest[other]! : -1,
        all ? ofFirst.sums : 0,
        all ? ofFirst.counts : 0,
        all ? ofEnds.sums : 0,
        all ? ofEnds.counts : 0,
        all ? ofBoth.sums : 0,
        all ? ofBoth.counts : 0,
        triples,
        tripleCounts,
        below,
        sizes,
        maxima,
        narrow,
        reach,
        thin,
        marks,
      );
    },
    maxima: () => new Float32Array(run.memory.buffer, maxima, lanes).slice(),
  };
}

function largestCell(codes: Uint8Array, cells: number): number {
  const counts = new Int32Array(cells);
  for (const code of codes) counts[code]!++;
  return counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
}

/** Bytes for the sums of every pair of columns. */
function keptFor(cells: readonly number[]): number {
  let bytes = 0;
  cells.forEach((a, i) => {
    for (const b of cells.slice(i + 1))
      bytes += padded((a + 1) * (b + 1) * lanes * 4) + padded((a + 1) * (b + 1) * 4);
  });
  return bytes;
}
