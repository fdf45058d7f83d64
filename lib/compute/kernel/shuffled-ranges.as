// 64 permutations at once: all ranges of a row, asked in 8 bits before they are worked out.

/** Room for `rows` + 1 limits behind two numbers: how many there are, and the |T| that they were made for. */
export function beginReach(reach: usize, rows: i32): void {
  store<i32>(reach, rows);
  store<f32>(reach, -1, 4);
}

/**
 * By n: how far from what is expected a sum must at least lie for |T| to exceed `least`, three to spare for rounding. What
 * nothing can reach, or no rule may, is 126: sums of 8 bits end just beyond. Made anew once `least` has grown by a hundredth;
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
    const limit = scale == 0 ? <f32>126 : max<f32>(0, min<f32>(floor<f32>(least / scale) - 3, 126));
    store<u8>(reach + 8 + <usize>n, <u8>limit);
  }
}

/**
 * The sums before each cell of a row less what is expected of so many rows, in 8 bits; false where one is too large for them.
 */
// @ts-ignore: decorator
@inline
function thinRow(row: usize, sizes: usize, width: usize, mean: f32, thin: usize): bool {
  let beyond = i8x16.splat(0);
  const most = i8x16.splat(126);
  for (let x: usize = 0; x < width; x++) {
    const shift = i16x8.splat(<i16>nearest<f32>(<f32>load<i32>(sizes + (x << 2)) * mean));
    const from = row + (x << 7);
    const into = thin + (x << 6);
    for (let at: usize = 0; at < 64; at += 16) {
      const low = i16x8.sub(v128.load(from + (at << 1)), shift);
      const high = i16x8.sub(v128.load(from + (at << 1), 16), shift);
      const both = i8x16.narrow_i16x8_s(low, high);
      beyond = v128.or(beyond, i8x16.gt_u(i8x16.abs(both), most));
      v128.store(into + at, both);
    }
  }
  return !v128.any_true(beyond);
}

/** Raises the maxima by every range of a row: worked out in full where one of the 64 may exceed its maximum, which few do. */
// @ts-ignore: decorator
@inline
function raiseThin(row: usize, sizes: usize, selectors: usize, many: i32, mean: f32, inverse: usize, least: f32, maxima: usize, reach: usize, thin: usize): void {
  for (let i = 0; i < many; i++) {
    const low = <usize>load<i32>(selectors);
    const high = <usize>load<i32>(selectors, 4);
    selectors += 8;
    const n = load<i32>(sizes + (high << 2)) - load<i32>(sizes + (low << 2));
    const limit = i8x16.splat(load<u8>(reach + 8 + <usize>n));
    const a = thin + (high << 6);
    const b = thin + (low << 6);
    const first = i8x16.gt_u(i8x16.abs(i8x16.sub_sat_s(v128.load(a), v128.load(b))), limit);
    const second = i8x16.gt_u(i8x16.abs(i8x16.sub_sat_s(v128.load(a, 16), v128.load(b, 16))), limit);
    const third = i8x16.gt_u(i8x16.abs(i8x16.sub_sat_s(v128.load(a, 32), v128.load(b, 32))), limit);
    const fourth = i8x16.gt_u(i8x16.abs(i8x16.sub_sat_s(v128.load(a, 48), v128.load(b, 48))), limit);
    if (!v128.any_true(v128.or(v128.or(first, second), v128.or(third, fourth)))) continue;
    const scale = load<f32>(inverse + (<usize>n << 2));
    if (scale == 0) continue;
    raiseNarrow(row + (low << 7), row + (high << 7), <f32>n * mean, scale, least, maxima);
  }
}
