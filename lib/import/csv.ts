/** What a spreadsheet takes for a formula, or for the mark of a text. */
const active = /^[=+\-@\t\r\n\0']/;

/**
 * A cell of a CSV that a person will open: one that a spreadsheet would run gets an apostrophe before it, and so does one
 * that begins with an apostrophe, so that it can be told and taken away again.
 */
export const neutral = (text: string): string => (active.test(text) ? `'${text}` : text);

/** The cell as it was before `neutral`. */
export const asItWas = (text: string): string => (text.startsWith("'") ? text.slice(1) : text);

/** A cell in quotation marks where RFC 4180 wants them. */
export const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? inMarks(text) : text);

const inMarks = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A row of a CSV (RFC 4180), its cells neutral. */
export function csvLine(cells: readonly (string | number)[]): string {
  const written = cells.map((cell) => {
    const text = neutral(String(cell));
    return text === text.trim() ? csvCell(text) : inMarks(text);
  });
  return `${written.join(",")}\r\n`;
}
