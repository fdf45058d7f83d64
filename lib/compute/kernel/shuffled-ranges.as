// 64 permutations at once: all ranges of a row, asked in 8 bits before they are worked out.

/** Room for `rows` + 1 limits behind two numbers: how many there are, and the |T| that they were made for. */
export function beginReach(reach: usize, rows: i32): void {
  store<i32>(reach, rows);
  store<f32>(reach, -1, 4);
}

/**
 * By n: how far from what is expected a sum must at least lie for |T| to exceed `least`, where all four of its corners were rounded.
 * What nothing can reach, or no rule may, is 126: sums of 8 bits end just beyond. Made anew once `least` has grown by a hundredth;
 * limits made for less only let more through.
 */
// @ts-ignore: decorator
@inline
function renewReach(reach: usize, inverse: usize, least: f32): void {
  if (!(least > load<f32>(reach, 4) * <f32>1.01)) return;
  store<f32>(reach, least, 4);
  const rows = load<i32>(reach);
  for (let n = 0; n <= rows; n++) {
    const scale = load<f32>(inverse + (<usize>n << 2));
    const limit = scale == 0 ? <f32>126 : max<f32>(0, min<f32>(ceil<f32>(least / scale - <f32>2.01) - 1, 126));
    store<u8>(reach + 8 + <usize>n, <u8>limit);
  }
}

/**
 * The sums before each cell of a row less what is expected of so many rows, in 8 bits; false where one is too large for them.
 */
// @ts-ignore: decorator
@inline
function thinRow(row: usize, sizes: usize, width: usize, mean: f32, thin: usize): bool {
  let most = i8x16.splat(0);
  for (let x: usize = 0; x < width; x++) {
    const shift = i16x8.splat(<i16>nearest<f32>(<f32>load<i32>(sizes + (x << 2)) * mean));
    const from = row + (x << 7);
    const into = thin + (x << 6);
    for (let at: usize = 0; at < 64; at += 16) {
      const low = i16x8.sub(v128.load(from + (at << 1)), shift);
      const high = i16x8.sub(v128.load(from + (at << 1), 16), shift);
      const both = i8x16.narrow_i16x8_s(low, high);
      most = i8x16.max_u(most, i8x16.abs(both));
      v128.store(into + at, both);
    }
  }
  return !v128.any_true(i8x16.gt_u(most, i8x16.splat(126)));
}

/** The same of the rows before the `high` end of a range less those before its `low` end, both in 8 bits already. */
// @ts-ignore: decorator
@inline
function thinBetween(low: usize, high: usize, width: usize, into: usize): bool {
  let most = i8x16.splat(0);
  for (const end = into + (width << 6); into < end; into += 16) {
    const both = i8x16.sub_sat_s(v128.load(high), v128.load(low));
    most = i8x16.max_u(most, i8x16.abs(both));
    v128.store(into, both);
    low += 16;
    high += 16;
  }
  return !v128.any_true(i8x16.gt_u(most, i8x16.splat(126)));
}

/**
 * Raises the maxima by every range of a row: worked out in full where one of the 64 may exceed its maximum, which few do. The
 * row is what `row` sums more than `less` (0 for nothing); `spare` has room for two of its sums.
 */
// @ts-ignore: decorator
@inline
function raiseThin(row: usize, less: usize, spare: usize, sizes: usize, selectors: usize, many: i32, mean: f32, inverse: usize, least: f32, maxima: usize, reach: usize, thin: usize): void {
  // Ranges that begin alike follow each other: the sums before them are read once.
  let begin: usize = -1;
  let before = 0;
  let a = i8x16.splat(0), b = a, c = a, d = a;
  for (let i = 0; i < many; i++) {
    const low = <usize>load<i32>(selectors);
    const high = <usize>load<i32>(selectors, 4);
    selectors += 8;
    if (low != begin) {
      begin = low;
      const at = thin + (low << 6);
      a = v128.load(at);
      b = v128.load(at, 16);
      c = v128.load(at, 32);
      d = v128.load(at, 48);
      before = load<i32>(sizes + (low << 2));
    }
    const n = load<i32>(sizes + (high << 2)) - before;
    const at = thin + (high << 6);
    const first = i8x16.max_u(i8x16.abs(i8x16.sub_sat_s(v128.load(at), a)), i8x16.abs(i8x16.sub_sat_s(v128.load(at, 16), b)));
    const second = i8x16.max_u(i8x16.abs(i8x16.sub_sat_s(v128.load(at, 32), c)), i8x16.abs(i8x16.sub_sat_s(v128.load(at, 48), d)));
    if (!v128.any_true(i8x16.gt_u(i8x16.max_u(first, second), i8x16.splat(load<u8>(reach + 8 + <usize>n))))) continue;
    const scale = load<f32>(inverse + (<usize>n << 2));
    if (scale == 0) continue;
    let from = row + (low << 7);
    let to = row + (high << 7);
    if (less != 0) {
      subtract(from, less + (low << 7), spare, 8, true);
      subtract(to, less + (high << 7), spare + 128, 8, true);
      from = spare;
      to = spare + 128;
    }
    raiseNarrow(from, to, <f32>n * mean, scale, least, maxima);
  }
}
