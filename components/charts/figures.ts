import { csvCell, neutral } from "#lib/import/csv.ts";

/** The figures behind a chart, for its table and its CSV. A number is written raw in the CSV. */
export interface Figures {
  readonly columns: readonly { readonly label: string; readonly format?: (value: number) => string }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** One cell as the table shows it: null, and a number that is not finite, as a dash. */
export function shownCell(figures: Figures, column: number, cell: string | number | null): string {
  if (cell === null) return "–";
  if (typeof cell === "string") return cell;
  if (!Number.isFinite(cell)) return "–";
  const format = figures.columns[column]?.format;
  return format ? format(cell) : String(cell);
}

const shownInCsv = (cell: string | number | null): string => {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  return csvCell(neutral(cell));
};

/** RFC 4180, with the byte order mark that makes Excel read it as UTF-8. */
export function toCsv(figures: Figures): string {
  const lines = [figures.columns.map(({ label }) => label), ...figures.rows];
  return `\uFEFF${lines.map((line) => line.map(shownInCsv).join(",")).join("\r\n")}\r\n`;
}
