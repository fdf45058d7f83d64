import { damaged, type Parts, WorkbookRefused } from "#lib/compute/xlsx/parts.ts";
import { readWhole } from "#lib/compute/xlsx/xml.ts";
import { type SheetFormat, sheetFormat } from "#lib/import/sheet-value.ts";

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

export interface Workbook {
  /** Those that are shown first. Charts are no sheets. */
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
  /** By the number of a cell's style. */
  readonly formats: readonly SheetFormat[];
  readonly strings: readonly string[];
}

const longestList = 8_000_000;
const longestStyles = 64_000_000;
const longestStrings = 600_000_000;
const mostStrings = 4_000_000;
const mostCharacters = 150_000_000;
const tooManyStrings =
  "This Excel file holds more text than can be read from it at once. Save the sheet as CSV, and choose that file.";

/** Paths in a relationship are meant from the folder of the part, or from the root. */
function resolve(folder: string, target: string): string {
  const parts = target.startsWith("/") || folder === "" ? [] : folder.split("/");
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

interface Relations {
  readonly targets: ReadonlyMap<string, string>;
  byType(type: string): string | undefined;
}

async function readRelations(parts: Parts, part: string): Promise<Relations> {
  const folder = part.slice(0, Math.max(0, part.lastIndexOf("/")));
  const file = part.slice(part.lastIndexOf("/") + 1);
  const targets = new Map<string, string>();
  const types = new Map<string, string>();
  await readWhole(parts.read(`${folder === "" ? "" : `${folder}/`}_rels/${file}.rels`, longestList), {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== "Relationship" || Id === undefined || Target === undefined || TargetMode === "External")
        return;
      const target = resolve(folder, Target);
      targets.set(Id, target);
      const type = (Type ?? "").slice((Type ?? "").lastIndexOf("/") + 1);
      if (!types.has(type)) types.set(type, target);
    },
  });
  return { targets, byType: (type) => types.get(type) };
}

async function readStyles(parts: Parts, part: string | undefined): Promise<SheetFormat[]> {
  const codes = new Map<number, string>();
  const formats: SheetFormat[] = [];
  let inCells = false;
  if (part === undefined) return formats;
  await readWhole(parts.read(part, longestStyles), {
    open(name, attributes) {
      if (name === "numFmt") codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push(sheetFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}

/** Characters that XML cannot hold are written as `_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

async function readStrings(parts: Parts, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  let text = "";
  let inText = false;
  let phonetic = false;
  if (part === undefined) return strings;
  await readWhole(parts.read(part, longestStrings), {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") phonetic = true;
      inText = name === "t" && !phonetic;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      inText = false;
      if (name === "rPh") phonetic = false;
      if (name !== "si") return;
      characters += text.length;
      if (strings.length >= mostStrings || characters > mostCharacters)
        throw new WorkbookRefused(tooManyStrings);
      strings.push(unescapeText(text));
    },
  });
  return strings;
}

/** Reads what is needed to read the sheets of a workbook. Throws WorkbookRefused. */
export async function readWorkbook(parts: Parts): Promise<Workbook> {
  const root = await readRelations(parts, "");
  const part = root.byType("officeDocument") ?? "xl/workbook.xml";
  if (!parts.has(part)) throw new WorkbookRefused(damaged);
  const relations = await readRelations(parts, part);
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readWhole(parts.read(part, longestList), {
    open(name, attributes) {
      if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
      if (name !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => /(?:^|:)id$/.test(key))?.[1];
      const target = id === undefined ? undefined : relations.targets.get(id);
      if (target === undefined || !parts.has(target) || !/worksheets?\//i.test(target)) return;
      const hidden = /hidden/i.test(attributes.state ?? "");
      sheets.push({ name: attributes.name ?? `Sheet ${sheets.length + 1}`, part: target, hidden });
    },
  });
  if (sheets.length === 0) throw new WorkbookRefused("This Excel file has no sheet with a table in it.");
  return {
    sheets: [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)],
    from1904,
    formats: await readStyles(parts, relations.byType("styles")),
    strings: await readStrings(parts, relations.byType("sharedStrings")),
  };
}
