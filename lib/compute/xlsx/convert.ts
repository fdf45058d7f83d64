import { openParts, type Parts, WorkbookRefused } from "#lib/compute/xlsx/parts.ts";
import { readMerges, readSheet } from "#lib/compute/xlsx/sheet.ts";
import { readWorkbook, type Sheet, type Workbook } from "#lib/compute/xlsx/workbook.ts";
import {
  findHead,
  headAt,
  headRows,
  mayBeMerged,
  type SheetHead,
  type SheetRow,
  writeSheet,
} from "#lib/import/sheet-table.ts";

export interface Convert {
  readonly path: string;
  /** Whether the workbook is packed in gzip once more. */
  readonly packed: boolean;
  /** Null: the first that looks like a table. */
  readonly sheet: string | null;
  /** The row of the headings where somebody has said so. */
  readonly headingsRow?: number | undefined;
}

/** Said once, before the pieces. */
export interface SheetFound {
  readonly sheets: readonly string[];
  readonly sheet: string;
  /** Filled rows above the headings, which are no data. */
  readonly titles: number;
  /** The last row of the headings. */
  readonly headingsRow: number;
}

export interface SheetPiece {
  readonly text: string;
  /** The share of the sheet that has been read, 0 to 1. */
  readonly share: number;
}

const pieceLength = 128 * 1024;
const empty = "This Excel file is empty. Export it again, and choose the new file.";

type Batches = AsyncGenerator<{ readonly rows: readonly SheetRow[]; readonly bytes: number }, void, void>;

/** A sheet read so far that its headings are known. */
interface Begun {
  readonly sheet: Sheet;
  readonly head: SheetHead;
  readonly first: readonly SheetRow[];
  readonly bytes: number;
  readonly batches: Batches;
}

/** Null: no cell of the sheet is filled. */
async function begin(
  parts: Parts,
  workbook: Workbook,
  sheet: Sheet,
  headingsRow: number | undefined,
): Promise<Begun | null> {
  const batches = readSheet(parts, sheet, workbook);
  const first: SheetRow[] = [];
  let bytes = 0;
  while (first.length < headRows || (first.at(-1)?.number ?? 0) < (headingsRow ?? 0)) {
    const step = await batches.next();
    if (step.done === true) break;
    first.push(...step.value.rows);
    bytes = step.value.bytes;
  }
  const rows = first.slice(0, headRows);
  const head =
    headingsRow === undefined
      ? findHead(rows, mayBeMerged(rows) ? await readMerges(parts, sheet) : [])
      : headAt(first, headingsRow);
  if (head !== null) return { sheet, head, first, bytes, batches };
  await batches.return();
  return null;
}

/** A cover, or a note, is no table: that has rows below headings of several columns. */
const looksLikeTable = ({ head, first }: Begun) =>
  head.headings.length > 1 && first.some(({ number }) => number > head.row);

/** The sheet that was asked for, else the first that looks like a table, else the first with anything in it. */
async function choose(
  parts: Parts,
  workbook: Workbook,
  { sheet: wanted, headingsRow }: Convert,
): Promise<Begun> {
  const sheets = workbook.sheets.filter(({ name }) => wanted === null || name === wanted);
  if (sheets.length === 0) {
    const names = workbook.sheets.map(({ name }) => name).join(", ");
    throw new WorkbookRefused(`There is no sheet called “${wanted}”. There are: ${names}.`);
  }
  let filled: Sheet | null = null;
  for (const sheet of sheets) {
    const begun = await begin(parts, workbook, sheet, headingsRow);
    if (begun === null) continue;
    if (wanted !== null || looksLikeTable(begun)) return begun;
    await begun.batches.return();
    filled ??= sheet;
  }
  const begun = filled === null ? null : await begin(parts, workbook, filled, headingsRow);
  if (begun === null) throw new WorkbookRefused(empty);
  return begun;
}

async function* written(parts: Parts, begun: Begun): AsyncGenerator<SheetPiece, void, void> {
  const total = Math.max(1, parts.bytes(begun.sheet.part));
  const { start, text: writer } = writeSheet(begun.head);
  let text = start + begun.first.map(writer.row).join("");
  for await (const batch of begun.batches) {
    for (const row of batch.rows) text += writer.row(row);
    if (text.length < pieceLength) continue;
    yield { text, share: Math.min(1, batch.bytes / total) };
    text = "";
  }
  yield { text, share: 1 };
}

/**
 * Reads one sheet of a workbook as comma-separated text in pieces: headings first, its row numbers kept, dates as ISO 8601,
 * numbers with a point. Throws WorkbookRefused with a sentence; never holds more than the workbook's texts and a piece.
 */
export async function* convertSheet(
  convert: Convert,
  found: (sheet: SheetFound) => void,
): AsyncGenerator<SheetPiece, void, void> {
  const parts = await openParts(convert.path, convert.packed);
  try {
    const workbook = await readWorkbook(parts);
    const begun = await choose(parts, workbook, convert);
    const sheets = workbook.sheets.map(({ name }) => name);
    const { titles, row } = begun.head;
    found({ sheets, sheet: begun.sheet.name, titles, headingsRow: row });
    yield* written(parts, begun);
  } finally {
    parts.close();
  }
}
