import { crc32, deflateRawSync } from "node:zlib";

export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the directory says of its unpacked length, where that is untrue. */
  readonly saidLength?: number;
}

/** A zip with every part deflated, as a workbook is. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, saidLength } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(0x800, 2);
    header.writeUInt16LE(8, 4);
    header.writeUInt32LE(crc32(bytes), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(saidLength ?? bytes.length, 18);
    header.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    local.push(Buffer.from("PK\x03\x04", "latin1"), header, title, packed);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), header, place, title);
    offset += 30 + title.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, listed, Buffer.from("PK\x05\x06", "latin1"), end]);
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\r/g, "_x000D_");

/** A text, a number with the number of its style, true or false, an error (`#N/A`), a formula's text, or no cell at all. */
export type MadeCell =
  | string
  | number
  | boolean
  | null
  | { readonly number: number | string; readonly style: number }
  | { readonly error: string }
  | { readonly inline: string }
  | { readonly formula: string };

export interface MadeSheet {
  readonly name: string;
  /** An empty list is a row that is not there. */
  readonly rows: readonly (readonly MadeCell[])[];
  readonly merges?: readonly string[];
  readonly state?: "hidden";
}

/** The number formats that the made workbooks have, by the number of the style. */
export const madeFormats = [
  "General",
  "yyyy\\-mm\\-dd",
  "dd/mm/yyyy hh:mm",
  "0.0%",
  '#,##0.00\\ "€"',
  "[h]:mm",
  "hh:mm",
];

function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? "" : columnName(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

/** Makes a workbook as a spreadsheet would write it: shared strings, styles, places. */
export function makeWorkbook(sheets: readonly MadeSheet[], { from1904 = false } = {}): Buffer {
  const strings: string[] = [];
  const numbers = new Map<string, number>();
  const shared = (text: string) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, strings.length);
    strings.push(text);
    return strings.length - 1;
  };
  const cell = (value: MadeCell, place: string): string => {
    if (value === null) return "";
    if (typeof value === "string") return `<c r="${place}" t="s"><v>${shared(value)}</v></c>`;
    if (typeof value === "boolean") return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
    if ("error" in value) return `<c r="${place}" t="e"><v>${value.error}</v></c>`;
    if ("inline" in value)
      return `<c r="${place}" t="inlineStr"><is><r><t xml:space="preserve">${escaped(value.inline)}</t></r></is></c>`;
    if ("formula" in value)
      return `<c r="${place}" t="str"><f>A1&amp;"x"</f><v>${escaped(value.formula)}</v></c>`;
    return `<c r="${place}" s="${value.style}"><v>${value.number}</v></c>`;
  };
  const sheetXml = sheets.map(({ rows, merges = [] }) => {
    const body = rows.map((row, r) =>
      row.length === 0
        ? ""
        : `<row r="${r + 1}">${row.map((value, c) => cell(value, `${columnName(c)}${r + 1}`)).join("")}</row>`,
    );
    const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("");
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body.join("")}</sheetData>${merged === "" ? "" : `<mergeCells count="${merges.length}">${merged}</mergeCells>`}</worksheet>`;
  });
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (list: readonly string[]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join("")}</Relationships>`;
  const formats = madeFormats.map(
    (code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`,
  );
  return zip([
    { name: "[Content_Types].xml", content: "<Types/>" },
    { name: "_rels/.rels", content: relations([relation("rId1", "officeDocument", "xl/workbook.xml")]) },
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns:r="${office}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheets
        .map(
          ({ name, state }, i) =>
            `<sheet name="${escaped(name)}" sheetId="${i + 1}" ${state === undefined ? "" : `state="${state}" `}r:id="rId${i + 1}"/>`,
        )
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relations([
        ...sheets.map((_, i) => relation(`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`)),
        relation("rId98", "styles", "styles.xml"),
        relation("rId99", "sharedStrings", "/xl/sharedStrings.xml"),
      ]),
    },
    {
      name: "xl/styles.xml",
      content: `<styleSheet><numFmts>${formats.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${madeFormats.map((_, i) => `<xf numFmtId="${i === 0 ? 0 : 164 + i}"/>`).join("")}</cellXfs></styleSheet>`,
    },
    ...sheetXml.map((content, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content })),
    {
      name: "xl/sharedStrings.xml",
      content: `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t><rPh sb="0" eb="1"><t>reading</t></rPh></si>`).join("")}</sst>`,
    },
  ]);
}
