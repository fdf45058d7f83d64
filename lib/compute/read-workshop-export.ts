import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { openParts, WorkbookRefused } from "#lib/compute/xlsx/parts.ts";
import { readSheetText } from "#lib/compute/xlsx/read.ts";
import { asItWas } from "#lib/import/csv.ts";
import { accountsMark, peopleMark, setAsideMark } from "#lib/import/workshop-headings.ts";

/** One table of an export of the workshop's own. */
export interface ExportTable {
  readonly headings: readonly string[];
  /** The rows below the headings, each as wide as they are, any number of times; a few are held at once. */
  rows(): AsyncGenerator<readonly string[], void, void>;
}

export interface WorkshopExport {
  readonly accounts: ExportTable | null;
  readonly people: ExportTable | null;
  readonly setAside: ExportTable | null;
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
  readonly bytes: () => AsyncIterable<Uint8Array>;
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
async function delimiterOf(source: Source): Promise<string> {
  for await (const piece of source.bytes()) {
    const after = /^\ufeff?"?ICP Workshop account(?: of the person| set aside)?"?([,;\t])/.exec(
      Buffer.from(piece).toString("utf8", 0, 200),
    );
    return after?.[1] ?? ",";
  }
  return ",";
}

async function* recordsOf(source: Source): AsyncGenerator<string[], void, void> {
  const delimiter = source.neutral ? await delimiterOf(source) : ",";
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const bytes = Readable.from(source.bytes());
  bytes.on("error", (error) => parser.destroy(error));
  for await (const cells of bytes.pipe(parser) as AsyncIterable<string[]>) {
    yield source.neutral ? cells.map(asItWas) : cells;
  }
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

async function* partBytes(path: string, name: string): AsyncGenerator<Uint8Array, void, void> {
  const parts = await openParts(path, false, Object.values(exportFiles));
  try {
    yield* parts.read(name);
  } finally {
    parts.close();
  }
}

async function* sheetBytes(path: string, sheet: string): AsyncGenerator<Uint8Array, void, void> {
  for await (const step of readSheetText({ path, packed: false, sheet })) {
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
    const bytes = (name: string) => () => partBytes(path, name);
    return collected(await Promise.all(names.map((name) => tableOf({ neutral: true, bytes: bytes(name) }))));
  }
  // A sheet of another name is somebody's own: it is not read to find that out.
  const sheets = (await sheetsOf(path)).filter((name) => Object.values(exportSheets).includes(name));
  const tables: (ExportTable | null)[] = [];
  for (const sheet of sheets) {
    const table = await tableOf({ neutral: false, bytes: () => sheetBytes(path, sheet) });
    if (table === null || partOf(table) === null) break;
    tables.push(table);
  }
  return collected(tables);
}

/**
 * Opens what the workshop itself has exported: a zip of tables, a workbook of sheets, or one of the tables alone. Null where
 * the file is anything else. Throws what the file system throws, and WorkbookRefused for a zip that unpacks too far.
 */
export async function openWorkshopExport(path: string): Promise<WorkshopExport | null> {
  const head = await beginning(path, 64);
  if (head.subarray(0, 2).toString("latin1") === "PK") {
    try {
      return await openPacked(path);
    } catch (error) {
      if (error instanceof WorkbookRefused) return null;
      throw error;
    }
  }
  if (!/^(?:\ufeff)?"?ICP Workshop account/.test(head.toString("utf8"))) return null;
  return collected([await tableOf({ neutral: true, bytes: () => createReadStream(path) })]);
}
