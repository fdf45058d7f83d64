// Two conditions at once, where good rows are counted.

/**
 * findPairs for one column together with each of a list of others (numbers at `list` from number `from` on), one call for all.
 * `columns` holds of every column where its codes, its selectors and its marginal counts lie, how many runs of cells its selectors
 * tell apart, its number of selectors, and where the ends of these runs lie: six whole numbers; its codes and selectors tell runs.
 * What is found of a column comes behind four numbers: the column, how many, and two unused.
 * It stops before a column for which `room` records might not do; `told` takes how many were examined and where it stopped,
 * the result is how many records were written.
 */
export function findPairsOfMany(
  good: usize,
  goodStarts: usize,
  rest: usize,
  restStarts: usize,
  cells: i32,
  first: usize,
  firstMany: i32,
  columns: usize,
  list: usize,
  from: i32,
  to: i32,
  fewest: i32,
  most: i32,
  gain: f64,
  lines: usize,
  tables: usize,
  table: usize,
  row: usize,
  out: usize,
  room: i32,
  told: usize,
  counts: bool,
  ends: usize,
): i32 {
  const runs = endsOf(first, firstMany, cells, ends);
  let written = 0;
  let seen = 0;
  let at = from;
  for (; at < to; at++) {
    const column = load<i32>(list + (<usize>at << 2));
    const place = columns + <usize>column * 24;
    const many = load<i32>(place, 16);
    if (written + 1 + firstMany * many > room) break;
    const records = out + (<usize>written << 4);
    const found = findPairs(good, goodStarts, rest, restStarts, cells, ends, runs, first, firstMany, <usize>load<u32>(place), load<i32>(place, 12), <usize>load<u32>(place, 20), <usize>load<u32>(place, 4), many, <usize>load<u32>(place, 8), fewest, most, gain, lines, tables, table, row, records + 16, told, counts);
    seen += load<i32>(told);
    if (found == 0) continue;
    store<i32>(records, column);
    store<i32>(records, found, 4);
    written += found + 1;
  }
  store<i32>(told, seen);
  store<i32>(told, at, 4);
  return written;
}

/**
 * The ends of the runs of cells that selectors tell apart, 0 and `cells` among them, ascending; gives how many runs. Cells that
 * are always together need not be counted apart. `into` has room for cells + 1 numbers twice.
 */
// @ts-ignore: decorator
@inline
function endsOf(selectors: usize, many: i32, cells: i32, into: usize): i32 {
  const marks = into + (<usize>(cells + 1) << 2);
  memory.fill(marks, 0, cells + 1);
  store<u8>(marks, 1);
  store<u8>(marks + <usize>cells, 1);
  for (let i = 0; i < 2 * many; i++) store<u8>(marks + <usize>load<i32>(selectors + (<usize>i << 2)), 1);
  let ends = 0;
  for (let cell = 0; cell <= cells; cell++) {
    if (load<u8>(marks + <usize>cell) == 0) continue;
    store<i32>(into + (<usize>ends << 2), cell);
    ends++;
  }
  return ends - 1;
}

/**
 * Every selector of one column together with every selector of another; writes those that reach one of the two lines of
 * their row and lie `gain` standard deviations beyond each alone, to the same side: their two numbers, n and good. `marginal` holds n and good of every cell of the
 * other column, `table` has room for (cells + 1) × (cells + 1) pairs of counts, `tables` for four rows of counters, `row`
 * for (cells + 1) pairs. `ends` and `otherEnds` are those of the runs of both. Gives how many were written; `examined` takes how many hold for enough rows and not too many, where
 * `counts` asks for it.
 */
// @ts-ignore: decorator
@inline
function findPairs(
  good: usize,
  goodStarts: usize,
  rest: usize,
  restStarts: usize,
  cells: i32,
  ends: usize,
  runs: i32,
  first: usize,
  firstMany: i32,
  codes: usize,
  otherCells: i32,
  otherEnds: usize,
  second: usize,
  secondMany: i32,
  marginal: usize,
  fewest: i32,
  most: i32,
  gain: f64,
  lines: usize,
  tables: usize,
  table: usize,
  row: usize,
  out: usize,
  examined: usize,
  counts: bool,
): i32 {
  tabulate(good, goodStarts, rest, restStarts, ends, runs, codes, otherCells, otherEnds, marginal, tables, table);
  const width = <usize>otherCells + 1;
  const whole = table + ((<usize>cells * width) << 3);
  const square = gain * gain;
  let seen = 0;
  let found = 0;
  for (let x = 0; x < firstMany; x++) {
    const low = table + ((<usize>load<i32>(first) * width) << 3);
    const high = table + ((<usize>load<i32>(first, 4) * width) << 3);
    first += 8;
    const last = <usize>otherCells << 3;
    const line = lines + (<usize>clz<i32>(load<i32>(high + last) - load<i32>(low + last)) << 5);
    const isNear = reaches(low, high, last, line);
    if (!isNear && !counts) continue;
    for (let at: usize = 0; at <= last; at += 8) store<i64>(row + at, load<i64>(high + at) - load<i64>(low + at));
    if (!isNear) {
      seen += admissible(row, second, secondMany, fewest, most);
      continue;
    }
    const slope = load<f64>(line);
    const start = load<f64>(line, 8);
    const poorSlope = load<f64>(line, 16);
    const poorStart = load<f64>(line, 24);
    const m = <f64>load<i32>(row + last);
    const p = <f64>load<i32>(row + last, 4) / m;
    const unit = (p * (1 - p)) / (m - 1);
    let selectors = second;
    for (let y = 0; y < secondMany; y++) {
      const from = <usize>load<i32>(selectors) << 3;
      const to = <usize>load<i32>(selectors, 4) << 3;
      selectors += 8;
      const n = load<i32>(row + to) - load<i32>(row + from);
      if (n < fewest || n > most) continue;
      seen++;
      const k = load<i32>(row + to, 4) - load<i32>(row + from, 4);
      if (<f64>k < slope * <f64>n + start && <f64>(n - k) < poorSlope * <f64>n + poorStart) continue;
      const away = <f64>k - <f64>n * p;
      const spread = unit * <f64>n * (m - <f64>n);
      if (!(spread > 0) || away * away < square * spread) continue;
      const m2 = <f64>(load<i32>(whole + to) - load<i32>(whole + from));
      const p2 = <f64>(load<i32>(whole + to, 4) - load<i32>(whole + from, 4)) / m2;
      const away2 = <f64>k - <f64>n * p2;
      const spread2 = ((p2 * (1 - p2)) / (m2 - 1)) * <f64>n * (m2 - <f64>n);
      if (!(spread2 > 0) || away2 * away2 < square * spread2 || away * away2 < 0) continue;
      store<i32>(out, x);
      store<i32>(out, y, 4);
      store<i32>(out, n, 8);
      store<i32>(out, k, 12);
      out += 16;
      found++;
    }
  }
  store<i32>(examined, seen);
  return found;
}

/**
 * Whether some run of cells of a row may reach one of two lines: how far what is counted before its end lies above the slope,
 * less how far what is counted before its begin does, at most. The row is what `high` counts more than `low`, of `bytes` bytes.
 */
// @ts-ignore: decorator
@inline
function reaches(low: usize, high: usize, bytes: usize, line: usize): bool {
  // Sums of fractions are rounded: what is as good as on the line is on it.
  const start = load<f64>(line, 8) - 0.001;
  const poorStart = load<f64>(line, 24) - 0.001;
  if (ASC_FEATURE_SIMD) {
    const slopes = f64x2(-load<f64>(line), 1 - load<f64>(line, 16));
    const signs = f64x2(1, -1);
    let least = f64x2.splat(0);
    let most = least;
    for (let at: usize = 8; at <= bytes; at += 8) {
      const held = f64x2.convert_low_i32x4_s(i32x4.sub(v128.load64_zero(high + at), v128.load64_zero(low + at)));
      const n = v128.shuffle<f64>(held, held, 0, 0);
      const k = v128.shuffle<f64>(held, held, 1, 1);
      const above = f64x2.add(f64x2.mul(k, signs), f64x2.mul(n, slopes));
      most = f64x2.pmax(most, f64x2.sub(above, least));
      least = f64x2.pmin(least, above);
    }
    return v128.any_true(f64x2.ge(most, f64x2(start, poorStart)));
  } else {
    const slope = load<f64>(line);
    const poorSlope = load<f64>(line, 16);
    let least: f64 = 0;
    let poorLeast: f64 = 0;
    let most: f64 = 0;
    let poorMost: f64 = 0;
    for (let at: usize = 8; at <= bytes; at += 8) {
      const n = <f64>(load<i32>(high + at) - load<i32>(low + at));
      const k = <f64>(load<i32>(high + at, 4) - load<i32>(low + at, 4));
      const above = k - slope * n;
      const poorAbove = n - k - poorSlope * n;
      most = max<f64>(most, above - least);
      poorMost = max<f64>(poorMost, poorAbove - poorLeast);
      least = min<f64>(least, above);
      poorLeast = min<f64>(poorLeast, poorAbove);
    }
    return most >= start || poorMost >= poorStart;
  }
}

/** How many selectors of a row hold for enough rows and not too many. */
// @ts-ignore: decorator
@inline
function admissible(row: usize, selectors: usize, many: i32, fewest: i32, most: i32): i32 {
  let seen = 0;
  for (let i = 0; i < many; i++) {
    const n = load<i32>(row + (<usize>load<i32>(selectors, 4) << 3)) - load<i32>(row + (<usize>load<i32>(selectors) << 3));
    if (n >= fewest && n <= most) seen++;
    selectors += 8;
  }
  return seen;
}

/** n and good of rows lie side by side and are added up as one number of 64 bits: that of a good row. */
const oneGood: i64 = 0x100000001;

/**
 * n and good of all pairs of cells before each pair, from rows that lie sorted by one column's cells: at the `ends` of its runs
 * only.
 */
// @ts-ignore: decorator
@inline
function tabulate(
  good: usize,
  goodStarts: usize,
  rest: usize,
  restStarts: usize,
  ends: usize,
  runs: i32,
  codes: usize,
  otherCells: i32,
  otherEnds: usize,
  marginal: usize,
  tables: usize,
  into: usize,
): void {
  const width = <usize>otherCells + 1;
  const size = <usize>otherCells << 3;
  let largest = 0;
  let most = -1;
  for (let run = 0; run < runs; run++) {
    const from = <usize>load<i32>(ends + (<usize>run << 2)) << 2;
    const to = <usize>load<i32>(ends + (<usize>run << 2), 4) << 2;
    const many = load<i32>(goodStarts + to) - load<i32>(goodStarts + from) + load<i32>(restStarts + to) - load<i32>(restStarts + from);
    if (many > most) {
      most = many;
      largest = run;
    }
  }
  memory.fill(into, 0, width << 3);
  // What the other runs leave of all rows is the largest one's: it need not be counted.
  const left = into + ((<usize>load<i32>(ends + (<usize>largest << 2), 4) * width + 1) << 3);
  store<i64>(left - 8, 0);
  for (let other: usize = 0; other < <usize>otherCells; other++) {
    let held: i64 = 0;
    const end = marginal + (<usize>load<i32>(otherEnds + (other << 2), 4) << 3);
    for (let cell = marginal + (<usize>load<i32>(otherEnds + (other << 2)) << 3); cell < end; cell += 8) held += load<i64>(cell);
    store<i64>(left + (other << 3), held);
  }
  for (let run = 0; run < runs; run++) {
    if (run === largest) continue;
    const first = <usize>load<i32>(ends + (<usize>run << 2)) << 2;
    const end = <usize>load<i32>(ends + (<usize>run << 2), 4);
    const row = into + ((end * width + 1) << 3);
    store<i64>(row - 8, 0);
    memory.fill(tables, 0, size << 2);
    countPairs(good, load<i32>(goodStarts + first), load<i32>(goodStarts + (end << 2)), codes, tables, size, oneGood);
    countPairs(rest, load<i32>(restStarts + first), load<i32>(restStarts + (end << 2)), codes, tables, size, 1);
    for (let at: usize = 0; at < size; at += 8) {
      const counter = tables + at;
      const held = load<i64>(counter) + load<i64>(counter + size) + load<i64>(counter + 2 * size) + load<i64>(counter + 3 * size);
      store<i64>(row + at, held);
      store<i64>(left + at, load<i64>(left + at) - held);
    }
  }
  let above = into;
  for (let run = 1; run <= runs; run++) {
    let at = into + ((<usize>load<i32>(ends + (<usize>run << 2)) * width) << 3);
    let held: i64 = 0;
    for (let y: usize = 1; y < width; y++) {
      at += 8;
      above += 8;
      held += load<i64>(at);
      store<i64>(at, held + load<i64>(above));
    }
    above = at - ((width - 1) << 3);
  }
}

/**
 * Adds `one` to the counter of the cell of every row from number `from` on. Four tables of `size` bytes take turns, as in
 * `count`.
 */
// @ts-ignore: decorator
@inline
function countPairs(list: usize, from: i32, to: i32, codes: usize, table: usize, size: usize, one: i64): void {
  let rows = list + (<usize>from << 2);
  const end = list + (<usize>to << 2);
  const fours = end - 12;
  while (rows < fours) {
    const a = table + (<usize>load<u8>(codes + load<u32>(rows)) << 3);
    const b = table + size + (<usize>load<u8>(codes + load<u32>(rows, 4)) << 3);
    const c = table + 2 * size + (<usize>load<u8>(codes + load<u32>(rows, 8)) << 3);
    const d = table + 3 * size + (<usize>load<u8>(codes + load<u32>(rows, 12)) << 3);
    store<i64>(a, load<i64>(a) + one);
    store<i64>(b, load<i64>(b) + one);
    store<i64>(c, load<i64>(c) + one);
    store<i64>(d, load<i64>(d) + one);
    rows += 16;
  }
  while (rows < end) {
    const a = table + (<usize>load<u8>(codes + load<u32>(rows)) << 3);
    store<i64>(a, load<i64>(a) + one);
    rows += 4;
  }
}
