import { damaged, type Parts, WorkbookRefused } from "#lib/compute/xlsx/parts.ts";
import { type Sheet, unescapeText, type Workbook } from "#lib/compute/xlsx/workbook.ts";
import { readXml } from "#lib/compute/xlsx/xml.ts";
import { headRows, type Merge, type SheetRow } from "#lib/import/sheet-table.ts";
import { sheetNumber } from "#lib/import/sheet-value.ts";

/** Excel's own last column is XFD. */
const mostColumns = 16_384;
const mostMerges = 5_000;
const tooManyColumns =
  "The sheet has more than 16,384 columns; up to 500 can be imported. Keep one column per trait, and leave the others out.";

/** The column of a cell's place (`AB12` → 27), from 0; -1 where it has none. */
function columnOf(place: string | undefined): number {
  if (place === undefined) return -1;
  let column = 0;
  for (let i = 0; i < place.length; i++) {
    const code = place.charCodeAt(i) | 32;
    if (code < 97 || code > 122) break;
    column = column * 26 + code - 96;
  }
  return column - 1;
}

interface Open {
  readonly column: number;
  readonly type: string;
  readonly style: number;
}

function cellText({ type, style }: Open, text: string, workbook: Workbook): string | undefined {
  switch (type) {
    case "s":
      return workbook.strings[Number(text)];
    case "inlineStr":
    case "str":
      return unescapeText(text);
    case "b":
      return text.trim() === "1" || text.trim() === "true" ? "TRUE" : "FALSE";
    case "d":
      return text.replace("T", " ").replace(/ 00:00(?::00(?:\.0+)?)?Z?$/, "");
    case "e":
      return text;
    default:
      return sheetNumber(text, workbook.formats[style] ?? "number", workbook.from1904);
  }
}

/**
 * The rows of a sheet in batches, with the unpacked bytes read so far; empty rows are left out. Throws WorkbookRefused.
 */
export async function* readSheet(
  parts: Parts,
  sheet: Sheet,
  workbook: Workbook,
): AsyncGenerator<{ readonly rows: readonly SheetRow[]; readonly bytes: number }, void, void> {
  let rows: SheetRow[] = [];
  let number = 0;
  let cells: (string | undefined)[] = [];
  let filled = false;
  let column = -1;
  let cell: Open | null = null;
  let text = "";
  let inText = false;
  let phonetic = false;

  const place = (value: string | undefined, at: number) => {
    if (value === undefined || value === "") return;
    cells[at] = value;
    filled = true;
  };
  const steps = readXml(parts.read(sheet.part), {
    open(name, attributes) {
      if (name === "row") {
        const said = Number(attributes.r);
        // A row without a number, or with one that goes back, follows the one before.
        number = said > number ? said : number + 1;
        cells = [];
        filled = false;
        column = -1;
      } else if (name === "c") {
        const said = columnOf(attributes.r);
        column = said > column ? said : column + 1;
        if (column >= mostColumns) throw new WorkbookRefused(tooManyColumns);
        cell = { column, type: attributes.t ?? "n", style: Number(attributes.s ?? 0) };
        text = "";
      } else if (name === "rPh") phonetic = true;
      inText = cell !== null && !phonetic && (name === "v" || name === "t");
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      inText = false;
      if (name === "rPh") phonetic = false;
      else if (name === "c" && cell !== null) {
        if (text !== "") place(cellText(cell, text, workbook), cell.column);
        cell = null;
      } else if (name === "row" && filled) rows.push({ number, cells });
    },
  });
  for await (const bytes of steps) {
    if (number > 10_000_000) throw new WorkbookRefused(damaged);
    yield { rows, bytes };
    rows = [];
  }
}

/** The merged cells among the first rows; they stand at the end of a sheet, so all of it is unpacked to find them. */
export async function readMerges(parts: Parts, sheet: Sheet): Promise<Merge[]> {
  const merges: Merge[] = [];
  const pattern = /<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"/gi;
  let carry = "";
  for await (const piece of parts.read(sheet.part)) {
    const text = carry + piece.toString("latin1");
    if (text.includes("mergeCell")) {
      for (const [, left, top, right, bottom] of text.matchAll(pattern)) {
        if (Number(top) > 10 * headRows || merges.length >= mostMerges) continue;
        merges.push({
          top: Number(top),
          bottom: Number(bottom),
          left: columnOf(left),
          right: columnOf(right),
        });
      }
    }
    // A tag cut in two by the end of the piece is found with the next one.
    carry = text.slice(Math.max(text.lastIndexOf("<"), text.length - 200));
  }
  return merges;
}
