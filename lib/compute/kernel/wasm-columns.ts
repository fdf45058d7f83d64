import type { ColumnSession, ColumnTable } from "#lib/analysis/search/kernel.ts";
import { lineWidth } from "#lib/analysis/search/lines.ts";
import { descent, descentBytes, padded, placeRows, start, sum } from "#lib/compute/kernel/wasm-machine.ts";

/** More than the ranges of any two columns make. */
const pairsAtOnce = 65_536;

/** The ends of the runs of cells that selectors tell apart. Cells that are always together need not be counted apart. */
function endsOf(selectors: Int32Array, cells: number): Int32Array {
  return Int32Array.from(new Set([0, cells, ...selectors])).sort();
}

/** The number of the run that every cell is in. */
function runOfCell(ends: Int32Array): Uint8Array {
  const runs = new Uint8Array(ends.at(-1)!);
  for (let run = 1; run < ends.length; run++) runs.fill(run - 1, ends[run - 1], ends[run]);
  return runs;
}

/** Columns of codes laid out in a machine of their own. */
export function openColumns(module: WebAssembly.Module, table: ColumnTable): ColumnSession {
  const { rows, good, codes, cells, selectors, planes, depth } = table;
  const width = planes === null ? 2 : 1 + planes.count;
  const most = Math.max(1, ...cells);
  const outBytes = padded(most * width * 8);
  const jointBytes = padded(most * most * width * 8);
  const valueBytes = planes === null ? 0 : padded(rows * planes.count * 8);
  const marginBytes = planes === null ? depth * codes.length * padded(most * 8) : 0;
  const ends = selectors.map((list, column) => endsOf(list, cells[column]!));
  const isJoined = (column: number) => ends[column]!.length <= cells[column]!;
  const longest = Math.max(0, ...selectors.map((list) => list.length));
  const pairBytes =
    planes === null
      ? codes.length * (padded(longest * 4) + padded((most + 1) * 4) + 4 + depth * 24) +
        ends.filter((_, column) => isJoined(column)).length * padded(rows) +
        padded(longest * 4) +
        pairsAtOnce * 16 +
        (most + 1) * (most + 14) * 16
      : 0;
  const lineBytes = 33 * lineWidth * 8;
  const machine = start(
    module,
    codes.length * padded(rows) +
      descentBytes(rows, depth) +
      outBytes +
      jointBytes +
      valueBytes +
      pairBytes +
      marginBytes +
      lineBytes +
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
  const columnsAt = planes === null ? placeSelectors() : 0;
  const firstOut = take(planes === null ? longest * 4 : 0);
  const listOut = take(planes === null ? codes.length * 4 : 0);
  const counters = take(planes === null ? most * 32 : 0);
  const pairTable = take(planes === null ? (most + 1) * (most + 1) * 8 : 0);
  const rowOut = take(planes === null ? (most + 1) * 8 : 0);
  const endsOut = take(planes === null ? (most + 1) * 5 : 0);
  const linesAt = take(lineBytes);
  const seen = take(16);
  const pairsOut = take(planes === null ? pairsAtOnce * 16 : 0);

  /** Every column's runs of cells, its selectors, and where its codes and counts lie at every depth. */
  function placeSelectors(): number {
    const placed = take(depth * codes.length * 24);
    const put = (list: Int32Array) => {
      const at = take(list.length * 4);
      new Int32Array(run.memory.buffer, at, list.length).set(list);
      return at;
    };
    selectors.forEach((list, column) => {
      const mine = ends[column]!;
      const codesAt = isJoined(column) ? joinCells(codes[column]!, mine) : places[column]!;
      const listAt = put(list.map((end) => mine.indexOf(end)));
      const endsAt = put(mine);
      for (let at = 0; at < depth; at++)
        new Int32Array(run.memory.buffer, placed + (at * codes.length + column) * 24, 6).set([
          codesAt,
          listAt,
          marginOf(at, column),
          mine.length - 1,
          list.length / 2,
          endsAt,
        ]);
    });
    return placed;
  }

  /** Codes that tell the runs of cells between the ends. */
  function joinCells(of: Uint8Array, ends: Int32Array): number {
    const at = take(rows);
    const runs = runOfCell(ends);
    const joined = new Uint8Array(run.memory.buffer, at, rows);
    for (let row = 0; row < rows; row++) joined[row] = runs[of[row]!]!;
    return at;
  }

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
    pairs(at, column, first, others, { fewest, most: largest, gain, lines, counts }, see) {
      if (others.some((other) => first.length * selectors[other]!.length > (pairsAtOnce - 1) * 4))
        throw new Error("More pairs of selectors than the search kernel has room for.");
      new Int32Array(run.memory.buffer, firstOut, first.length).set(first);
      new Int32Array(run.memory.buffer, listOut, others.length).set(others);
      new Float64Array(run.memory.buffer, linesAt, lines.length).set(lines);
      const told = new Int32Array(run.memory.buffer, seen, 2);
      const records = new Int32Array(run.memory.buffer, pairsOut, pairsAtOnce * 4);
      let examined = 0;
      for (let from = 0; from < others.length; from = told[1]!) {
        const written = run.findPairsOfMany(
          walk.sorted(at, 0),
          walk.starts[at]![0]!,
          walk.sorted(at, 1),
          walk.starts[at]![1]!,
          cells[column]!,
          firstOut,
          first.length / 2,
          columnsAt + at * codes.length * 24,
          listOut,
          from,
          others.length,
          fewest,
          largest,
          gain,
          linesAt,
          counters,
          pairTable,
          rowOut,
          pairsOut,
          pairsAtOnce,
          seen,
          counts,
          endsOut,
        );
        examined += told[0]!;
        for (let record = 0; record < written; ) {
          const [other, many] = [records[record * 4]!, records[record * 4 + 1]!];
          see(other, records.subarray((record + 1) * 4, (record + 1 + many) * 4));
          record += 1 + many;
        }
      }
      return examined;
    },
  };
}
