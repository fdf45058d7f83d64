import { readFileSync } from "node:fs";
import {
  type BitsetSession,
  type BitsetTable,
  type ColumnSession,
  type ColumnTable,
  type Kernel,
  lanes,
  type ShuffleSession,
  type ShuffleTable,
} from "#lib/analysis/search/kernel.ts";

/** The functions of search.as, by the addresses of what they read and write. */
interface Functions {
  readonly memory: WebAssembly.Memory;
  countBitsets(
    prefix: number,
    sets: number,
    which: number,
    many: number,
    good: number,
    blocks: number,
    out: number,
  ): void;
  intersect(into: number, a: number, b: number, blocks: number): void;
  tallyCounts(
    good: number,
    goodMany: number,
    rest: number,
    restMany: number,
    codes: number,
    cells: number,
    tables: number,
    out: number,
  ): void;
  tallySums(
    rows: number,
    many: number,
    codes: number,
    cells: number,
    values: number,
    planes: number,
    out: number,
  ): void;
  jointCounts(many: number, good: number, a: number, b: number, cellsOfB: number, out: number): void;
  jointSums(
    many: number,
    a: number,
    b: number,
    cellsOfB: number,
    values: number,
    planes: number,
    out: number,
  ): void;
  sortRows(
    rows: number,
    many: number,
    codes: number,
    cells: number,
    tables: number,
    starts: number,
    into: number,
  ): void;
  scanShuffles(
    rows: number,
    starts: number,
    cells: number,
    scores: number,
    selectors: number,
    many: number,
    mean: number,
    inverse: number,
    below: number,
    maxima: number,
    narrow: boolean,
  ): void;
  scanPairs(
    rows: number,
    starts: number,
    cells: number,
    first: number,
    firstMany: number,
    codes: number,
    otherCells: number,
    second: number,
    secondMany: number,
    scores: number,
    mean: number,
    inverse: number,
    table: number,
    counts: number,
    row: number,
    sizes: number,
    scratch: number,
    maxima: number,
    narrow: boolean,
  ): void;
}

/** The kernel in WebAssembly, built by scripts/prepare.ts. `simd` needs a machine that has it (every one of this decade). */
export function wasmKernel(build: "simd" | "scalar"): Kernel {
  // Not written as one expression: a bundler would look for the file and take it along.
  const here = import.meta.url;
  const module = new WebAssembly.Module(readFileSync(new URL(`generated/search-${build}.wasm`, here)));
  return {
    name: build,
    openColumns: (table) => openColumns(module, table),
    openBitsets: (table) => openBitsets(module, table),
    openShuffles: (table) => openShuffles(module, table),
  };
}

/** A machine of its own for every session, so that its memory is given back with it. */
function start(module: WebAssembly.Module, bytes: number) {
  const { exports } = new WebAssembly.Instance(module, {
    env: {
      abort: () => {
        throw new Error("The search kernel broke off.");
      },
    },
  });
  const run = exports as unknown as Functions;
  // search.as keeps nothing of its own in memory; address 0 stays free.
  let next = 16;
  const wanted = next + bytes + 4096;
  const missing = wanted - run.memory.buffer.byteLength;
  if (missing > 0) run.memory.grow(Math.ceil(missing / 65_536));
  return {
    run,
    /** Room for so many bytes, on a 16-byte boundary. */
    take(size: number): number {
      const at = next;
      next += padded(size);
      return at;
    },
  };
}

const padded = (bytes: number) => Math.ceil(bytes / 16) * 16;
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
/** Four tables of 256 counters. */
const tableBytes = 4096;
const startBytes = 1040;

interface List {
  readonly at: number;
  readonly many: number;
}

/** The lists of rows at every depth, in one or two parts (the good rows and the others). */
function descent(
  machine: ReturnType<typeof start>,
  roots: readonly List[],
  codes: readonly number[],
  cells: readonly number[],
  depth: number,
) {
  const { run, take } = machine;
  const tables = take(tableBytes);
  const lists: List[][] = [[...roots]];
  const buffers = Array.from({ length: depth }, () => roots.map(({ many }) => take(many * 4)));
  const starts = Array.from({ length: depth }, () => roots.map(() => take(startBytes)));
  return {
    tables,
    starts,
    lists: (at: number) => lists[at]!,
    sorted: (at: number, part: number) => buffers[at]![part]!,
    sort(at: number, column: number) {
      lists[at]!.forEach((list, part) => {
        const [start, buffer] = [starts[at]![part]!, buffers[at]![part]!];
        run.sortRows(list.at, list.many, codes[column]!, cells[column]!, tables, start, buffer);
      });
    },
    enter(at: number, from: number, to: number) {
      lists[at + 1] = lists[at]!.map((_, part) => {
        const places = new Int32Array(run.memory.buffer, starts[at]![part]!, 257);
        const first = places[from]!;
        return { at: buffers[at]![part]! + first * 4, many: places[to]! - first };
      });
      return sum(lists[at + 1]!.map((list) => list.many));
    },
  };
}

const descentBytes = (rows: number, depth: number) =>
  tableBytes + depth * (2 * startBytes + padded(rows * 4) + 32) + padded(rows * 4) + 32;

/** Copies the codes of every column, and the numbers of all rows. */
function placeRows(machine: ReturnType<typeof start>, rows: number, codes: readonly Uint8Array[]) {
  const { run, take } = machine;
  const places = codes.map((column) => {
    const at = take(rows);
    new Uint8Array(run.memory.buffer, at, rows).set(column);
    return at;
  });
  const all = take(rows * 4);
  const numbers = new Uint32Array(run.memory.buffer, all, rows);
  for (let row = 0; row < rows; row++) numbers[row] = row;
  return { places, all };
}

function openColumns(module: WebAssembly.Module, table: ColumnTable): ColumnSession {
  const { rows, good, codes, cells, planes, depth } = table;
  const width = planes === null ? 2 : 1 + planes.count;
  const most = Math.max(1, ...cells);
  const outBytes = padded(most * width * 8);
  const jointBytes = padded(most * most * width * 8);
  const valueBytes = planes === null ? 0 : padded(rows * planes.count * 8);
  const machine = start(
    module,
    codes.length * padded(rows) + descentBytes(rows, depth) + outBytes + jointBytes + valueBytes + 256,
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

  return {
    width,
    tally(at, column) {
      const [first, rest] = walk.lists(at);
      const [code, size] = [places[column]!, cells[column]!];
      if (planes === null)
        run.tallyCounts(first!.at, first!.many, rest!.at, rest!.many, code, size, walk.tables, out);
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
  };
}

function openBitsets(module: WebAssembly.Module, table: BitsetTable): BitsetSession {
  const { selectors, words, goodWords, depth } = table;
  const bytes = words * 4;
  const machine = start(module, selectors.length * bytes + (depth + 1) * bytes + selectors.length * 12 + 256);
  const { run, take } = machine;
  const sets = take(selectors.length * bytes);
  selectors.forEach((set, s) => {
    new Uint32Array(run.memory.buffer, sets + s * bytes, words).set(set);
  });
  const prefixes = Array.from({ length: depth + 1 }, () => take(bytes));
  new Uint32Array(run.memory.buffer, prefixes[0]!, words).fill(0xffffffff);
  const out = take(selectors.length * 8);
  const list = take(selectors.length * 4);
  return {
    counts(at, which) {
      new Int32Array(run.memory.buffer, list, which.length).set(which);
      run.countBitsets(prefixes[at]!, sets, list, which.length, goodWords / 4, words / 4, out);
      return new Int32Array(run.memory.buffer, out, which.length * 2);
    },
    enter(at, selector) {
      run.intersect(prefixes[at + 1]!, prefixes[at]!, sets + selector * bytes, words / 4);
    },
  };
}

function openShuffles(module: WebAssembly.Module, table: ShuffleTable): ShuffleSession {
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
