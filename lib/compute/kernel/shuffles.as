// 64 permutations at once: the scores of rows added up by the cells of a column.

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

function smallest(maxima: usize): f32 {
  let least = load<f32>(maxima);
  for (let at: usize = 4; at < 256; at += 4) least = min(least, load<f32>(maxima + at));
  return least;
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
  // Nearly no rule comes near: one question for all 64 of them.
  let most = i16x8.sub(v128.load(high), v128.load(low));
  let fewest = most;
  for (let at: usize = 16; at < 128; at += 16) {
    const sum = i16x8.sub(v128.load(high + at), v128.load(low + at));
    most = i16x8.max_s(most, sum);
    fewest = i16x8.min_s(fewest, sum);
  }
  if (!v128.any_true(v128.or(i16x8.gt_s(most, above), i16x8.lt_s(fewest, below)))) return;
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
