import { lanes, type ShuffleSession, type ShuffleTable } from "#lib/analysis/search/kernel.ts";
import { descent, descentBytes, padded, placeRows, start } from "#lib/compute/kernel/wasm-machine.ts";

/** Scores under 64 permutations laid out in a machine of their own. */
export function openShuffles(module: WebAssembly.Module, table: ShuffleTable): ShuffleSession {
  const { rows, codes, cells, depth, mean, inverse } = table;
  const most = Math.max(1, ...cells);
  /** Pairs of cells of the column with most of them. */
  const selectorBytes = padded(((most * (most + 1)) / 2) * 8);
  const machine = start(
    module,
    codes.length * padded(rows) +
      descentBytes(rows, depth) +
      rows * lanes * 2 +
      padded(inverse.byteLength) +
      2 * (most + 1) * lanes * 4 +
      (most + 1) * (most + 1) * (lanes * 4 + 4) +
      most * lanes * 2 +
      2 * selectorBytes +
      2048,
  );
  const { run, take } = machine;
  const { places, all } = placeRows(machine, rows, codes);
  const walk = descent(machine, [{ at: all, many: rows }], places, cells, depth);
  const scores = take(rows * lanes * 2);
  const scales = take(inverse.byteLength);
  new Float32Array(run.memory.buffer, scales, inverse.length).set(inverse);
  const below = take((most + 1) * lanes * 4);
  const pairs = take(selectorBytes);
  const otherPairs = take(selectorBytes);
  const maxima = take(lanes * 4);
  const sums = take((most + 1) * (most + 1) * lanes * 4);
  const counts = take((most + 1) * (most + 1) * 4);
  const sizes = take((most + 1) * 4);
  const slim = take(most * lanes * 2);
  let narrow = false;
  return {
    load(next) {
      // Yes and no of fewer rows than 16 bits can count.
      narrow = rows < 32_768 && next.every((score) => score === 0 || score === 1);
      new Int16Array(run.memory.buffer, scores, rows * lanes).set(next);
      new Float32Array(run.memory.buffer, maxima, lanes).fill(0);
    },
    enter: walk.enter,
    scan(at, column, selectors) {
      walk.sort(at, column);
      new Int32Array(run.memory.buffer, pairs, selectors.length).set(selectors);
      run.scanShuffles(
        walk.sorted(at, 0),
        walk.starts[at]![0]!,
        cells[column]!,
        scores,
        pairs,
        selectors.length / 2,
        mean,
        scales,
        below,
        maxima,
        narrow,
      );
    },
    scanPairs(at, column, first, other, selectors) {
      new Int32Array(run.memory.buffer, pairs, first.length).set(first);
      new Int32Array(run.memory.buffer, otherPairs, selectors.length).set(selectors);
      run.scanPairs(
        walk.sorted(at, 0),
        walk.starts[at]![0]!,
        cells[column]!,
        pairs,
        first.length / 2,
        places[other]!,
        cells[other]!,
        otherPairs,
        selectors.length / 2,
        scores,
        mean,
        scales,
        sums,
        counts,
        below,
        sizes,
        slim,
        maxima,
        narrow,
      );
    },
    maxima: () => new Float32Array(run.memory.buffer, maxima, lanes).slice(),
  };
}
