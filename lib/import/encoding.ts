/** How the bytes of a text file become characters. The names are those of the Encoding standard. */
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

export type EncodingFound =
  | { readonly ok: true; readonly encoding: Encoding; readonly byteOrderMark: number }
  | { readonly ok: false; readonly reason: "empty" | "excel" | "binary" };

const judgedBytes = 65_536;
const strayControls = 8;

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

/**
 * Decides the encoding of a file from its first bytes (65,536 at most are looked at) and from whether the
 * whole of it is valid UTF-8. Byte order marks win; then UTF-16 by where its zero bytes lie; then UTF-8;
 * what is left is read as Latin-1 in its Windows form, unless it looks like no text at all.
 */
export function detectEncoding(start: Uint8Array, wholeIsUtf8: boolean): EncodingFound {
  const head = start.subarray(0, judgedBytes);
  if (head.length === 0) return { ok: false, reason: "empty" };
  for (const { bytes, reason } of binarySignatures) {
    if (startsWith(head, bytes)) return { ok: false, reason };
  }
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { ok: true, encoding: "utf-8", byteOrderMark: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { ok: true, encoding: "utf-16le", byteOrderMark: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { ok: true, encoding: "utf-16be", byteOrderMark: 2 };
  const zeros = zeroBytes(head);
  const half = head.length / 2;
  if (zeros.odd > half * 0.6 && zeros.even < half * 0.05)
    return { ok: true, encoding: "utf-16le", byteOrderMark: 0 };
  if (zeros.even > half * 0.6 && zeros.odd < half * 0.05)
    return { ok: true, encoding: "utf-16be", byteOrderMark: 0 };
  // A stray one in a table of text is a cell to complain of, not a reason to refuse the table.
  const strange = controls(head);
  const most = strange > strayControls ? 0.005 : 0.5;
  if (strange > head.length * most) return { ok: false, reason: "binary" };
  return { ok: true, encoding: wholeIsUtf8 ? "utf-8" : "windows-1252", byteOrderMark: 0 };
}
