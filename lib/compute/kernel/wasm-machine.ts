/** The functions of the .as files, by the addresses of what they read and write. */
export interface Functions {
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
    marginal: number,
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
  findPairsOfMany(
    good: number,
    goodStarts: number,
    rest: number,
    restStarts: number,
    cells: number,
    first: number,
    firstMany: number,
    columns: number,
    list: number,
    from: number,
    to: number,
    fewest: number,
    most: number,
    gain: number,
    lines: number,
    tables: number,
    table: number,
    row: number,
    out: number,
    room: number,
    told: number,
    counts: boolean,
    ends: number,
  ): number;
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
    keep: number,
    keepCounts: number,
    maxima: number,
    narrow: boolean,
  ): void;
  outsideLargest(
    rows: number,
    starts: number,
    cells: number,
    largest: number,
    codes: number,
    largestOther: number,
    into: number,
    intoStarts: number,
  ): void;
  scanTriples(
    rows: number,
    starts: number,
    cells: number,
    first: number,
    firstMany: number,
    middle: number,
    middleCells: number,
    second: number,
    secondMany: number,
    codes: number,
    otherCells: number,
    third: number,
    thirdMany: number,
    scores: number,
    mean: number,
    inverse: number,
    fewest: number,
    largest: number,
    largestMiddle: number,
    largestOther: number,
    ofFirst: number,
    ofFirstCounts: number,
    ofEnds: number,
    ofEndsCounts: number,
    ofBoth: number,
    ofBothCounts: number,
    tables: number,
    counts: number,
    row: number,
    sizes: number,
    maxima: number,
    narrow: boolean,
    reach: number,
    thin: number,
    marks: number,
  ): void;
  beginReach(reach: number, rows: number): void;
}

/** A machine of its own for every session, so that its memory is given back with it. */
export function start(module: WebAssembly.Module, bytes: number) {
  const { exports } = new WebAssembly.Instance(module, {
    env: {
      abort: () => {
        throw new Error("The search kernel broke off.");
      },
    },
  });
  const run = exports as unknown as Functions;
  // The functions keep nothing of their own in memory; address 0 stays free.
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

export const padded = (bytes: number) => Math.ceil(bytes / 16) * 16;
export const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
/** Four tables of 256 counters. */
export const tableBytes = 4096;
export const startBytes = 1040;

export interface List {
  readonly at: number;
  readonly many: number;
}

/** The lists of rows at every depth, in one or two parts (the good rows and the others). */
export function descent(
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

export const descentBytes = (rows: number, depth: number) =>
  tableBytes + depth * (2 * startBytes + padded(rows * 4) + 32) + padded(rows * 4) + 32;

/** Copies the codes of every column, and the numbers of all rows. */
export function placeRows(machine: ReturnType<typeof start>, rows: number, codes: readonly Uint8Array[]) {
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
