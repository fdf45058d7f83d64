import type { Attribute } from "#lib/accounts/attribute.ts";
import type { Column } from "#lib/accounts/frame.ts";
import { mostDistinct } from "#lib/analysis/bands.ts";
import type { TextColumn } from "#lib/analysis/search/exact.ts";
import { openTable, type Table } from "#lib/compute/read-table.ts";
import { createTextBuilder, type TextBuilder } from "#lib/compute/text-builder.ts";
import { type ColumnBuilder, createColumnBuilder } from "#lib/import/column-builder.ts";
import type { ColumnMapping } from "#lib/import/mapping.ts";
import { type CellReader, type CellValue, cellReader } from "#lib/import/read-cell.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";
import { understand } from "#lib/import/understand.ts";

export interface ReadPlan {
  /** Headings read as the file's own strings, and not as attributes. */
  readonly texts: readonly string[];
  readonly ignored: readonly string[];
  /** The heading by which rows of several files belong together; null: their rows follow each other. */
  readonly id: string | null;
  /** Read every column as text, for the plain search. */
  readonly allTexts: boolean;
}

export interface ReadAttributes {
  readonly accounts: number;
  /** Of every file, those left out included. */
  readonly headings: ReadonlySet<string>;
  /** How each attribute was guessed to be read, in the order of the files. */
  readonly columns: readonly Column[];
  readonly texts: ReadonlyMap<string, TextColumn>;
  readonly leftOut: readonly { readonly heading: string; readonly why: string }[];
  /** Numbers of columns that have only a few, as the file first writes them. */
  readonly spelt: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** Cells that are not what their column holds; they count as empty. */
  readonly unreadable: ReadonlyMap<string, number>;
}

export type AttributesRead =
  | { readonly ok: true; readonly read: ReadAttributes }
  | { readonly ok: false; readonly sentence: string };

/** Where the cells of one column of one file go. */
type Sink = TextBuilder["set"];

interface Columns {
  readonly builders: Map<string, { readonly mapping: ColumnMapping; readonly builder: ColumnBuilder }>;
  readonly texts: Map<string, TextBuilder>;
  readonly leftOut: { heading: string; why: string }[];
  readonly unreadable: Map<string, number>;
  readonly spelt: Map<string, Map<number, string>>;
}

/**
 * Reads tables of delimited text as attributes of accounts, the way the importer guesses them, and some columns as text.
 * Further files add rows where they have the headings of the first, and columns by `id` where they have others. Columns of
 * which nearly every cell differs (names, free text) are left out.
 */
export async function readAttributes(paths: readonly string[], plan: ReadPlan): Promise<AttributesRead> {
  const columns: Columns = {
    builders: new Map(),
    texts: new Map(),
    leftOut: [],
    unreadable: new Map(),
    spelt: new Map(),
  };
  const rowsOf = new Map<string, number | number[]>();
  let first: readonly string[] | null = null;
  let accounts = 0;
  const headings = new Set<string>();
  for (const path of paths) {
    const opened = await openTable(path).catch((error) => whyNotOpened(error, path));
    if (typeof opened === "string") return { ok: false, sentence: opened };
    if (!opened.ok) return { ok: false, sentence: `${path}: ${sentenceOfRefusal(opened.refusal)}` };
    const { table } = opened;
    for (const heading of table.headings) headings.add(heading);
    const idAt = plan.id === null ? -1 : table.headings.indexOf(plan.id);
    if (plan.id !== null && idAt < 0) return { ok: false, sentence: noColumn(plan.id, table.headings, path) };
    const appends = first === null || sameHeadings(first, table.headings);
    if (!appends && idAt < 0)
      return {
        ok: false,
        sentence: `${path} has other columns than ${paths[0]}: say with --id by which column they belong together.`,
      };
    first ??= table.headings;
    const sinks = sinksOf(table, columns, plan);
    const batches = table.batches();
    let unmatched = 0;
    for (;;) {
      const step = await batches.next();
      if (step.done === true) {
        const { refusal } = step.value;
        if (refusal !== null) return { ok: false, sentence: `${path}: ${sentenceOfRefusal(refusal)}` };
        if (unmatched > 0) columns.leftOut.push(strangers(path, unmatched, plan.id));
        break;
      }
      for (const { cells } of step.value.rows) {
        const id = idAt < 0 ? "" : (cells[idAt] ?? "").trim();
        const rows = appends ? accounts++ : id === "" ? undefined : rowsOf.get(id);
        if (typeof rows === "object") for (const row of rows) fill(sinks, row, cells);
        else if (rows !== undefined) fill(sinks, rows, cells);
        else unmatched++;
        if (appends && typeof rows === "number" && id !== "" && paths.length > 1) remember(rowsOf, id, rows);
      }
    }
  }
  const missing = plan.texts.find((heading) => !columns.texts.has(heading));
  if (missing !== undefined) {
    const alone = paths.length === 1 ? noColumn(missing, [...headings], paths[0]!) : null;
    const named = `No file has a column “${missing}”. Their columns are ${[...headings].join(", ")}.`;
    return { ok: false, sentence: alone ?? named };
  }
  return {
    ok: true,
    read: {
      accounts,
      headings,
      columns: [...columns.builders.values()].map(({ builder }) => builder.finish(accounts)),
      texts: new Map([...columns.texts].map(([heading, text]) => [heading, text.finish(heading, accounts)])),
      leftOut: columns.leftOut,
      unreadable: columns.unreadable,
      spelt: columns.spelt,
    },
  };
}

const fill = (sinks: readonly (Sink | null)[], row: number, cells: readonly string[]): void => {
  for (let i = 0; i < sinks.length; i++) sinks[i]?.(row, (cells[i] ?? "").trim());
};

/** Every row of an account is told what another file says of it. */
function remember(rowsOf: Map<string, number | number[]>, id: string, row: number): void {
  const known = rowsOf.get(id);
  if (known === undefined) rowsOf.set(id, row);
  else if (typeof known === "number") rowsOf.set(id, [known, row]);
  else known.push(row);
}

const strangers = (path: string, rows: number, id: string | null) => ({
  heading: path,
  why: `${rows} ${rows === 1 ? "row is" : "rows are"} of no account of the files before, by ${id}.`,
});

/** What kept a file from being opened, in a sentence; a fault of our own is no fault of the file. */
function whyNotOpened(error: unknown, path: string): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return `There is no file ${path}.`;
  if (code === "EISDIR") return `${path} is a folder. Name the files in it.`;
  if (code === "EACCES" || code === "EPERM") return `${path} may not be read.`;
  throw error;
}

function noColumn(heading: string, headings: readonly string[], path: string): string {
  return `${path} has no column “${heading}”. Its columns are ${headings.join(", ")}.`;
}

function sameHeadings(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((heading) => b.includes(heading));
}

/** A function for every column of a file, null for those that are not needed. */
function sinksOf(table: Table, columns: Columns, plan: ReadPlan): (Sink | null)[] {
  const understood = understand(table.headings, table.head, table.layout.delimiter);
  return table.headings.map((heading, i) => {
    if (plan.texts.includes(heading)) return textSink(heading, columns);
    if (plan.ignored.includes(heading)) return null;
    if (plan.allTexts) return textSink(heading, columns);
    const known = columns.builders.get(heading);
    const mapping = known?.mapping ?? understood.mapping.columns[i]!;
    const why =
      known || isRepeated(table, i) ? null : reasonToLeaveOut(mapping, understood.doubts[i] ?? null);
    if (why !== null) {
      if (!columns.leftOut.some((one) => one.heading === heading)) columns.leftOut.push({ heading, why });
      return null;
    }
    return attributeSink(heading, mapping, columns);
  });
}

function textSink(heading: string, columns: Columns): Sink {
  const builder = columns.texts.get(heading) ?? createTextBuilder();
  columns.texts.set(heading, builder);
  return builder.set;
}

/** What few words stand for sorts accounts, whatever its heading: a “telephone” of yes and no names nobody. */
function isRepeated({ head }: Table, column: number): boolean {
  const filled = head.flatMap(({ cells }) => (cells[column] ?? "").trim() || []);
  return filled.length > 0 && new Set(filled).size * fewestOfOneWord <= filled.length;
}

const fewestOfOneWord = 4;

/** What the importer takes for an identity or for free text says nothing of other accounts. */
function reasonToLeaveOut(mapping: ColumnMapping, doubt: string | null): string | null {
  if (mapping.role === "ignore" && mapping.type === "text") return doubt ?? "No cell is filled.";
  if (["identifier", "name", "domain", "person"].includes(mapping.role))
    return `Taken as the ${mapping.role}.`;
  return null;
}

function attributeSink(heading: string, mapping: ColumnMapping, columns: Columns): Sink {
  const { type, dimension, knownAt } = mapping;
  const attribute: Attribute = { name: heading, dimension, knownAt, type };
  const known = columns.builders.get(heading) ?? { mapping, builder: createColumnBuilder(attribute) };
  columns.builders.set(heading, known);
  const read: CellReader = cellReader(mapping);
  const complain = () => {
    columns.unreadable.set(heading, (columns.unreadable.get(heading) ?? 0) + 1);
  };
  if (type === "number") {
    const spelt = columns.spelt.get(heading) ?? new Map<number, string>();
    columns.spelt.set(heading, spelt);
    return (row, cell) => {
      const value = read(cell, complain);
      // What becomes a level by itself is called what the file calls it: 1000 is not “1,000”.
      if (spelt.size <= mostDistinct && typeof value === "number" && !spelt.has(value))
        spelt.set(value, cell);
      known.builder.set(row, value, type);
    };
  }
  // Only an empty cell says nothing: “N/A” or “?” is a level like another (statistics.md, "missing").
  if (type === "text" || type === "range")
    return (row, cell) => known.builder.set(row, cell === "" ? null : cell, type);
  if (type === "date") return (row, cell) => known.builder.set(row, read(cell, complain), type);
  // The same few words come again and again: each is understood once.
  const understood = new Map<string, CellValue>();
  return (row, cell) => {
    let value = understood.get(cell);
    if (value === undefined) {
      value = read(cell, complain);
      if (understood.size < mostRemembered && value !== null) understood.set(cell, value);
    }
    known.builder.set(row, value, type);
  };
}

const mostRemembered = 2_000;
