// 64 permutations at once, and three conditions.

/**
 * The rows that lie in the largest cell neither of the column they are sorted by nor of another: `into`, with `intoStarts`.
 * What lies in the largest cells need not be read: it is what the other cells leave of the pairs of columns.
 */
export function outsideLargest(rows: usize, starts: usize, cells: i32, largest: i32, codes: usize, largestOther: i32, into: usize, intoStarts: usize): void {
  let kept = 0;
  for (let cell = 0; cell < cells; cell++) {
    store<i32>(intoStarts + (<usize>cell << 2), kept);
    if (cell == largest) continue;
    const end = rows + (<usize>load<i32>(starts + (<usize>cell << 2), 4) << 2);
    for (let at = rows + (<usize>load<i32>(starts + (<usize>cell << 2)) << 2); at < end; at += 4) {
      const row = load<u32>(at);
      // Written in any case and counted where it stays: no branch to guess.
      store<u32>(into + (<usize>kept << 2), row);
      kept += <i32>(<i32>load<u8>(codes + row) != largestOther);
    }
  }
  store<i32>(intoStarts + (<usize>cells << 2), kept);
}

/**
 * Raises 64 maxima by |T| of every selector of one column together with every selector of a second and of a third. The rows
 * lie sorted by the first column's cells, which start at `starts`. With `pairs` (and counts) of first and second column, of
 * first and third, of second and third, as scanPairs keeps them, and the largest cells of all three, the rows are those of
 * outsideLargest; without, `ofBoth` is 0, the largest are −1 and the rows are all. `tables` has room for (cells + 2) ×
 * (middleCells + 1) × (otherCells + 1) × 64 sums, `counts` for as many counts, `row` and `sizes` for a row of either; `reach`
 * is as beginReach leaves it, `thin` has room for (middleCells + 2) × (otherCells + 1) × 64 bytes, `marks` for middleCells + 1.
 */
export function scanTriples(
  rows: usize,
  starts: usize,
  cells: i32,
  first: usize,
  firstMany: i32,
  middle: usize,
  middleCells: i32,
  second: usize,
  secondMany: i32,
  codes: usize,
  otherCells: i32,
  third: usize,
  thirdMany: i32,
  scores: usize,
  mean: f32,
  inverse: usize,
  fewest: i32,
  largest: i32,
  largestMiddle: i32,
  largestOther: i32,
  ofFirst: usize,
  ofFirstCounts: usize,
  ofEnds: usize,
  ofEndsCounts: usize,
  ofBoth: usize,
  ofBothCounts: usize,
  tables: usize,
  counts: usize,
  row: usize,
  sizes: usize,
  maxima: usize,
  narrow: bool,
  reach: usize,
  thin: usize,
  marks: usize,
): void {
  const slim = ASC_FEATURE_SIMD && narrow;
  const bits: usize = slim ? 7 : 8;
  const width = <usize>otherCells + 1;
  const plane = (<usize>middleCells + 1) * width;
  const blocks = plane << (bits - 4);
  memory.fill(tables, 0, (<usize>(cells + 1) * plane) << bits);
  memory.fill(counts, 0, (<usize>(cells + 1) * plane) << 2);
  for (let cell = 0; cell < cells; cell++) {
    const from = load<i32>(starts + (<usize>cell << 2));
    const many = load<i32>(starts + (<usize>cell << 2), 4) - from;
    const into = tables + ((<usize>(cell + 1) * plane) << bits);
    const tally = counts + ((<usize>(cell + 1) * plane) << 2);
    if (ASC_FEATURE_SIMD && slim) spreadTwoNarrow(rows + (<usize>from << 2), many, middle, codes, width, largestOther, scores, into, tally);
    else spreadTwoWide(rows + (<usize>from << 2), many, middle, codes, width, largestOther, scores, into, tally);
  }
  if (ofBoth != 0) {
    for (let cell = 0; cell < cells; cell++) {
      if (cell == largest) continue;
      const into = tables + ((<usize>(cell + 1) * plane) << bits);
      const tally = counts + ((<usize>(cell + 1) * plane) << 2);
      // In the largest cell of the third column, by the pair of the first two; then of the second, by first and third.
      for (let y: usize = 1; y <= <usize>middleCells; y++) {
        if (<i32>y - 1 == largestMiddle) continue;
        const pair = <usize>(cell + 1) * (<usize>middleCells + 1) + y;
        leave(into, tally, y * width + 1, 1, width - 1, <usize>largestOther, ofFirst + (pair << bits), ofFirstCounts + (pair << 2), 1, bits, slim);
      }
      const pair = <usize>(cell + 1) * width + 1;
      leave(into, tally, width + 1, width, <usize>middleCells, <usize>largestMiddle, ofEnds + (pair << bits), ofEndsCounts + (pair << 2), width - 1, bits, slim);
    }
    leave(tables, counts, plane, plane, <usize>cells, <usize>largest, ofBoth, ofBothCounts, plane, bits, slim);
  }
  // Sums before each cell are needed only where selectors are ranges of cells.
  const ranges = hasRanges(first, firstMany);
  const middleRanges = hasRanges(second, secondMany);
  const otherRanges = hasRanges(third, thirdMany);
  for (let cell = 1; cell <= cells; cell++) {
    const into = tables + ((<usize>cell * plane) << bits);
    const tally = counts + ((<usize>cell * plane) << 2);
    if (otherRanges) cumulateRows(into + (width << bits), tally + (width << 2), middleCells, width, bits, slim);
    if (middleRanges) cumulate(into + (width << bits), tally + (width << 2), middleCells, width, bits, slim);
  }
  if (ranges) cumulate(tables + (plane << bits), counts + (plane << 2), cells, plane, bits, slim);
  const least = smallest(maxima);
  if (ASC_FEATURE_SIMD && slim) renewReach(reach, inverse, least);
  const spare = tables + ((<usize>(cells + 1) * plane) << bits);
  const spareCounts = counts + ((<usize>(cells + 1) * plane) << 2);
  for (let s = 0; s < firstMany; s++) {
    const from = <usize>load<i32>(first) * plane;
    const to = <usize>load<i32>(first, 4) * plane;
    first += 8;
    let held = tables + (to << bits);
    let heldCounts = counts + (to << 2);
    if (ranges && from > 0) {
      subtract(held, tables + (from << bits), spare, blocks, slim);
      subtractCounts(heldCounts, counts + (from << 2), spareCounts, plane);
      held = spare;
      heldCounts = spareCounts;
    }
    const isThin = slim && otherRanges;
    if (isThin) memory.fill(marks, 0, <usize>middleCells + 1);
    let selectors = second;
    for (let x = 0; x < secondMany; x++) {
      const from = middleRanges ? <usize>load<i32>(selectors) : 0;
      const to = <usize>load<i32>(selectors, 4);
      const low = from * width;
      const high = to * width;
      selectors += 8;
      const total = heldCounts + ((width - 1) << 2);
      if (otherRanges && load<i32>(total + (high << 2)) - (from > 0 ? load<i32>(total + (low << 2)) : 0) < fewest) continue;
      let sums = held + (high << bits);
      let many = heldCounts + (high << 2);
      if (from > 0) {
        subtractCounts(many, heldCounts + (low << 2), sizes, width);
        many = sizes;
      }
      if (ASC_FEATURE_SIMD && isThin && thinOnce(held, heldCounts, to, width, mean, thin, marks)) {
        if (from == 0) {
          raiseThin(sums, 0, row, many, third, thirdMany, mean, inverse, least, maxima, reach, thin + (high << 6));
          continue;
        }
        if (thinOnce(held, heldCounts, from, width, mean, thin, marks) && thinBetween(thin + (low << 6), thin + (high << 6), width, thin + (plane << 6))) {
          raiseThin(sums, held + (low << bits), row, many, third, thirdMany, mean, inverse, least, maxima, reach, thin + (plane << 6));
          continue;
        }
      }
      if (from > 0) {
        subtract(sums, held + (low << bits), row, width << (bits - 4), slim);
        sums = row;
      }
      raiseRow(sums, many, third, thirdMany, otherRanges, mean, inverse, least, maxima, bits, slim);
    }
  }
}

/** Brings a row of a plane into 8 bits unless that has been done, as `marks` tells: 1 is done, 2 cannot be. */
// @ts-ignore: decorator
@inline
function thinOnce(held: usize, counts: usize, at: usize, width: usize, mean: f32, thin: usize, marks: usize): bool {
  const known = load<u8>(marks + at);
  if (known != 0) return known == 1;
  const row = at * width;
  const isThin = thinRow(held + (row << 7), counts + (row << 2), width, mean, thin + (row << 6));
  store<u8>(marks + at, isThin ? 1 : 2);
  return isThin;
}

/** Whether some selector is more than one cell. */
function hasRanges(selectors: usize, many: i32): bool {
  for (let i = 0; i < many; i++) {
    if (load<i32>(selectors, 4) - load<i32>(selectors) > 1) return true;
    selectors += 8;
  }
  return false;
}

/** Adds to each of `many` runs of `length` sums and counts the one before it. */
// @ts-ignore: decorator
@inline
function cumulate(into: usize, tally: usize, many: i32, length: usize, bits: usize, slim: bool): void {
  for (let i = 1; i < many; i++) {
    into += length << bits;
    tally += length << 2;
    add(into, into - (length << bits), length << (bits - 4), slim);
    addCounts(tally, tally - (length << 2), length, 1);
  }
}

/** Adds up each of `many` rows of `width` sums, whose first is 0, along itself. */
// @ts-ignore: decorator
@inline
function cumulateRows(into: usize, tally: usize, many: i32, width: usize, bits: usize, slim: bool): void {
  const one = (<usize>1) << bits;
  for (let i = 0; i < many; i++) {
    into += one;
    tally += 4;
    for (let y: usize = 2; y < width; y++) {
      into += one;
      tally += 4;
      add(into, into - one, one >> 4, slim);
      store<i32>(tally, load<i32>(tally) + load<i32>(tally - 4));
    }
    into += one;
    tally += 4;
  }
}

// @ts-ignore: decorator
@inline
function subtractCounts(a: usize, b: usize, into: usize, many: usize): void {
  for (let i: usize = 0; i < many; i++) {
    store<i32>(into, load<i32>(a) - load<i32>(b));
    into += 4;
    a += 4;
    b += 4;
  }
}

/** Raises the maxima by every selector of a row: of sums before each cell where they are `ranges`, else of those of each. */
// @ts-ignore: decorator
@inline
function raiseRow(row: usize, sizes: usize, selectors: usize, many: i32, ranges: bool, mean: f32, inverse: usize, least: f32, maxima: usize, bits: usize, slim: bool): void {
  for (let i = 0; i < many; i++) {
    const low: usize = ranges ? <usize>load<i32>(selectors) : 0;
    const high = <usize>load<i32>(selectors, 4);
    selectors += 8;
    const n = load<i32>(sizes + (high << 2)) - load<i32>(sizes + (low << 2));
    const scale = load<f32>(inverse + (<usize>n << 2));
    if (scale == 0) continue;
    const shift = <f32>n * mean;
    if (ASC_FEATURE_SIMD && slim) raiseNarrow(row + (low << bits), row + (high << bits), shift, scale, least, maxima);
    else raise(row + (low << bits), row + (high << bits), shift, scale, maxima);
  }
}

// @ts-ignore: decorator
@inline
function addCounts(into: usize, other: usize, many: usize, times: i32): void {
  for (let i: usize = 0; i < many; i++) {
    store<i32>(into, load<i32>(into) + times * load<i32>(other));
    into += 4;
    other += 4;
  }
}

/**
 * Of `many` runs of `length` sums, which begin at number `first` and lie `step` apart, makes the one of number `largest` what
 * the others leave of `whole`.
 */
// @ts-ignore: decorator
@inline
function leave(tables: usize, counts: usize, first: usize, step: usize, many: usize, largest: usize, whole: usize, wholeCounts: usize, length: usize, bits: usize, slim: bool): void {
  const at = first + largest * step;
  const rest = tables + (at << bits);
  const restCounts = counts + (at << 2);
  memory.copy(rest, whole, length << bits);
  memory.copy(restCounts, wholeCounts, length << 2);
  for (let i: usize = 0; i < many; i++) {
    if (i == largest) continue;
    const other = first + i * step;
    subtract(rest, tables + (other << bits), rest, length << (bits - 4), slim);
    addCounts(restCounts, counts + (other << 2), length, -1);
  }
}

/** Adds the scores of every row outside the largest cell of a column to the sums of its pair of cells, in 16 bits. */
// @ts-ignore: decorator
@inline
function spreadTwoNarrow(rows: usize, many: i32, middle: usize, codes: usize, width: usize, largest: i32, scores: usize, into: usize, counts: usize): void {
  for (const end = rows + (<usize>many << 2); rows < end; rows += 4) {
    const row = <usize>load<u32>(rows);
    const code = load<u8>(codes + row);
    if (<i32>code == largest) continue;
    const cell = (<usize>load<u8>(middle + row) + 1) * width + <usize>code + 1;
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

/** The same in 32 bits. */
// @ts-ignore: decorator
@inline
function spreadTwoWide(rows: usize, many: i32, middle: usize, codes: usize, width: usize, largest: i32, scores: usize, into: usize, counts: usize): void {
  for (const end = rows + (<usize>many << 2); rows < end; rows += 4) {
    const row = <usize>load<u32>(rows);
    const code = load<u8>(codes + row);
    if (<i32>code == largest) continue;
    const cell = (<usize>load<u8>(middle + row) + 1) * width + <usize>code + 1;
    const at = scores + (row << 7);
    const sums = into + (cell << 8);
    const tally = counts + (cell << 2);
    store<i32>(tally, load<i32>(tally) + 1);
    if (ASC_FEATURE_SIMD) {
      for (let i: usize = 0; i < 128; i += 16) widen(sums + (i << 1), v128.load(at + i));
    } else {
      for (let lane: usize = 0; lane < 64; lane++) {
        const sum = sums + (lane << 2);
        store<i32>(sum, load<i32>(sum) + load<i16>(at + (lane << 1)));
      }
    }
  }
}
