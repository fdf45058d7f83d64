/** What a spreadsheet takes for a formula, or for the mark of a text. */
const active = /^[=+\-@\t\r\n\0']/;

/**
 * A cell as it stands in an export: one that a spreadsheet would run gets an apostrophe before it, and so does one that
 * begins with an apostrophe, so that it can be told and taken away again.
 */
export const neutral = (text: string): string => (active.test(text) ? `'${text}` : text);

/** The cell as it was before `neutral`. */
export const asItWas = (text: string): string => (text.startsWith("'") ? text.slice(1) : text);

/** A row of a CSV (RFC 4180), its cells neutral. */
export function csvLine(cells: readonly (string | number)[]): string {
  const written = cells.map((cell) => {
    const text = neutral(String(cell));
    return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${written.join(",")}\r\n`;
}
