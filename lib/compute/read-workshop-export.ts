import { open } from "node:fs/promises";
import { openText, refusalOf } from "#lib/compute/table-text.ts";
import { openParts, WorkbookRefused } from "#lib/compute/xlsx/parts.ts";
import { readSheetText } from "#lib/compute/xlsx/read.ts";
import { asItWas } from "#lib/import/csv.ts";
import { isBlankRow } from "#lib/import/heading-row.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";
import { createSplitter, type ExactRow } from "#lib/import/split.ts";
import { accountsMark, peopleMark, setAsideMark } from "#lib/import/workshop-headings.ts";

/** One table of an export of the workshop's own. */
export interface ExportTable {
  readonly headings: readonly string[];
  /** The rows below the headings, each as wide as they are, any number of times; a few are held at once. Throws ExportRefused. */
  rows(): AsyncGenerator<readonly string[], void, void>;
}

export interface WorkshopExport {
  readonly accounts: ExportTable | null;
  readonly people: ExportTable | null;
  readonly setAside: ExportTable | null;
}

/** An export of the workshop's own that is damaged. The sentence is for the person who chose the file. */
export class ExportRefused extends Error {
  readonly sentence: string;
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.sentence = sentence;
  }
}

export const exportFiles = {
  accounts: "accounts.csv",
  people: "people.csv",
  setAside: "set-aside.csv",
} as const;
export const exportSheets: Readonly<Record<Part, string>> = {
  accounts: "Accounts",
  people: "People",
  setAside: "Set aside",
};
const marks = { accounts: accountsMark, people: peopleMark, setAside: setAsideMark } as const;
type Part = keyof typeof exportFiles;

/** Where the text of a table comes from; its cells are neutral where it is a CSV. */
interface Source {
  readonly neutral: boolean;
  readonly text: () => AsyncIterable<string>;
}

async function beginning(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Saved again by a spreadsheet program, a CSV may have other delimiters than it was written with. */
const markAnd = /^\ufeff?"?ICP Workshop account(?: of the person| set aside)?"?([,;\t])?/;

const damaged = (where: string) =>
  `This export is damaged: ${where}. Export the data again, and choose the new file.`;

/** A row that is not as an export is written would come back as another: nothing of it is guessed. */
function checkRow({ number, cells, problems }: ExactRow, width: number): void {
  if (problems.length > 0)
    throw new ExportRefused(damaged(`the quotation marks in row ${number} do not fit together`));
  if (cells.length > width)
    throw new ExportRefused(
      damaged(`row ${number} has ${cells.length} cells, and the headings are ${width}`),
    );
}

async function* recordsOf({ neutral, text }: Source): AsyncGenerator<string[], void, void> {
  let splitter: ReturnType<typeof createSplitter> | null = null;
  let width = Number.POSITIVE_INFINITY;
  function* checked(rows: readonly ExactRow[]) {
    for (const row of rows) {
      if (row.cells.length === 1 && isBlankRow(row.cells)) continue;
      checkRow(row, width);
      const cells = neutral ? row.cells.map(asItWas) : row.cells;
      if (width === Number.POSITIVE_INFINITY) width = cells.length;
      yield cells;
    }
  }
  for await (const piece of text()) {
    if (piece === "") continue;
    if (splitter === null) {
      const delimiter = neutral ? (markAnd.exec(piece)?.[1] ?? ",") : ",";
      splitter = createSplitter(delimiter);
      yield* checked(splitter.push(piece.replace(/^\ufeff/, "")));
    } else yield* checked(splitter.push(piece));
    if (splitter.brokenRow !== null)
      throw new ExportRefused(damaged(`row ${splitter.brokenRow} does not end`));
  }
  if (splitter !== null) yield* checked(splitter.end());
}

async function tableOf(source: Source): Promise<ExportTable | null> {
  let headings: readonly string[] | null = null;
  for await (const cells of recordsOf(source)) {
    headings = cells;
    break;
  }
  if (headings === null) return null;
  const width = headings.length;
  return {
    headings,
    async *rows() {
      let first = true;
      for await (const cells of recordsOf(source)) {
        if (!first)
          yield cells.length === width ? cells : Array.from({ length: width }, (_, i) => cells[i] ?? "");
        first = false;
      }
    },
  };
}

const partOf = (table: ExportTable): Part | null =>
  (Object.keys(marks) as Part[]).find((part) => table.headings[0] === marks[part]) ?? null;

function collected(tables: readonly (ExportTable | null)[]): WorkshopExport | null {
  const found: { -readonly [P in Part]: ExportTable | null } = {
    accounts: null,
    people: null,
    setAside: null,
  };
  for (const table of tables) {
    const part = table && partOf(table);
    if (part) found[part] ??= table;
  }
  return Object.values(found).some((table) => table !== null) ? found : null;
}

/** What reading throws where the file is not whole, as a sentence. */
async function* orRefused(text: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  try {
    yield* text;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null && !(error instanceof TypeError)) throw error;
    throw new ExportRefused(
      refusal === null ? damaged("some of its characters are not UTF-8") : sentenceOfRefusal(refusal),
      error,
    );
  }
}

async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
  // A decoder that is fatal throws a TypeError.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for await (const bytes of pieces) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

async function* partBytes(path: string, name: string): AsyncGenerator<Uint8Array, void, void> {
  const parts = await openParts(path, false, Object.values(exportFiles));
  try {
    yield* parts.read(name);
  } finally {
    parts.close();
  }
}

async function* sheetBytes(path: string, sheet: string): AsyncGenerator<Uint8Array, void, void> {
  for await (const step of readSheetText({ path, packed: false, sheet, headingsRow: 1 })) {
    if (step.kind === "piece") yield step.bytes;
  }
}

async function sheetsOf(path: string): Promise<readonly string[]> {
  for await (const step of readSheetText({ path, packed: false, sheet: null })) {
    if (step.kind === "found") return step.found.sheets;
  }
  return [];
}

/** The folder of three tables, or a workbook of three sheets. */
async function openPacked(path: string): Promise<WorkshopExport | null> {
  let names: readonly string[];
  try {
    const parts = await openParts(path, false, Object.values(exportFiles));
    names = Object.values(exportFiles).filter((name) => parts.has(name));
    parts.close();
  } catch (error) {
    if (!(error instanceof WorkbookRefused)) throw error;
    names = [];
  }
  if (names.length > 0) {
    const text = (name: string) => () => orRefused(decoded(partBytes(path, name)));
    return collected(await Promise.all(names.map((name) => tableOf({ neutral: true, text: text(name) }))));
  }
  // A sheet of another name is somebody's own: it is not read to find that out.
  const sheets = (await sheetsOf(path)).filter((name) => Object.values(exportSheets).includes(name));
  const tables: (ExportTable | null)[] = [];
  for (const sheet of sheets) {
    const table = await tableOf({ neutral: false, text: () => orRefused(decoded(sheetBytes(path, sheet))) });
    if (table === null || partOf(table) === null) break;
    tables.push(table);
  }
  return collected(tables);
}

/** One of the tables alone, in whatever encoding it was saved again. */
async function openAlone(path: string): Promise<WorkshopExport | null> {
  const opened = await openText(path, {}, longestMark);
  if (!opened.ok) throw new ExportRefused(sentenceOfRefusal(opened.refusal));
  const { text } = opened;
  if (text.isDamaged) throw new ExportRefused(damaged("some of its characters are not UTF-8"));
  async function* pieces(): AsyncGenerator<string, void, void> {
    for await (const piece of text.pieces()) yield piece.text;
  }
  return collected([await tableOf({ neutral: true, text: () => orRefused(pieces()) })]);
}

const longestMark = 128;

/**
 * Opens what the workshop itself has exported: a zip of tables, a workbook of sheets, or one of the tables alone. Null where
 * the file is anything else. Throws what the file system throws, and ExportRefused for an export that is damaged.
 */
export async function openWorkshopExport(path: string): Promise<WorkshopExport | null> {
  const head = await beginning(path, longestMark);
  if (head.subarray(0, 2).toString("latin1") === "PK") {
    try {
      return await openPacked(path);
    } catch (error) {
      if (error instanceof WorkbookRefused) return null;
      throw error;
    }
  }
  const wide = head.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]));
  return markAnd.test(head.toString(wide ? "utf16le" : "utf8")) ? openAlone(path) : null;
}
