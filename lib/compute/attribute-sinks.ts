import type { Attribute } from "#lib/accounts/attribute.ts";
import { mostDistinct } from "#lib/analysis/bands.ts";
import type { CellReading } from "#lib/compute/cell-cache.ts";
import type { NamedTable } from "#lib/compute/named-table.ts";
import { type ColumnBuilder, createColumnBuilder } from "#lib/import/column-builder.ts";
import type { ColumnMapping } from "#lib/import/mapping.ts";
import { type Complain, cellReader } from "#lib/import/read-cell.ts";
import { hasPlainNumbers } from "#lib/import/read-row.ts";
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

/** How the cells of one column of one file are read, what is told of those that cannot be, and where they go. */
interface Sink extends CellReading<number> {
  readonly complain: Complain;
  readonly set: ColumnBuilder["set"];
}

/** What is read of all files so far, by heading. */
export interface Columns {
  readonly builders: Map<string, { readonly mapping: ColumnMapping; readonly builder: ColumnBuilder }>;
  readonly texts: Map<string, ColumnBuilder>;
  readonly leftOut: { heading: string; why: string }[];
  readonly unreadable: Map<string, number>;
  readonly spelt: Map<string, Map<number, string>>;
}

/** By column of a file; null for those that are not needed. */
export type Sinks = readonly (Sink | null)[];

/** How each column of a file is read as an attribute, the way the importer guesses it, or as text, and into which column. */
export function sinksOf(table: NamedTable, columns: Columns, plan: ReadPlan): Sinks {
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
