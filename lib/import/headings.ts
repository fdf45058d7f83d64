import { maxColumns } from "#lib/import/mapping.ts";

const longestHeading = 300;
/** With room for what tells it from others. */
const longestCut = 250;

export type HeadingsChecked =
  | { readonly ok: true; readonly headings: readonly string[] }
  | { readonly ok: false; readonly sentence: string };

function listed(columns: readonly number[]): string {
  const names = columns.map((column) => String(column + 1));
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/**
 * The headings of a file, trimmed, an empty one called "Column 7". Refused with a sentence: none at all, more
 * than 500, two alike (the rules of a profile name their column, so a name must mean one), one too long.
 */
export function checkHeadings(cells: readonly string[]): HeadingsChecked {
  let end = cells.length;
  while (end > 0 && (cells[end - 1] ?? "").trim() === "") end--;
  if (end === 0)
    return { ok: false, sentence: "The first row is empty. It should hold the headings of the columns." };
  if (cells.length > maxColumns) {
    return {
      ok: false,
      sentence: `The file has ${cells.length.toLocaleString("en-US")} columns; up to ${maxColumns} can be imported. Keep one column per trait, and leave the others out.`,
    };
  }
  const headings = cells.map((cell, i) => cell.trim() || `Column ${i + 1}`);
  const places = new Map<string, number[]>();
  headings.forEach((heading, i) => {
    const known = places.get(heading);
    if (known === undefined) places.set(heading, [i]);
    else known.push(i);
  });
  for (const [heading, columns] of places) {
    if (heading.length > longestHeading) {
      return {
        ok: false,
        sentence: `The heading of column ${listed(columns)} is longer than ${longestHeading} characters.`,
      };
    }
    if (columns.length > 1) {
      const share = columns.length === 2 ? "are both" : "are all";
      return {
        ok: false,
        sentence: `Columns ${listed(columns)} ${share} called “${heading}”. Give each its own heading, and choose the file again.`,
      };
    }
  }
  return { ok: true, headings };
}

export type Headings =
  | { readonly ok: true; readonly headings: readonly string[]; readonly repeated: string | null }
  | { readonly ok: false; readonly sentence: string };

/** Headings that are alike, or missing, are told apart by their place, and said to be. */
export function headingsOf(cells: readonly string[]): Headings {
  const checked = checkHeadings(cells);
  if (checked.ok) return { ...checked, repeated: null };
  if (cells.length > maxColumns) return checked;
  const seen = new Map<string, number>();
  const headings = cells.map((cell, i) => {
    const heading = cell.trim().slice(0, longestCut) || `Column ${i + 1}`;
    const times = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, times);
    return times === 1 ? heading : `${heading} (${times})`;
  });
  return { ok: true, headings, repeated: checked.sentence };
}
