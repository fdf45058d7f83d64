import { z } from "zod";
import { storableText } from "#lib/accounts/text.ts";
import type { FileChange } from "#lib/import/file-change.ts";
import {
  columnMappingSchema,
  columnRoles,
  type Mapping,
  mappingSchema,
  maxColumns,
} from "#lib/import/mapping.ts";
import { fieldOfRole, type ReadPlan, type TablePlan } from "#lib/import/plan-columns.ts";
import { headingKey, ownTable, sourceOf, sources } from "#lib/import/source.ts";
import { fields } from "#lib/import/sources/definition.ts";

/**
 * How a file of a set was read, down to every column: kept with its import, so that its rows are read the same way for ever,
 * whatever a later release would guess. Own tables are read by their mapping as well, which says what a status means.
 */
export const readingSchema = z.strictObject({
  source: z.enum([ownTable.id, ...sources.map(({ id }) => id)]),
  encoding: z.string(),
  delimiter: z.string(),
  /** Where somebody has said how many lines at the end are no data. */
  footerLines: z.int().min(0).exactOptional(),
  columns: z
    .array(
      z.strictObject({
        heading: storableText(300).min(1),
        role: z.enum([...columnRoles, "event"]),
        field: z.enum(fields),
        mapping: columnMappingSchema,
      }),
    )
    .min(1)
    .max(maxColumns),
  own: mappingSchema.nullable(),
});
export type Reading = z.infer<typeof readingSchema>;

/** The reading of a table that has been planned. */
export function readingOf(
  plan: TablePlan,
  {
    encoding,
    delimiter,
    footerLines,
  }: Pick<Reading, "encoding" | "delimiter"> & Pick<FileChange, "footerLines">,
): Reading {
  const isOwn = plan.source.tool === "own";
  return readingSchema.parse({
    source: plan.source.id,
    encoding,
    delimiter,
    ...(footerLines === undefined ? {} : { footerLines }),
    columns: plan.columns.map(({ heading, role, field, mapping }) => ({ heading, role, field, mapping })),
    own: isOwn ? plan.own : null,
  });
}

/** What the reader of rows needs of it. */
export const planOfReading = ({ source, columns }: Reading): ReadPlan => ({
  source: sourceOf(source),
  columns,
});

/** The text that the hash of a reading is of: the same reading gives the same text. */
export const canonicalReading = (reading: Reading): string => JSON.stringify(readingSchema.parse(reading));

/** The plan of a single table of accounts that was imported with a mapping alone. */
export const planOfMapping = (mapping: Mapping): ReadPlan => ({
  source: ownTable,
  columns: mapping.columns.map((column) => ({
    heading: column.heading,
    role: column.role,
    field: fieldOfRole(column.role),
    mapping: column,
  })),
});

/** Files with the same headings, in any order and however they are written, are read alike: this names them. */
export const headingsKey = (headings: readonly string[]): string =>
  headings.map(headingKey).sort().join("\u001f");
