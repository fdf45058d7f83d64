import { openParts, WorkbookRefused } from "#lib/compute/xlsx/parts.ts";
import { readMerges, readSheet } from "#lib/compute/xlsx/sheet.ts";
import { readWorkbook, type Sheet } from "#lib/compute/xlsx/workbook.ts";
import { findHead, headRows, mayBeMerged, type SheetRow, writeSheet } from "#lib/import/sheet-table.ts";

export interface Convert {
  readonly path: string;
  /** Whether the workbook is packed in gzip once more. */
  readonly packed: boolean;
  /** Null: the first one that has a row. */
  readonly sheet: string | null;
}

/** Said once, before the pieces. */
export interface SheetFound {
  readonly sheets: readonly string[];
  readonly sheet: string;
  /** Filled rows above the headings, which are no data. */
  readonly titles: number;
}

export interface SheetPiece {
  readonly text: string;
  /** The share of the sheet that has been read, 0 to 1. */
  readonly share: number;
}

const pieceLength = 128 * 1024;
const empty = "This Excel file is empty. Export it again, and choose the new file.";

/**
 * Reads one sheet of a workbook as comma-separated text in pieces: headings first, its row numbers kept, dates as ISO 8601,
 * numbers with a point. Throws WorkbookRefused with a sentence; never holds more than the workbook's texts and a piece.
 */
export async function* convertSheet(
  { path, packed, sheet: wanted }: Convert,
  found: (sheet: SheetFound) => void,
): AsyncGenerator<SheetPiece, void, void> {
  const parts = await openParts(path, packed);
  try {
    const workbook = await readWorkbook(parts);
    const names = workbook.sheets.map(({ name }) => name);
    const named = workbook.sheets.filter(({ name }) => name === wanted);
    if (wanted !== null && named.length === 0)
      throw new WorkbookRefused(`There is no sheet called “${wanted}”. There are: ${names.join(", ")}.`);
    for (const sheet of wanted === null ? workbook.sheets : named) {
      const batches = readSheet(parts, sheet, workbook);
      const first: SheetRow[] = [];
      let bytes = 0;
      while (first.length < headRows) {
        const step = await batches.next();
        if (step.done === true) break;
        first.push(...step.value.rows);
        bytes = step.value.bytes;
      }
      if (first.length === 0) continue;
      const merges = mayBeMerged(first.slice(0, headRows)) ? await readMerges(parts, sheet) : [];
      const head = findHead(first.slice(0, headRows), merges);
      if (head === null) continue;
      found({ sheets: names, sheet: sheet.name, titles: head.titles });
      yield* written(sheet, first, bytes, batches, head);
      return;
    }
    throw new WorkbookRefused(empty);
  } finally {
    parts.close();
  }

  async function* written(
    sheet: Sheet,
    first: readonly SheetRow[],
    read: number,
    batches: AsyncGenerator<{ rows: readonly SheetRow[]; bytes: number }, void, void>,
    head: Parameters<typeof writeSheet>[0],
  ): AsyncGenerator<SheetPiece, void, void> {
    const total = Math.max(1, parts.bytes(sheet.part));
    const { start, text: writer } = writeSheet(head);
    let text = start + first.map(writer.row).join("");
    let bytes = read;
    for await (const batch of batches) {
      for (const row of batch.rows) text += writer.row(row);
      bytes = batch.bytes;
      if (text.length < pieceLength) continue;
      yield { text, share: Math.min(1, bytes / total) };
      text = "";
    }
    yield { text, share: 1 };
  }
}
