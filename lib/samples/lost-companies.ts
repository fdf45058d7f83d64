import { companyCells, companyHeadings } from "#lib/samples/company-columns.ts";
import type { Market } from "#lib/samples/eight-quarters.ts";
import { chanceOf } from "#lib/samples/random.ts";
import { csvText } from "#lib/samples/table.ts";

/** The companies whose deals were lost, with what was known of them, under the headings of the customers' table. */
export function lostCompaniesCsv(market: Market): string {
  const random = chanceOf(92_031);
  return csvText({
    headings: companyHeadings,
    rows: market.lost.map((company) => companyCells(company, random)),
  });
}
