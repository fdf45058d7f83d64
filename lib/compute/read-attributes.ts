import type { Attribute } from "#lib/accounts/attribute.ts";
import type { Column } from "#lib/accounts/frame.ts";
import { mostDistinct } from "#lib/analysis/bands.ts";
import type { TextColumn } from "#lib/analysis/search/exact.ts";
import { createByteRows } from "#lib/compute/byte-rows.ts";
import { type CellReading, readingOfBytes } from "#lib/compute/cell-cache.ts";
import { type NamedTable, namedTable } from "#lib/compute/named-table.ts";
import { openTable, ReadingStopped, refusalIn } from "#lib/compute/open-table.ts";
import { type ColumnBuilder, createColumnBuilder } from "#lib/import/column-builder.ts";
import type { ColumnMapping } from "#lib/import/mapping.ts";
import { type Complain, cellReader } from "#lib/import/read-cell.ts";
import { hasPlainNumbers } from "#lib/import/read-row.ts";
import { type Refusal, sentenceOfRefusal } from "#lib/import/refusal.ts";
import type { SplitRow } from "#lib/import/split.ts";
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

/** How the cells of one column of one file are read, what is told of those that cannot be, and where they go. */
interface Sink extends CellReading<number> {
  readonly complain: Complain;
  readonly set: ColumnBuilder["set"];
}

interface Columns {
  readonly builders: Map<string, { readonly mapping: ColumnMapping; readonly builder: ColumnBuilder }>;
  readonly texts: Map<string, ColumnBuilder>;
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
    const opened = await openTable(path);
    const named = opened.ok ? namedTable(opened.table) : opened;
    if (!named.ok) return { ok: false, sentence: sayRefusal(named.refusal, path) };
    const { table } = named;
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
    let unmatched = 0;
    /** The row, or rows, of the account that these cells are of. */
    const placeOf = (cells: readonly string[]) => {
      const id = idAt < 0 ? "" : (cells[idAt] ?? "").trim();
      if (!appends) return id === "" ? undefined : rowsOf.get(id);
      if (id !== "" && paths.length > 1) remember(rowsOf, id, accounts);
      return accounts++;
    };
    const take = (split: readonly SplitRow[]) => {
      for (const { cells } of split) {
        const rows = placeOf(cells);
        if (typeof rows === "object") for (const row of rows) fill(sinks, row, cells);
        else if (rows !== undefined) fill(sinks, rows, cells);
        else unmatched++;
      }
    };
    const refusal = await refusalIn(
      idAt < 0 ? readQuickly(table, sinks, () => accounts++, take) : readUsually(table, take),
    );
    if (refusal !== null) return { ok: false, sentence: `${path}: ${sentenceOfRefusal(refusal)}` };
    if (unmatched > 0) columns.leftOut.push(strangers(path, unmatched, plan.id));
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
      texts: new Map([...columns.texts].map(([heading, text]) => [heading, textOf(text.finish(accounts))])),
      leftOut: columns.leftOut,
      unreadable: columns.unreadable,
      spelt: columns.spelt,
    },
  };
}

type Sinks = readonly (Sink | null)[];

const fill = (sinks: Sinks, row: number, cells: readonly string[]): void => {
  sinks.forEach((sink, i) => {
    sink?.set(row, sink.read((cells[i] ?? "").trim(), sink.complain));
  });
};

async function readUsually(table: NamedTable, take: (rows: readonly SplitRow[]) => void): Promise<void> {
  for await (const { rows } of table.data()) take(rows);
}

/** The same from the file's bytes, where rows only follow each other: `next` is the place of one more. */
async function readQuickly(
  table: NamedTable,
  sinks: Sinks,
  next: () => number,
  take: (rows: readonly SplitRow[]) => void,
): Promise<void> {
  if (table.pieces === null) return readUsually(table, take);
  const readings = sinks.map((sink) => sink && readingOfBytes(sink));
  const kept = new Float64Array(sinks.length);
  const rows = createByteRows(table.layout, sinks.length, {
    begin() {},
    cell(at, bytes, from, to, hash) {
      const reading = readings[at] ?? null;
      if (reading === null) return true;
      const value = reading(bytes, from, to, hash);
      if (value === undefined) return false;
      kept[at] = value;
      return true;
    },
    end() {
      const row = next();
      for (let i = 0; i < sinks.length; i++) sinks[i]?.set(row, kept[i]!);
      return "drop";
    },
    usual: take,
  });
  for await (const { bytes } of table.pieces()) {
    rows.push(bytes);
    if (rows.brokenRow !== null) throw new ReadingStopped({ reason: "endless row", row: rows.brokenRow });
  }
  rows.end();
}

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

/** Sentences about a file that cannot even be opened name it. */
function sayRefusal(refusal: Refusal, path: string): string {
  const isNamed = ["not found", "not a file", "not readable"].includes(refusal.reason);
  return `${isNamed ? "" : `${path}: `}${sentenceOfRefusal(refusal)}`;
}

function noColumn(heading: string, headings: readonly string[], path: string): string {
  return `${path} has no column “${heading}”. Its columns are ${headings.join(", ")}.`;
}

function sameHeadings(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((heading) => b.includes(heading));
}

/** A function for every column of a file, null for those that are not needed. */
function sinksOf(table: NamedTable, columns: Columns, plan: ReadPlan): (Sink | null)[] {
  const understood = understand(table.headings, table.sample, table.layout.delimiter);
  return table.headings.map((heading, i) => {
    if (plan.texts.includes(heading)) return textSink(heading, columns);
    if (plan.ignored.includes(heading)) return null;
    if (plan.allTexts) return textSink(heading, columns);
    const known = columns.builders.get(heading);
    const mapping = known?.mapping ?? understood.mapping.columns[i]!;
    const why = known ? null : reasonToLeaveOut(mapping, understood.doubts[i] ?? null);
    if (why !== null && !isRepeated(table, i)) {
      if (!columns.leftOut.some((one) => one.heading === heading)) columns.leftOut.push({ heading, why });
      return null;
    }
    return attributeSink(heading, mapping, columns);
  });
}

function textSink(heading: string, columns: Columns): Sink {
  const builder = columns.texts.get(heading) ?? createColumnBuilder({ ...anyText, name: heading });
  columns.texts.set(heading, builder);
  return asItStands(builder, "text");
}

const anyText = { dimension: "firmographic", knownAt: "prospect", type: "text" } as const;

function textOf(column: Column): TextColumn {
  if (column.kind !== "category") throw new Error("A column of texts is one of categories.");
  return { name: column.attribute.name, dictionary: column.dictionary, codes: column.codes };
}

/** Only an empty cell says nothing: “N/A” or “?” is a level like another (statistics.md, "missing"). */
const asItStands = (builder: ColumnBuilder, type: "text" | "range"): Sink => ({
  read: (cell) => builder.keep(cell === "" ? null : cell, type),
  plain: null,
  complain: () => {},
  set: builder.set,
});

/** What few words stand for sorts accounts, whatever its heading: a “telephone” of yes and no names nobody. */
function isRepeated({ sample }: NamedTable, column: number): boolean {
  const filled = sample.flatMap(({ cells }) => (cells[column] ?? "").trim() || []);
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
  const { builder } = known;
  if (type === "text" || type === "range") return asItStands(builder, type);
  const read = cellReader(mapping);
  const complain = () => {
    columns.unreadable.set(heading, (columns.unreadable.get(heading) ?? 0) + 1);
  };
  const sink = { complain, set: builder.set };
  if (type !== "number")
    return { ...sink, read: (cell, complain) => builder.keep(read(cell, complain), type), plain: null };
  const spelt = columns.spelt.get(heading) ?? new Map<number, string>();
  columns.spelt.set(heading, spelt);
  // What becomes a level by itself is called what the file calls it: 1000 is not “1,000”.
  const isSaid = (value: number) => spelt.size > mostDistinct || spelt.has(value);
  return {
    ...sink,
    read(cell, complain) {
      const value = read(cell, complain);
      if (typeof value === "number" && !isSaid(value)) spelt.set(value, cell);
      return builder.keep(value, type);
    },
    plain: hasPlainNumbers(mapping)
      ? { signed: true, value: (digits) => (isSaid(digits) ? digits : undefined) }
      : null,
  };
}
