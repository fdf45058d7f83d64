import type { Column } from "#lib/accounts/frame.ts";
import type { TextColumn } from "#lib/analysis/search/exact.ts";
import { type Columns, type ReadPlan, type Sinks, sinksOf } from "#lib/compute/attribute-sinks.ts";
import { createByteRows } from "#lib/compute/byte-rows.ts";
import { readingOfBytes } from "#lib/compute/cell-cache.ts";
import { type NamedTable, namedTable } from "#lib/compute/named-table.ts";
import { openTable, ReadingStopped, refusalIn } from "#lib/compute/open-table.ts";
import { type Refusal, sentenceOfRefusal } from "#lib/import/refusal.ts";
import type { SplitRow } from "#lib/import/split.ts";

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

function textOf(column: Column): TextColumn {
  if (column.kind !== "category") throw new Error("A column of texts is one of categories.");
  return { name: column.attribute.name, dictionary: column.dictionary, codes: column.codes };
}
