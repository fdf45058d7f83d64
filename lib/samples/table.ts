import { csvCell } from "#lib/import/csv.ts";

export type Cell = string | number | null;

/** A table as its owner would export it: headings, and cells that are empty where nothing is known. */
export interface SampleTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const field = (cell: Cell): string => (cell === null ? "" : csvCell(String(cell)));

/** The table as CSV text (RFC 4180, comma, one heading row, UTF-8 without a mark). */
export function csvText(table: SampleTable): string {
  return `${[table.headings, ...table.rows].map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
}
