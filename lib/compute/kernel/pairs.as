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
    for (let y: usize = 0; y < width; y++) {
      const at = y << 3;
      store<i32>(row + at, load<i32>(high + at) - load<i32>(low + at));
      store<i32>(row + at, load<i32>(high + at, 4) - load<i32>(low + at, 4), 4);
    }
    const last = row + (<usize>otherCells << 3);
    const line = lines + (<usize>clz<i32>(load<i32>(last)) << 5);
    if (!reaches(row, otherCells, line)) {
      if (counts) seen += admissible(row, second, secondMany, fewest, most);
      continue;
    }
    const slope = load<f64>(line);
    const start = load<f64>(line, 8);
    const poorSlope = load<f64>(line, 16);
    const poorStart = load<f64>(line, 24);
    const m = <f64>load<i32>(last);
    const p = <f64>load<i32>(last, 4) / m;
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
 * Whether some run of cells of a row of counts before each may reach one of two lines: the largest sum, over any run, of what
 * its cells lie above the slope.
 */
// @ts-ignore: decorator
@inline
function reaches(row: usize, cells: i32, line: usize): bool {
  const end = row + (<usize>cells << 3);
  // Sums of fractions are rounded: what is as good as on the line is on it.
  const start = load<f64>(line, 8) - 0.001;
  const poorStart = load<f64>(line, 24) - 0.001;
  if (ASC_FEATURE_SIMD) {
    const slopes = f64x2(-load<f64>(line), 1 - load<f64>(line, 16));
    const signs = f64x2(1, -1);
    let run = f64x2.splat(0);
    let most = run;
    let before = v128.load64_zero(row);
    for (row += 8; row <= end; row += 8) {
      const upTo = v128.load64_zero(row);
      const held = f64x2.convert_low_i32x4_s(i32x4.sub(upTo, before));
      before = upTo;
      const n = v128.shuffle<f64>(held, held, 0, 0);
      const k = v128.shuffle<f64>(held, held, 1, 1);
      run = f64x2.pmax(f64x2.splat(0), f64x2.add(run, f64x2.add(f64x2.mul(k, signs), f64x2.mul(n, slopes))));
      most = f64x2.pmax(most, run);
    }
    return v128.any_true(f64x2.ge(most, f64x2(start, poorStart)));
  } else {
    const slope = load<f64>(line);
    const poorSlope = load<f64>(line, 16);
    let run: f64 = 0;
    let poorRun: f64 = 0;
    let most: f64 = 0;
    let poorMost: f64 = 0;
    for (; row < end; row += 8) {
      const n = <f64>(load<i32>(row, 8) - load<i32>(row));
      const k = <f64>(load<i32>(row, 12) - load<i32>(row, 4));
      run = max<f64>(0, run + k - slope * n);
      poorRun = max<f64>(0, poorRun + n - k - poorSlope * n);
      most = max<f64>(most, run);
      poorMost = max<f64>(poorMost, poorRun);
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
  const size = <usize>otherCells << 2;
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
    let n = 0;
    let k = 0;
    const end = marginal + (<usize>load<i32>(otherEnds + (other << 2), 4) << 3);
    for (let cell = marginal + (<usize>load<i32>(otherEnds + (other << 2)) << 3); cell < end; cell += 8) {
      n += load<i32>(cell);
      k += load<i32>(cell, 4);
    }
    store<i32>(left + (other << 3), n);
    store<i32>(left + (other << 3), k, 4);
  }
  for (let run = 0; run < runs; run++) {
    if (run === largest) continue;
    const first = <usize>load<i32>(ends + (<usize>run << 2)) << 2;
    const end = <usize>load<i32>(ends + (<usize>run << 2), 4);
    const row = into + ((end * width + 1) << 3);
    memory.fill(row - 8, 0, width << 3);
    for (let part = 0; part < 2; part++) {
      const starts = part == 0 ? goodStarts : restStarts;
      const from = load<i32>(starts + first);
      const many = load<i32>(starts + (end << 2)) - from;
      if (many == 0) continue;
      memory.fill(tables, 0, size << 2);
      countPairs((part == 0 ? good : rest) + (<usize>from << 2), many, codes, tables, size);
      for (let other: usize = 0; other < <usize>otherCells; other++) {
        const counter = tables + (other << 2);
        const held = load<i32>(counter) + load<i32>(counter + size) + load<i32>(counter + 2 * size) + load<i32>(counter + 3 * size);
        const place = row + (other << 3);
        const rest = left + (other << 3);
        store<i32>(place, load<i32>(place) + held);
        store<i32>(rest, load<i32>(rest) - held);
        if (part == 0) {
          store<i32>(place, load<i32>(place, 4) + held, 4);
          store<i32>(rest, load<i32>(rest, 4) - held, 4);
        }
      }
    }
  }
  let above = into;
  for (let run = 1; run <= runs; run++) {
    let at = into + ((<usize>load<i32>(ends + (<usize>run << 2)) * width) << 3);
    let n = 0;
    let k = 0;
    for (let y: usize = 1; y < width; y++) {
      at += 8;
      above += 8;
      n += load<i32>(at);
      k += load<i32>(at, 4);
      store<i32>(at, n + load<i32>(above));
      store<i32>(at, k + load<i32>(above, 4), 4);
    }
    above = at - ((width - 1) << 3);
  }
}

/** Counts rows by pairs of cells. Four tables of `size` counters take turns, as in `count`. */
// @ts-ignore: decorator
@inline
function countPairs(rows: usize, many: i32, codes: usize, table: usize, size: usize): void {
  const end = rows + (<usize>many << 2);
  const fours = rows + (<usize>(many & ~3) << 2);
  while (rows < fours) {
    const a = table + (<usize>load<u8>(codes + load<u32>(rows)) << 2);
    const b = table + size + (<usize>load<u8>(codes + load<u32>(rows, 4)) << 2);
    const c = table + 2 * size + (<usize>load<u8>(codes + load<u32>(rows, 8)) << 2);
    const d = table + 3 * size + (<usize>load<u8>(codes + load<u32>(rows, 12)) << 2);
    store<i32>(a, load<i32>(a) + 1);
    store<i32>(b, load<i32>(b) + 1);
    store<i32>(c, load<i32>(c) + 1);
    store<i32>(d, load<i32>(d) + 1);
    rows += 16;
  }
  while (rows < end) {
    const a = table + (<usize>load<u8>(codes + load<u32>(rows)) << 2);
    store<i32>(a, load<i32>(a) + 1);
    rows += 4;
  }
}
