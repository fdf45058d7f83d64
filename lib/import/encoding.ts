/**
 * How the bytes of a text file become characters. The names are those of the Encoding standard. The first four are found out;
 * the others, which older programs write in their countries, look like one another and must be said.
 */
export const encodings = [
  ...(["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const),
  ...(["windows-1250", "windows-1251", "windows-1254", "macintosh"] as const),
  ...(["shift_jis", "gb18030", "big5", "euc-kr"] as const),
] as const;
export type Encoding = (typeof encodings)[number];

export type EncodingFound =
  | {
      readonly ok: true;
      readonly encoding: Encoding;
      readonly byteOrderMark: number;
      readonly isDamaged?: true;
    }
  | { readonly ok: false; readonly reason: "empty" | "excel" | "binary" };

const judgedBytes = 65_536;
const strayControls = 8;
const shortestWide = 4;

/** Files that begin like this are never tables of text, whatever their name says. */
const binarySignatures: readonly {
  readonly bytes: readonly number[];
  readonly reason: "excel" | "binary";
}[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], reason: "excel" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], reason: "excel" },
  { bytes: [0x1f, 0x8b], reason: "binary" },
  { bytes: [0x25, 0x50, 0x44, 0x46], reason: "binary" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], reason: "binary" },
];

/** Of UTF-32, which no tool exports and nothing here can decode; the first would pass for that of UTF-16. */
const wideMarks: readonly (readonly number[])[] = [
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** Zero bytes at even and odd positions: text of western languages in UTF-16 has nearly all of them on one side. */
function zeroBytes(bytes: Uint8Array): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  return { even, odd };
}

/** Control characters other than tab, line feed, form feed and carriage return do not occur in tables. */
function controls(bytes: Uint8Array): number {
  let control = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++;
  }
  return control;
}

/** Characters of several bytes that are valid UTF-8, and bytes that are part of none. */
function utf8Signs(bytes: Uint8Array): { valid: number; invalid: number } {
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const length = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    let end = i + 1;
    while (end < i + length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end++;
    // A character cut in two by the end of what is looked at is no mistake.
    if (end === bytes.length && end < i + length) break;
    if (length > 1 && byte < 0xf5 && end === i + length) valid++;
    else invalid++;
    i = end - 1;
  }
  return { valid, invalid };
}

/** One damaged character must not turn every umlaut of a long file into two others. */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  const { valid, invalid } = utf8Signs(bytes);
  return valid >= 3 && valid >= invalid * 3;
}

/**
 * Decides the encoding of a file from its first bytes (65,536 at most are looked at) and from whether the
 * whole of it is valid UTF-8. Byte order marks win; then UTF-16 by where its zero bytes lie; then UTF-8, also with a few damaged characters;
 * what is left is read as Latin-1 in its Windows form, unless it looks like no text at all.
 */
export function detectEncoding(start: Uint8Array, wholeIsUtf8: boolean): EncodingFound {
  const head = start.subarray(0, judgedBytes);
  if (head.length === 0) return { ok: false, reason: "empty" };
  for (const { bytes, reason } of binarySignatures) {
    if (startsWith(head, bytes)) return { ok: false, reason };
  }
  if (wideMarks.some((mark) => startsWith(head, mark))) return { ok: false, reason: "binary" };
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { ok: true, encoding: "utf-8", byteOrderMark: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { ok: true, encoding: "utf-16le", byteOrderMark: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { ok: true, encoding: "utf-16be", byteOrderMark: 2 };
  const zeros = zeroBytes(head);
  // A character that is no text beside one or two that are is no UTF-16.
  const half = head.length < shortestWide ? Number.POSITIVE_INFINITY : head.length / 2;
  if (zeros.odd > half * 0.6 && zeros.even < half * 0.05)
    return { ok: true, encoding: "utf-16le", byteOrderMark: 0 };
  if (zeros.even > half * 0.6 && zeros.odd < half * 0.05)
    return { ok: true, encoding: "utf-16be", byteOrderMark: 0 };
  // A stray one in a table of text is a cell to complain of, not a reason to refuse the table.
  const strange = controls(head);
  const most = strange > strayControls ? 0.005 : 0.5;
  if (strange > head.length * most) return { ok: false, reason: "binary" };
  if (wholeIsUtf8) return { ok: true, encoding: "utf-8", byteOrderMark: 0 };
  if (isNearlyUtf8(head)) return { ok: true, encoding: "utf-8", byteOrderMark: 0, isDamaged: true };
  return { ok: true, encoding: "windows-1252", byteOrderMark: 0 };
}
