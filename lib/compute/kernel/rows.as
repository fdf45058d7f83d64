// Rows counted and sorted by the cells of a column.

/** Adds 1 to the counter of every row's cell. Four tables of 256 take turns: the same counter twice in a row would wait for itself. */
// @ts-ignore: decorator
@inline
function count(rows: usize, many: i32, codes: usize, tables: usize): void {
  const end = rows + (<usize>many << 2);
  const fours = rows + (<usize>(many & ~3) << 2);
  while (rows < fours) {
    const a = tables + (<usize>load<u8>(codes + load<u32>(rows)) << 2);
    const b = tables + (<usize>load<u8>(codes + load<u32>(rows, 4)) << 2);
    const c = tables + (<usize>load<u8>(codes + load<u32>(rows, 8)) << 2);
    const d = tables + (<usize>load<u8>(codes + load<u32>(rows, 12)) << 2);
    store<i32>(a, load<i32>(a) + 1);
    store<i32>(b, load<i32>(b, 1024) + 1, 1024);
    store<i32>(c, load<i32>(c, 2048) + 1, 2048);
    store<i32>(d, load<i32>(d, 3072) + 1, 3072);
    rows += 16;
  }
  while (rows < end) {
    const a = tables + (<usize>load<u8>(codes + load<u32>(rows)) << 2);
    store<i32>(a, load<i32>(a) + 1);
    rows += 4;
  }
}

// @ts-ignore: decorator
@inline
function clear(tables: usize, cells: i32): void {
  const bytes = <usize>cells << 2;
  memory.fill(tables, 0, bytes);
  memory.fill(tables + 1024, 0, bytes);
  memory.fill(tables + 2048, 0, bytes);
  memory.fill(tables + 3072, 0, bytes);
}

// @ts-ignore: decorator
@inline
function counted(tables: usize, cell: i32): i32 {
  const at = tables + (<usize>cell << 2);
  return load<i32>(at) + load<i32>(at, 1024) + load<i32>(at, 2048) + load<i32>(at, 3072);
}

/** n and good of every cell, as numbers for reading and whole in `marginal`. The good rows and the others are two lists. */
export function tallyCounts(good: usize, goodMany: i32, rest: usize, restMany: i32, codes: usize, cells: i32, tables: usize, out: usize, marginal: usize): void {
  clear(tables, cells);
  count(good, goodMany, codes, tables);
  for (let cell = 0; cell < cells; cell++) {
    const held = counted(tables, cell);
    store<f64>(out + (<usize>cell << 4), <f64>held, 8);
    store<i32>(marginal + (<usize>cell << 3), held, 4);
  }
  count(rest, restMany, codes, tables);
  for (let cell = 0; cell < cells; cell++) {
    const held = counted(tables, cell);
    store<f64>(out + (<usize>cell << 4), <f64>held);
    store<i32>(marginal + (<usize>cell << 3), held);
  }
}

/** n and the sum of every plane, of every cell. */
export function tallySums(rows: usize, many: i32, codes: usize, cells: i32, values: usize, planes: i32, out: usize): void {
  const width = <usize>(planes + 1) << 3;
  const step = <usize>planes << 3;
  memory.fill(out, 0, <usize>cells * width);
  for (const end = rows + (<usize>many << 2); rows < end; rows += 4) {
    const row = <usize>load<u32>(rows);
    let at = out + <usize>load<u8>(codes + row) * width;
    store<f64>(at, load<f64>(at) + 1);
    let value = values + row * step;
    for (let plane = 0; plane < planes; plane++) {
      at += 8;
      store<f64>(at, load<f64>(at) + load<f64>(value));
      value += 8;
    }
  }
}

/** n and good of every pair of cells, over rows 0 … many − 1 of which the first `good` are good. */
export function jointCounts(many: i32, good: i32, a: usize, b: usize, cellsOfB: i32, out: usize): void {
  for (let row = 0; row < many; row++) {
    const at = out + ((<usize>load<u8>(a + row) * cellsOfB + load<u8>(b + row)) << 4);
    store<f64>(at, load<f64>(at) + 1);
    if (row < good) store<f64>(at, load<f64>(at, 8) + 1, 8);
  }
}

export function jointSums(many: i32, a: usize, b: usize, cellsOfB: i32, values: usize, planes: i32, out: usize): void {
  const width = <usize>(planes + 1) << 3;
  for (let row = 0; row < many; row++) {
    let at = out + (<usize>load<u8>(a + row) * cellsOfB + load<u8>(b + row)) * width;
    store<f64>(at, load<f64>(at) + 1);
    for (let plane = 0; plane < planes; plane++) {
      at += 8;
      store<f64>(at, load<f64>(at) + load<f64>(values));
      values += 8;
    }
  }
}

/** Rows in the order of their cells, and where each cell starts (cells + 1 numbers). Stable. */
export function sortRows(rows: usize, many: i32, codes: usize, cells: i32, tables: usize, starts: usize, into: usize): void {
  clear(tables, cells);
  count(rows, many, codes, tables);
  let sum = 0;
  for (let cell = 0; cell < cells; cell++) {
    const held = counted(tables, cell);
    store<i32>(starts + (<usize>cell << 2), sum);
    store<i32>(tables + (<usize>cell << 2), sum);
    sum += held;
  }
  store<i32>(starts + (<usize>cells << 2), sum);
  for (const end = rows + (<usize>many << 2); rows < end; rows += 4) {
    const row = load<u32>(rows);
    const at = tables + (<usize>load<u8>(codes + row) << 2);
    const place = load<i32>(at);
    store<u32>(into + (<usize>place << 2), row);
    store<i32>(at, place + 1);
  }
}
