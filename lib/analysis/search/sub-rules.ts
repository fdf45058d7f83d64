import { type Ground, type Part, rowsOf, sumsOf } from "#lib/analysis/search/ground.ts";

/** Sums of the cells before each cell, so that any run of cells is one subtraction. */
export function cumulate(sums: Float64Array, cells: number, width: number): Float64Array {
  const cum = new Float64Array((cells + 1) * width);
  accumulate(sums, cells, width, cum);
  return cum;
}

/** The same, into an array that is there already. */
export function accumulate(sums: Float64Array, cells: number, width: number, cum: Float64Array): void {
  for (let i = 0; i < cells * width; i++) cum[i + width] = cum[i]! + sums[i]!;
}

/** Selectors with enough rows inside and outside; of a number every range of its cells. */
export function countSelectors(
  { columns, scorer, size, fewest }: Ground,
  roots: readonly Float64Array[],
): number {
  let count = 0;
  columns.forEach((column, c) => {
    const cum = roots[c]!;
    const n = (from: number, to: number) => cum[to * scorer.width]! - cum[from * scorer.width]!;
    const admissible = (from: number, to: number) => n(from, to) >= fewest && size - n(from, to) >= fewest;
    for (let from = 0; from < column.ordered; from++)
      for (let to = from + 1; to <= column.ordered; to++) if (admissible(from, to)) count++;
    for (const { from, to } of column.selectors) if (from >= column.ordered && admissible(from, to)) count++;
  });
  return Math.max(1, count);
}

/** The sums of a rule without one of its parts: from the single columns, from pairs of columns, else from the rows. */
export function subRules(ground: Ground, roots: readonly Float64Array[]) {
  const { columns, session, scorer } = ground;
  const { width } = scorer;
  const pairs = new Map<number, Float64Array>();

  /** Sums of the cells before each pair of cells of two columns. */
  function pairOf(a: number, b: number): Float64Array {
    const key = a * columns.length + b;
    const known = pairs.get(key);
    if (known !== undefined) return known;
    const [rows, cols] = [columns[a]!.cells, columns[b]!.cells];
    const joint = session.joint(a, b);
    const step = (cols + 1) * width;
    const cum = new Float64Array((rows + 1) * step);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < cols * width; j++) {
        const at = (i + 1) * step + j + width;
        cum[at] = joint[i * cols * width + j]! + cum[at - width]! + cum[at - step]! - cum[at - step - width]!;
      }
    pairs.set(key, cum);
    return cum;
  }

  return (parts: readonly Part[], left: number): Float64Array => {
    const rest = parts.filter((_, i) => i !== left);
    const [first, second] = rest;
    const sums = new Float64Array(width);
    if (rest.length === 1) {
      const cum = roots[first!.column]!;
      for (let i = 0; i < width; i++) sums[i] = cum[first!.to * width + i]! - cum[first!.from * width + i]!;
      return sums;
    }
    if (rest.length > 2) return sumsOf(ground, rowsOf(ground, rest));
    const cum = pairOf(first!.column, second!.column);
    const step = (columns[second!.column]!.cells + 1) * width;
    const at = (x: number, y: number, i: number) => cum[x * step + y * width + i]!;
    for (let i = 0; i < width; i++)
      sums[i] =
        at(first!.to, second!.to, i) -
        at(first!.from, second!.to, i) -
        at(first!.to, second!.from, i) +
        at(first!.from, second!.from, i);
    return sums;
  };
}
