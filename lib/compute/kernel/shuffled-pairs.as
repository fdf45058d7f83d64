// 64 permutations at once, and two conditions.

/**
 * Raises 64 maxima by |T| of every selector of one column (`first`) together with every selector of another (`second`).
 * The rows lie sorted by the one column's cells, which start at `starts`; `codes` are those of the other. `table` has room
 * for (cells + 1) × (cells + 1) × 64 sums, `counts` for as many counts, `row` for (cells + 1) × 64 sums and `sizes` for
 * their counts, `scratch` for cells × 64 sums of 16 bits. Sums and counts as they are before they are added up are left at
 * `keep` and `keepCounts` where these are not 0.
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
  keep: usize,
  keepCounts: usize,
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
  if (keep != 0) {
    memory.copy(keep, table, <usize>(cells + 1) * step);
    memory.copy(keepCounts, counts, (<usize>(cells + 1) * width) << 2);
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

/** Adds blocks of 16 bytes of sums to others; their number is a multiple of eight. */
// @ts-ignore: decorator
@inline
function add(into: usize, other: usize, blocks: usize, slim: bool): void {
  for (const end = into + (blocks << 4); into < end; into += 128) {
    if (ASC_FEATURE_SIMD) {
      if (slim) {
        v128.store(into, i16x8.add(v128.load(into), v128.load(other)));
        v128.store(into, i16x8.add(v128.load(into, 16), v128.load(other, 16)), 16);
        v128.store(into, i16x8.add(v128.load(into, 32), v128.load(other, 32)), 32);
        v128.store(into, i16x8.add(v128.load(into, 48), v128.load(other, 48)), 48);
        v128.store(into, i16x8.add(v128.load(into, 64), v128.load(other, 64)), 64);
        v128.store(into, i16x8.add(v128.load(into, 80), v128.load(other, 80)), 80);
        v128.store(into, i16x8.add(v128.load(into, 96), v128.load(other, 96)), 96);
        v128.store(into, i16x8.add(v128.load(into, 112), v128.load(other, 112)), 112);
      } else {
        for (let at: usize = 0; at < 128; at += 16)
          v128.store(into + at, i32x4.add(v128.load(into + at), v128.load(other + at)));
      }
    } else {
      for (let at: usize = 0; at < 128; at += 4) store<i32>(into + at, load<i32>(into + at) + load<i32>(other + at));
    }
    other += 128;
  }
}

// @ts-ignore: decorator
@inline
function subtract(a: usize, b: usize, into: usize, blocks: usize, slim: bool): void {
  for (const end = into + (blocks << 4); into < end; into += 128) {
    if (ASC_FEATURE_SIMD) {
      if (slim) {
        v128.store(into, i16x8.sub(v128.load(a), v128.load(b)));
        v128.store(into, i16x8.sub(v128.load(a, 16), v128.load(b, 16)), 16);
        v128.store(into, i16x8.sub(v128.load(a, 32), v128.load(b, 32)), 32);
        v128.store(into, i16x8.sub(v128.load(a, 48), v128.load(b, 48)), 48);
        v128.store(into, i16x8.sub(v128.load(a, 64), v128.load(b, 64)), 64);
        v128.store(into, i16x8.sub(v128.load(a, 80), v128.load(b, 80)), 80);
        v128.store(into, i16x8.sub(v128.load(a, 96), v128.load(b, 96)), 96);
        v128.store(into, i16x8.sub(v128.load(a, 112), v128.load(b, 112)), 112);
      } else {
        for (let at: usize = 0; at < 128; at += 16)
          v128.store(into + at, i32x4.sub(v128.load(a + at), v128.load(b + at)));
      }
    } else {
      for (let at: usize = 0; at < 128; at += 4) store<i32>(into + at, load<i32>(a + at) - load<i32>(b + at));
    }
    a += 128;
    b += 128;
  }
}
