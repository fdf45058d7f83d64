// The loops over rows, in AssemblyScript. lib/compute/kernel/wasm-kernel.ts says where everything lies in memory.
// Compiled twice: with SIMD, and without it for machines that have none; both give the same answers.

/** n and good of prefix AND selector, for the selectors whose numbers stand at `which`. Sizes in blocks of 16 bytes. */
export function countBitsets(prefix: usize, selectors: usize, which: usize, many: i32, goodBlocks: i32, blocks: i32, out: usize): void {
  const stride = <usize>blocks << 4;
  const begun = <usize>goodBlocks << 4;
  for (let i = 0; i < many; i++) {
    const set = selectors + <usize>load<u32>(which) * stride;
    const good = popcount(prefix, set, goodBlocks);
    const rest = popcount(prefix + begun, set + begun, blocks - goodBlocks);
    store<i32>(out, good + rest);
    store<i32>(out, good, 4);
    which += 4;
    out += 8;
  }
}

// @ts-ignore: decorator
@inline
function popcount(a: usize, b: usize, blocks: i32): i32 {
  if (ASC_FEATURE_SIMD) {
    let total = i32x4.splat(0);
    while (blocks > 0) {
      // 31 times 8 bits fit into the bytes that count them.
      const run = min(blocks, 31);
      let bytes = i8x16.splat(0);
      for (let i = 0; i < run; i++) {
        bytes = i8x16.add(bytes, i8x16.popcnt(v128.and(v128.load(a), v128.load(b))));
        a += 16;
        b += 16;
      }
      total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
      blocks -= run;
    }
    return i32x4.extract_lane(total, 0) + i32x4.extract_lane(total, 1) + i32x4.extract_lane(total, 2) + i32x4.extract_lane(total, 3);
  } else {
    let total: i64 = 0;
    for (let i = 0; i < blocks; i++) {
      total += popcnt<i64>(load<i64>(a) & load<i64>(b)) + popcnt<i64>(load<i64>(a, 8) & load<i64>(b, 8));
      a += 16;
      b += 16;
    }
    return <i32>total;
  }
}

export function intersect(into: usize, a: usize, b: usize, blocks: i32): void {
  for (let i = 0; i < blocks; i++) {
    store<i64>(into, load<i64>(a) & load<i64>(b));
    store<i64>(into, load<i64>(a, 8) & load<i64>(b, 8), 8);
    into += 16;
    a += 16;
    b += 16;
  }
}

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

/** n and good of every cell. The good rows and the others are two lists. */
export function tallyCounts(good: usize, goodMany: i32, rest: usize, restMany: i32, codes: usize, cells: i32, tables: usize, out: usize): void {
  clear(tables, cells);
  count(good, goodMany, codes, tables);
  for (let cell = 0; cell < cells; cell++) store<f64>(out + (<usize>cell << 4), <f64>counted(tables, cell), 8);
  count(rest, restMany, codes, tables);
  for (let cell = 0; cell < cells; cell++) store<f64>(out + (<usize>cell << 4), <f64>counted(tables, cell));
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

/** Adds the 64 scores of every row to the 64 sums at `sums`. */
// @ts-ignore: decorator
@inline
function addScores(rows: usize, many: i32, scores: usize, sums: usize): void {
  if (ASC_FEATURE_SIMD) {
    while (many > 0) {
      // 256 scores of at most 127 fit into 16 bits.
      const run = min(many, 256);
      let a = i16x8.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
      for (let i = 0; i < run; i++) {
        const at = scores + (<usize>load<u32>(rows) << 7);
        a = i16x8.add(a, v128.load(at));
        b = i16x8.add(b, v128.load(at, 16));
        c = i16x8.add(c, v128.load(at, 32));
        d = i16x8.add(d, v128.load(at, 48));
        e = i16x8.add(e, v128.load(at, 64));
        f = i16x8.add(f, v128.load(at, 80));
        g = i16x8.add(g, v128.load(at, 96));
        h = i16x8.add(h, v128.load(at, 112));
        rows += 4;
      }
      widen(sums, a);
      widen(sums + 32, b);
      widen(sums + 64, c);
      widen(sums + 96, d);
      widen(sums + 128, e);
      widen(sums + 160, f);
      widen(sums + 192, g);
      widen(sums + 224, h);
      many -= run;
    }
  } else {
    for (let i = 0; i < many; i++) {
      const at = scores + (<usize>load<u32>(rows) << 7);
      for (let lane: usize = 0; lane < 64; lane++) {
        const sum = sums + (lane << 2);
        store<i32>(sum, load<i32>(sum) + load<i16>(at + (lane << 1)));
      }
      rows += 4;
    }
  }
}

// @ts-ignore: decorator
@inline
function widen(sums: usize, eight: v128): void {
  v128.store(sums, i32x4.add(v128.load(sums), i32x4.extend_low_i16x8_s(eight)));
  v128.store(sums, i32x4.add(v128.load(sums, 16), i32x4.extend_high_i16x8_s(eight)), 16);
}

/**
 * Raises 64 maxima by |T| of every selector. `starts` and the sorted rows come from sortRows; `below` holds (cells + 1) × 64
 * sums, of 16 bits where `narrow` says that they fit.
 */
export function scanShuffles(
  rows: usize,
  starts: usize,
  cells: i32,
  scores: usize,
  selectors: usize,
  many: i32,
  mean: f32,
  inverse: usize,
  below: usize,
  maxima: usize,
  narrow: bool,
): void {
  const bits: usize = ASC_FEATURE_SIMD && narrow ? 7 : 8;
  const step = (<usize>1) << bits;
  memory.fill(below, 0, step);
  for (let cell = 0; cell < cells; cell++) {
    const first = load<i32>(starts + (<usize>cell << 2));
    const last = load<i32>(starts + (<usize>cell << 2), 4);
    const sums = below + (<usize>cell << bits);
    if (ASC_FEATURE_SIMD && narrow) {
      addNarrow(rows + (<usize>first << 2), last - first, scores, sums);
    } else {
      memory.copy(sums + 256, sums, 256);
      addScores(rows + (<usize>first << 2), last - first, scores, sums + 256);
    }
  }
  const least = smallest(maxima);
  for (let s = 0; s < many; s++) {
    const from = load<i32>(selectors);
    const to = load<i32>(selectors, 4);
    selectors += 8;
    const n = load<i32>(starts + (<usize>to << 2)) - load<i32>(starts + (<usize>from << 2));
    const scale = load<f32>(inverse + (<usize>n << 2));
    if (scale == 0) continue;
    const low = below + (<usize>from << bits);
    const high = below + (<usize>to << bits);
    const shift = <f32>n * mean;
    if (ASC_FEATURE_SIMD && narrow) raiseNarrow(low, high, shift, scale, least, maxima);
    else raise(low, high, shift, scale, maxima);
  }
}

/**
 * Raises 64 maxima by |T| of every selector of one column (`first`) together with every selector of another (`second`).
 * The rows lie sorted by the one column's cells, which start at `starts`; `codes` are those of the other. `table` has room
 * for (cells + 1) × (cells + 1) × 64 sums, `counts` for as many counts, `row` for (cells + 1) × 64 sums and `sizes` for
 * their counts, `scratch` for cells × 64 sums of 16 bits.
 */
export function scanPairs(
  rows: usize,
  starts: usize,
  cells: i32,
  first: usize,
  firstMany: i32,
  codes: usize,
  otherCells: i32,
  second: usize,
  secondMany: i32,
  scores: usize,
  mean: f32,
  inverse: usize,
  table: usize,
  counts: usize,
  row: usize,
  sizes: usize,
  scratch: usize,
  maxima: usize,
  narrow: bool,
): void {
  const slim = ASC_FEATURE_SIMD && narrow;
  const bits: usize = slim ? 7 : 8;
  const width = <usize>otherCells + 1;
  const step = width << bits;
  memory.fill(table, 0, <usize>(cells + 1) * step);
  memory.fill(counts, 0, (<usize>(cells + 1) * width) << 2);
  for (let cell = 0; cell < cells; cell++) {
    const from = load<i32>(starts + (<usize>cell << 2));
    const many = load<i32>(starts + (<usize>cell << 2), 4) - from;
    // Row 0 and column 0 stay 0: sums before the first cell.
    const into = table + <usize>(cell + 1) * step + ((<usize>1) << bits);
    const tally = counts + ((<usize>(cell + 1) * width + 1) << 2);
    if (slim) spreadNarrow(rows + (<usize>from << 2), many, codes, scores, into, tally);
    else spreadWide(rows + (<usize>from << 2), many, codes, otherCells, scores, into, tally, scratch);
  }
  cumulateTable(table, counts, cells, otherCells, slim);
  const least = smallest(maxima);
  for (let s = 0; s < firstMany; s++) {
    const from = <usize>load<i32>(first);
    const to = <usize>load<i32>(first, 4);
    first += 8;
    subtract(table + to * step, table + from * step, row, width << (bits - 4), slim);
    for (let y: usize = 0; y < width; y++)
      store<i32>(sizes + (y << 2), load<i32>(counts + ((to * width + y) << 2)) - load<i32>(counts + ((from * width + y) << 2)));
    let selectors = second;
    for (let other = 0; other < secondMany; other++) {
      const low = <usize>load<i32>(selectors);
      const high = <usize>load<i32>(selectors, 4);
      selectors += 8;
      const n = load<i32>(sizes + (high << 2)) - load<i32>(sizes + (low << 2));
      const scale = load<f32>(inverse + (<usize>n << 2));
      if (scale == 0) continue;
      const shift = <f32>n * mean;
      if (slim) raiseNarrow(row + (low << bits), row + (high << bits), shift, scale, least, maxima);
      else raise(row + (low << bits), row + (high << bits), shift, scale, maxima);
    }
  }
}

/** Adds every row's scores to the sums of its cell, in 16 bits. */
// @ts-ignore: decorator
@inline
function spreadNarrow(rows: usize, many: i32, codes: usize, scores: usize, into: usize, counts: usize): void {
  for (const end = rows + (<usize>many << 2); rows < end; rows += 4) {
    const row = <usize>load<u32>(rows);
    const cell = <usize>load<u8>(codes + row);
    const at = scores + (row << 7);
    const sums = into + (cell << 7);
    const tally = counts + (cell << 2);
    store<i32>(tally, load<i32>(tally) + 1);
    v128.store(sums, i16x8.add(v128.load(sums), v128.load(at)));
    v128.store(sums, i16x8.add(v128.load(sums, 16), v128.load(at, 16)), 16);
    v128.store(sums, i16x8.add(v128.load(sums, 32), v128.load(at, 32)), 32);
    v128.store(sums, i16x8.add(v128.load(sums, 48), v128.load(at, 48)), 48);
    v128.store(sums, i16x8.add(v128.load(sums, 64), v128.load(at, 64)), 64);
    v128.store(sums, i16x8.add(v128.load(sums, 80), v128.load(at, 80)), 80);
    v128.store(sums, i16x8.add(v128.load(sums, 96), v128.load(at, 96)), 96);
    v128.store(sums, i16x8.add(v128.load(sums, 112), v128.load(at, 112)), 112);
  }
}

/** The same in 32 bits; with SIMD by way of 16 bits, which hold 256 scores of at most 127. */
// @ts-ignore: decorator
@inline
function spreadWide(rows: usize, many: i32, codes: usize, cells: i32, scores: usize, into: usize, counts: usize, scratch: usize): void {
  if (ASC_FEATURE_SIMD) {
    while (many > 0) {
      const run = min(many, 256);
      memory.fill(scratch, 0, <usize>cells << 7);
      spreadNarrow(rows, run, codes, scores, scratch, counts);
      for (let cell = 0; cell < cells; cell++) {
        const slim = scratch + (<usize>cell << 7);
        const wide = into + (<usize>cell << 8);
        for (let at: usize = 0; at < 128; at += 16) widen(wide + (at << 1), v128.load(slim + at));
      }
      rows += <usize>run << 2;
      many -= run;
    }
  } else {
    for (const end = rows + (<usize>many << 2); rows < end; rows += 4) {
      const row = <usize>load<u32>(rows);
      const cell = <usize>load<u8>(codes + row);
      const tally = counts + (cell << 2);
      store<i32>(tally, load<i32>(tally) + 1);
      for (let lane: usize = 0; lane < 64; lane++) {
        const sum = into + (cell << 8) + (lane << 2);
        store<i32>(sum, load<i32>(sum) + load<i16>(scores + (row << 7) + (lane << 1)));
      }
    }
  }
}

/** From the sums of cells the sums of all cells before, in both directions. */
// @ts-ignore: decorator
@inline
function cumulateTable(table: usize, counts: usize, cells: i32, otherCells: i32, slim: bool): void {
  const bits: usize = slim ? 7 : 8;
  const width = <usize>otherCells + 1;
  const blocks: usize = (<usize>1) << (bits - 4);
  for (let x: usize = 1; x <= <usize>cells; x++) {
    for (let y: usize = 1; y < width; y++) {
      const at = table + ((x * width + y) << bits);
      add(at, at - ((<usize>1) << bits), blocks, slim);
      const count = counts + ((x * width + y) << 2);
      store<i32>(count, load<i32>(count) + load<i32>(count - 4));
    }
    add(table + ((x * width) << bits), table + (((x - 1) * width) << bits), width << (bits - 4), slim);
    for (let y: usize = 0; y < width; y++) {
      const count = counts + ((x * width + y) << 2);
      store<i32>(count, load<i32>(count) + load<i32>(count - (width << 2)));
    }
  }
}

/** Adds blocks of 16 bytes of sums to others. */
// @ts-ignore: decorator
@inline
function add(into: usize, other: usize, blocks: usize, slim: bool): void {
  for (let i: usize = 0; i < blocks; i++) {
    if (ASC_FEATURE_SIMD) {
      const a = v128.load(into), b = v128.load(other);
      v128.store(into, slim ? i16x8.add(a, b) : i32x4.add(a, b));
    } else {
      store<i32>(into, load<i32>(into) + load<i32>(other));
      store<i32>(into, load<i32>(into, 4) + load<i32>(other, 4), 4);
      store<i32>(into, load<i32>(into, 8) + load<i32>(other, 8), 8);
      store<i32>(into, load<i32>(into, 12) + load<i32>(other, 12), 12);
    }
    into += 16;
    other += 16;
  }
}

// @ts-ignore: decorator
@inline
function subtract(a: usize, b: usize, into: usize, blocks: usize, slim: bool): void {
  for (let i: usize = 0; i < blocks; i++) {
    if (ASC_FEATURE_SIMD) {
      const x = v128.load(a), y = v128.load(b);
      v128.store(into, slim ? i16x8.sub(x, y) : i32x4.sub(x, y));
    } else {
      store<i32>(into, load<i32>(a) - load<i32>(b));
      store<i32>(into, load<i32>(a, 4) - load<i32>(b, 4), 4);
      store<i32>(into, load<i32>(a, 8) - load<i32>(b, 8), 8);
      store<i32>(into, load<i32>(a, 12) - load<i32>(b, 12), 12);
    }
    into += 16;
    a += 16;
    b += 16;
  }
}

function smallest(maxima: usize): f32 {
  let least = load<f32>(maxima);
  for (let at: usize = 4; at < 256; at += 4) least = min(least, load<f32>(maxima + at));
  return least;
}

/** Sums of 16 bits before the cell, and from them those after it. */
// @ts-ignore: decorator
@inline
function addNarrow(rows: usize, many: i32, scores: usize, sums: usize): void {
  let a = v128.load(sums), b = v128.load(sums, 16), c = v128.load(sums, 32), d = v128.load(sums, 48);
  let e = v128.load(sums, 64), f = v128.load(sums, 80), g = v128.load(sums, 96), h = v128.load(sums, 112);
  for (let i = 0; i < many; i++) {
    const at = scores + (<usize>load<u32>(rows) << 7);
    a = i16x8.add(a, v128.load(at));
    b = i16x8.add(b, v128.load(at, 16));
    c = i16x8.add(c, v128.load(at, 32));
    d = i16x8.add(d, v128.load(at, 48));
    e = i16x8.add(e, v128.load(at, 64));
    f = i16x8.add(f, v128.load(at, 80));
    g = i16x8.add(g, v128.load(at, 96));
    h = i16x8.add(h, v128.load(at, 112));
    rows += 4;
  }
  v128.store(sums, a, 128);
  v128.store(sums, b, 144);
  v128.store(sums, c, 160);
  v128.store(sums, d, 176);
  v128.store(sums, e, 192);
  v128.store(sums, f, 208);
  v128.store(sums, g, 224);
  v128.store(sums, h, 240);
}

/** Only where some |T| may exceed the smallest maximum is anything worked out; two to spare for rounding. */
// @ts-ignore: decorator
@inline
function raiseNarrow(low: usize, high: usize, shift: f32, scale: f32, least: f32, maxima: usize): void {
  const reach = least / scale;
  const above = i16x8.splat(<i16>max<f32>(min<f32>(floor<f32>(shift + reach) - 2, 32766), -32768));
  const below = i16x8.splat(<i16>max<f32>(min<f32>(ceil<f32>(shift - reach) + 2, 32767), -32767));
  const shifts = f32x4.splat(shift);
  const scales = f32x4.splat(scale);
  for (let at: usize = 0; at < 128; at += 16) {
    const sum = i16x8.sub(v128.load(high + at), v128.load(low + at));
    if (!v128.any_true(v128.or(i16x8.gt_s(sum, above), i16x8.lt_s(sum, below)))) continue;
    const into = maxima + (at << 1);
    const first = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(sum));
    const second = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(sum));
    v128.store(into, f32x4.max(v128.load(into), f32x4.abs(f32x4.mul(f32x4.sub(first, shifts), scales))));
    v128.store(into, f32x4.max(v128.load(into, 16), f32x4.abs(f32x4.mul(f32x4.sub(second, shifts), scales))), 16);
  }
}

// @ts-ignore: decorator
@inline
function raise(low: usize, high: usize, shift: f32, scale: f32, maxima: usize): void {
  if (ASC_FEATURE_SIMD) {
    const shifts = f32x4.splat(shift);
    const scales = f32x4.splat(scale);
    for (let at: usize = 0; at < 256; at += 16) {
      const sum = f32x4.convert_i32x4_s(i32x4.sub(v128.load(high + at), v128.load(low + at)));
      const t = f32x4.abs(f32x4.mul(f32x4.sub(sum, shifts), scales));
      v128.store(maxima + at, f32x4.max(v128.load(maxima + at), t));
    }
  } else {
    for (let at: usize = 0; at < 256; at += 4) {
      const sum = <f32>(load<i32>(high + at) - load<i32>(low + at));
      const t = abs<f32>((sum - shift) * scale);
      if (t > load<f32>(maxima + at)) store<f32>(maxima + at, t);
    }
  }
}
