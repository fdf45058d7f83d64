import type { ZipWriter } from "#lib/compute/write-zip.ts";

export type SheetCell = string | number;

/** One sheet of a workbook, its rows as they come. */
export interface SheetToWrite {
  readonly name: string;
  readonly rows: AsyncIterable<readonly SheetCell[]>;
}

/** Rows that a sheet of a spreadsheet program can hold, its headings among them. */
export const mostSheetRows = 1_048_576;

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

/** What XML cannot hold or a reader may change: control characters, halves of characters, and what looks like their escape. */
const unwritable = /[^\P{Cc}\t\n]|\p{Cs}|[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as XML holds it (ECMA-376, 22.9.2.19: `_x000D_`). */
function xmlText(text: string): string {
  return text
    .replace(unwritable, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replace(/[&<>"]/g, (found) => marks[found] ?? found);
}

function columnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last;
}

/** Spreadsheets keep fifteen digits: a number with more of them is written as text, so that none is lost. */
const isKept = (value: number) => Number(value.toPrecision(15)) === value;

function cellXml(cell: SheetCell, at: number, row: number): string {
  if (cell === "") return "";
  const place = `${columnName(at)}${row}`;
  if (typeof cell === "number" && isKept(cell)) return `<c r="${place}"><v>${cell}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${xmlText(String(cell))}</t></is></c>`;
}

async function* sheetXml({ rows }: SheetToWrite): AsyncGenerator<string, void, void> {
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  let number = 0;
  for await (const row of rows) {
    number++;
    if (number > mostSheetRows) throw new Error("A sheet cannot hold so many rows.");
    yield `<row r="${number}">${row.map((cell, at) => cellXml(cell, at, number)).join("")}</row>`;
  }
  yield "</sheetData></worksheet>";
}

/**
 * Writes a workbook (ECMA-376, transitional) of these sheets into a zip, row by row. Texts stand in their cells and are never
 * formulas; numbers are numbers. Throws what the zip throws.
 */
export async function writeWorkbook(zip: ZipWriter, sheets: readonly SheetToWrite[]): Promise<void> {
  const numbers = sheets.map((_, i) => i + 1);
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  await zip.add("[Content_Types].xml", [
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>`,
    ...numbers.map(
      (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`,
    ),
    "</Types>",
  ]);
  await zip.add("_rels/.rels", [
    `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ]);
  await zip.add("xl/workbook.xml", [
    `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>`,
    ...sheets.map(({ name }, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`),
    "</sheets></workbook>",
  ]);
  await zip.add("xl/_rels/workbook.xml.rels", [
    `${head}<Relationships xmlns="${packageRelations}">`,
    ...numbers.map(
      (n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
    ),
    "</Relationships>",
  ]);
  for (const [i, sheet] of sheets.entries())
    await zip.add(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet));
}
