import { expect, test } from "vitest";
import { detectLayout } from "#lib/import/delimiter.ts";
import { detectEncoding } from "#lib/import/encoding.ts";
import { phraseOf } from "#lib/import/heading-words.ts";
import { checkHeadings } from "#lib/import/headings.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian: boolean) =>
  Uint8Array.from(
    [...text].flatMap((c) =>
      bigEndian
        ? [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255]
        : [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8],
    ),
  );

test("byte order marks, UTF-16 without one, UTF-8 and Latin-1 are told apart", () => {
  expect(detectEncoding(bytes("\ufeffa,b"), true)).toMatchObject({ encoding: "utf-8", byteOrderMark: 3 });
  expect(detectEncoding(Uint8Array.from([0xff, 0xfe, ...utf16("a,b", false)]), false)).toMatchObject({
    encoding: "utf-16le",
    byteOrderMark: 2,
  });
  expect(detectEncoding(utf16("name,größe\n1,2\n", false), false)).toMatchObject({
    encoding: "utf-16le",
    byteOrderMark: 0,
  });
  expect(detectEncoding(utf16("name,größe\n1,2\n", true), false)).toMatchObject({ encoding: "utf-16be" });
  expect(detectEncoding(bytes("größe"), true)).toMatchObject({ encoding: "utf-8" });
  expect(detectEncoding(Uint8Array.from([0x67, 0x72, 0xf6]), false)).toMatchObject({
    encoding: "windows-1252",
  });
});

test("one damaged character does not turn a UTF-8 file into Latin-1, and is said", () => {
  const umlauts = [...bytes("Größe,Länge,Tür,Öl")];
  expect(detectEncoding(Uint8Array.from([...umlauts, 0xff, 0x2c]), false)).toEqual({
    ok: true,
    encoding: "utf-8",
    byteOrderMark: 0,
    isDamaged: true,
  });
  const latin = [..."Größe,Länge,Tür,Öl"].map((letter) => letter.charCodeAt(0));
  expect(detectEncoding(Uint8Array.from(latin), false)).toMatchObject({ encoding: "windows-1252" });
});

test("what is no text is refused for what it is", () => {
  expect(detectEncoding(new Uint8Array(0), true)).toEqual({ ok: false, reason: "empty" });
  expect(detectEncoding(Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), false)).toEqual({
    ok: false,
    reason: "excel",
  });
  // UTF-32 begins as UTF-16 does.
  expect(detectEncoding(Uint8Array.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), false)).toEqual({
    ok: false,
    reason: "binary",
  });
  expect(detectEncoding(Uint8Array.from([1, 0, 0, 7, 0, 0, 0, 9]), false)).toEqual({
    ok: false,
    reason: "binary",
  });
  expect(
    detectEncoding(
      Uint8Array.from({ length: 400 }, (_, i) => (i * 7) % 32),
      false,
    ),
  ).toEqual({ ok: false, reason: "binary" });
});

test.each([
  [",", 'a,b,c\n1,"x;y;z",3\n'],
  [";", "a;b;c\n1,5;2,5;3,5\n"],
  ["\t", "a\tb, c\n1\t2, 3\n"],
  ["|", "a|b\nx,y|2\n"],
])("finds the delimiter %j", (delimiter, text) => {
  expect(detectLayout(text).delimiter).toBe(delimiter);
});

test("a line that names the separator, blank lines and old line ends are understood", () => {
  expect(detectLayout("sep=;\na;b\n1;2\n")).toEqual({
    delimiter: ";",
    newline: "\n",
    rowsBefore: 1,
    titles: 0,
    lastRow: null,
  });
  expect(detectLayout("\r\n\r\na,b\r\n1,2\r\n")).toEqual({
    delimiter: ",",
    newline: "\n",
    rowsBefore: 2,
    titles: 0,
    lastRow: null,
  });
  expect(detectLayout("a,b\r1,2\r")).toEqual({
    delimiter: ",",
    newline: "\r",
    rowsBefore: 0,
    titles: 0,
    lastRow: null,
  });
  expect(detectLayout("alone\n1\n")).toMatchObject({ delimiter: "," });
});

test("headings must each name one column", () => {
  expect(checkHeadings(["a", " ", "__proto__"])).toEqual({
    ok: true,
    headings: ["a", "Column 2", "__proto__"],
  });
  expect(checkHeadings(["Plan", "x", " Plan"])).toEqual({
    ok: false,
    sentence: "Columns 1 and 3 are both called “Plan”. Give each its own heading, and choose the file again.",
  });
  expect(checkHeadings(["Plan", "Plan", "Plan"])).toMatchObject({
    sentence: expect.stringContaining("Columns 1, 2 and 3 are all called"),
  });
  expect(checkHeadings(Array.from({ length: 2000 }, (_, i) => `c${i}`))).toEqual({
    ok: false,
    sentence:
      "The file has 2,000 columns; up to 500 can be imported. Keep one column per trait, and leave the others out.",
  });
  expect(checkHeadings(["", ""])).toMatchObject({ ok: false });
  expect(checkHeadings(["x".repeat(301)])).toMatchObject({ ok: false });
});

test("headings are compared by their words", () => {
  expect(phraseOf("customerID")).toBe(" customer id ");
  expect(phraseOf("Start Date (UTC)")).toBe(" start date utc ");
  expect(phraseOf("PaymentMethod")).toBe(" payment method ");
  expect(phraseOf("MRR_growth")).toBe(" mrr growth ");
});
