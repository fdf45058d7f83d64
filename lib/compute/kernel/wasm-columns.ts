import type { ColumnSession, ColumnTable } from "#lib/analysis/search/kernel.ts";
import { descent, descentBytes, padded, placeRows, start, sum } from "#lib/compute/kernel/wasm-machine.ts";

/** More than the ranges of any two columns make. */
const pairsAtOnce = 65_536;

/** Columns of codes laid out in a machine of their own. */
export function openColumns(module: WebAssembly.Module, table: ColumnTable): ColumnSession {
  const { rows, good, codes, cells, planes, depth } = table;
  const width = planes === null ? 2 : 1 + planes.count;
  const most = Math.max(1, ...cells);
  const outBytes = padded(most * width * 8);
  const jointBytes = padded(most * most * width * 8);
  const valueBytes = planes === null ? 0 : padded(rows * planes.count * 8);
  const ranges = (most * (most + 1)) / 2;
  const marginBytes = planes === null ? depth * codes.length * padded(most * 8) : 0;
  const pairBytes = planes === null ? ranges * 16 + pairsAtOnce * 16 + (most + 1) * (most + 8) * 16 : 0;
  const machine = start(
    module,
    codes.length * padded(rows) +
      descentBytes(rows, depth) +
      outBytes +
      jointBytes +
      valueBytes +
      pairBytes +
      marginBytes +
      512,
  );
  const { run, take } = machine;
  const { places, all } = placeRows(machine, rows, codes);
  const values = take(valueBytes);
  if (planes !== null) new Float64Array(run.memory.buffer, values, rows * planes.count).set(planes.values);
  const roots =
    planes === null
      ? [
          { at: all, many: good },
          { at: all + good * 4, many: rows - good },
        ]
      : [{ at: all, many: rows }];
  const walk = descent(machine, roots, places, cells, depth);
  const out = take(outBytes);
  const jointOut = take(jointBytes);
  const margins = take(marginBytes);
  const marginOf = (at: number, column: number) =>
    planes === null ? margins + (at * codes.length + column) * padded(most * 8) : 0;
  const firstOut = take(planes === null ? ranges * 8 : 0);
  const secondOut = take(planes === null ? ranges * 8 : 0);
  const counters = take(planes === null ? most * 16 : 0);
  const pairTable = take(planes === null ? (most + 1) * (most + 1) * 8 : 0);
  const rowOut = take(planes === null ? (most + 1) * 8 : 0);
  const seen = take(16);
  const pairsOut = take(planes === null ? pairsAtOnce * 16 : 0);

  return {
    width,
    tally(at, column) {
      const [first, rest] = walk.lists(at);
      const [code, size] = [places[column]!, cells[column]!];
      if (planes === null)
        run.tallyCounts(
          first!.at,
          first!.many,
          rest!.at,
          rest!.many,
          code,
          size,
          walk.tables,
          out,
          marginOf(at, column),
        );
      else run.tallySums(first!.at, first!.many, code, size, values, planes.count, out);
      return new Float64Array(run.memory.buffer, out, size * width);
    },
    joint(a, b) {
      const size = cells[a]! * cells[b]! * width;
      const sums = new Float64Array(run.memory.buffer, jointOut, size).fill(0);
      if (planes === null) run.jointCounts(rows, good, places[a]!, places[b]!, cells[b]!, jointOut);
      else run.jointSums(rows, places[a]!, places[b]!, cells[b]!, values, planes.count, jointOut);
      return sums;
    },
    sort: walk.sort,
    enter: walk.enter,
    rows(at) {
      const parts = walk.lists(at).map((list) => new Uint32Array(run.memory.buffer, list.at, list.many));
      const result = new Uint32Array(sum(parts.map((part) => part.length)));
      let place = 0;
      for (const part of parts) {
        result.set(part, place);
        place += part.length;
      }
      return result;
    },
    pairs(at, column, first, other, second, { fewest, most: largest, gain, counts }) {
      if (first.length * second.length > pairsAtOnce * 4)
        throw new Error("More pairs of selectors than the search kernel has room for.");
      new Int32Array(run.memory.buffer, firstOut, first.length).set(first);
      new Int32Array(run.memory.buffer, secondOut, second.length).set(second);
      const many = run.findPairs(
        walk.sorted(at, 0),
        walk.starts[at]![0]!,
        walk.sorted(at, 1),
        walk.starts[at]![1]!,
        cells[column]!,
        firstOut,
        first.length / 2,
        places[other]!,
        cells[other]!,
        secondOut,
        second.length / 2,
        marginOf(at, other),
        fewest,
        largest,
        gain,
        counters,
        pairTable,
        rowOut,
        pairsOut,
        seen,
        counts,
      );
      return {
        found: new Int32Array(run.memory.buffer, pairsOut, many * 4),
        many,
        examined: new Int32Array(run.memory.buffer, seen, 1)[0]!,
      };
    },
  };
}
