import { chiSquareUpperTail } from "#lib/stats/distributions.ts";

/** A chi-square test. */
export interface ChiSquare {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/** The test of a table, with the size of the link and the smallest count expected under none. */
export interface TableTest extends ChiSquare {
  readonly cramersV: number;
  readonly smallestExpected: number;
}

/**
 * Pearson's chi-square test of independence (1900) of a table of counts (rows of equal length), without Yates's correction, and
 * Cramér's V (1946), √(χ²/(n·(the smaller of rows and columns − 1))).
 * Rows and columns without any count are left out; a table with nothing to compare gives statistic 0, df 0, p 1.
 * Below 5 expected (smallestExpected) the p is only an approximation: permute.
 */
export function chiSquareTest(table: readonly (readonly number[])[]): TableTest {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = (table[0] ?? []).map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0));
  const n = rows.reduce((sum, count) => sum + count, 0);
  const rowCount = rows.filter((count) => count > 0).length;
  const columnCount = columns.filter((count) => count > 0).length;
  const df = Math.max(0, rowCount - 1) * Math.max(0, columnCount - 1);
  let statistic = 0;
  let smallestExpected = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < columns.length; j++) {
      const expected = (rows[i]! * columns[j]!) / n;
      if (!(expected > 0)) continue;
      statistic += (table[i]![j]! - expected) ** 2 / expected;
      smallestExpected = Math.min(smallestExpected, expected);
    }
  }
  if (df === 0) return { statistic: 0, df: 0, p: 1, cramersV: 0, smallestExpected };
  const cramersV = Math.sqrt(statistic / (n * Math.min(rowCount - 1, columnCount - 1)));
  return { statistic, df, p: chiSquareUpperTail(statistic, df), cramersV, smallestExpected };
}
