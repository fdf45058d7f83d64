import { isUtf8 } from "node:buffer";
import { InflatedTooFar, openBytes, type TableBytes, type TablePiece } from "#lib/compute/table-bytes.ts";
import type { SheetFound } from "#lib/compute/xlsx/convert.ts";
import { WorkbookRefused } from "#lib/compute/xlsx/parts.ts";
import { detectLayout, type Layout, type LayoutChoice } from "#lib/import/delimiter.ts";
import { detectEncoding, type Encoding } from "#lib/import/encoding.ts";
import type { Refusal } from "#lib/import/refusal.ts";

/** Of a table's beginning, to judge it by. */
export const headBytes = 1_000_000;
/** Rows of at most four million characters fit into this, also in UTF-16. */
export const longestHead = 8_388_608;

export interface TextPiece {
  readonly text: string;
  /** Bytes of the file on disk, so far. */
  readonly read: number;
}

/** A file of delimited text, unpacked and decoded. */
export interface TableText {
  readonly encoding: Encoding;
  /** Some characters are not what the encoding allows, and are read as \ufffd. */
  readonly isDamaged: boolean;
  /** Of the file on disk. */
  readonly size: number;
  /** Null: the file is no workbook. A sheet's text has commas between its cells. */
  readonly sheet: SheetFound | null;
  /** The beginning, of at least one piece, and whether that is all. */
  readonly head: string;
  readonly isAll: boolean;
  /** From the beginning, without its byte order mark; throws what `refusalOf` knows. */
  pieces(): AsyncGenerator<TextPiece, void, void>;
  /** The same in UTF-8, whatever the encoding; characters may be cut in two. */
  utf8Pieces(): AsyncGenerator<TablePiece, void, void>;
}

export interface TextChoice {
  readonly encoding?: Encoding | undefined;
  readonly sheet?: string | undefined;
  /** The row of the headings, as a spreadsheet counts. */
  readonly headingsRow?: number | undefined;
}

export type TextOpened =
  | { readonly ok: true; readonly text: TableText }
  | { readonly ok: false; readonly refusal: Refusal };

/** A mark at the beginning has been cut off; a second one is text. */
const decoderOf = (encoding: Encoding) => new TextDecoder(encoding, { ignoreBOM: true });

/** Whether all of it is valid UTF-8, looked at in pieces that end with a one-byte character. */
async function wholeIsUtf8(bytes: TableBytes, head: Buffer, isAll: boolean): Promise<boolean> {
  if (isAll) return isUtf8(head);
  let carry: Buffer = Buffer.alloc(0);
  for await (const { bytes: piece } of bytes.pieces()) {
    const whole = carry.length === 0 ? piece : Buffer.concat([carry, piece]);
    let end = whole.length;
    while (end > 0 && (whole[end - 1] ?? 0) >= 0x80) end--;
    if (!isUtf8(whole.subarray(0, end))) return false;
    carry = Buffer.from(whole.subarray(end));
  }
  return isUtf8(carry);
}

/** Why a file cannot be read, of what opening or reading it has thrown; null: not known here. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof WorkbookRefused) return { reason: "workbook", sentence: error.sentence };
  if (error instanceof InflatedTooFar) return { reason: "too large" };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("Z_") ? { reason: "damaged" } : null;
}

async function tryOpen(path: string, choice: TextChoice, most: number): Promise<TextOpened> {
  const bytes = await openBytes(path, choice);
  const { bytes: head, isAll } = await bytes.head(most);
  const isSheet = bytes.sheet !== null;
  const isUtf8Text = isSheet || (await wholeIsUtf8(bytes, head, isAll));
  const found = detectEncoding(head, isUtf8Text);
  if (!found.ok) return { ok: false, refusal: { reason: found.reason } };
  const encoding = isSheet ? "utf-8" : (choice.encoding ?? found.encoding);
  const { byteOrderMark } = found;
  async function* withoutMark(): AsyncGenerator<TablePiece, void, void> {
    let toSkip = byteOrderMark;
    for await (const { bytes: piece, read } of bytes.pieces()) {
      const skipped = Math.min(toSkip, piece.length);
      toSkip -= skipped;
      yield { bytes: piece.subarray(skipped), read };
    }
  }
  async function* pieces(): AsyncGenerator<TextPiece, void, void> {
    const decoder = decoderOf(encoding);
    let last = 0;
    for await (const { bytes: piece, read } of withoutMark()) {
      last = read;
      yield { text: decoder.decode(piece, { stream: true }), read };
    }
    yield { text: decoder.decode(), read: last };
  }
  async function* encoded(): AsyncGenerator<TablePiece, void, void> {
    for await (const { text, read } of pieces()) yield { bytes: Buffer.from(text), read };
  }
  return {
    ok: true,
    text: {
      encoding,
      isDamaged: found.isDamaged === true && encoding === "utf-8",
      size: bytes.size,
      sheet: bytes.sheet,
      head: decoderOf(encoding).decode(head.subarray(byteOrderMark), { stream: !isAll }),
      isAll,
      pieces,
      utf8Pieces: isUtf8Text && encoding === "utf-8" ? withoutMark : encoded,
    },
  };
}

/**
 * Opens a table: text in any of the encodings, a workbook, or either packed in gzip. Refused with the reason: what is empty, no
 * text, damaged, or unpacks too far. Throws what the file system throws.
 */
export async function openText(path: string, choice: TextChoice, most: number): Promise<TextOpened> {
  try {
    return await tryOpen(path, choice, most);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { ok: false, refusal };
  }
}

/** How the text is cut into cells. That of a sheet is our own: commas, and a line for every row of the sheet. */
export function layoutOf({ head, isAll, sheet }: TableText, choice: LayoutChoice): Layout {
  if (sheet === null) return detectLayout(head, choice, isAll);
  const { headingsRow, titles } = sheet;
  return { delimiter: ",", newline: "\n", rowsBefore: headingsRow - 1, titles, lastRow: null };
}
