import { z } from "zod";
import { dimensions, knownAtMoments, valueTypes } from "#lib/accounts/attribute.ts";
import { delimiters } from "#lib/import/delimiter.ts";
import { encodings } from "#lib/import/encoding.ts";
import {
  columnMappingSchema,
  columnRoles,
  dateOrders,
  decimalMarks,
  mappingSchema,
} from "#lib/import/mapping.ts";
import { ownTable, sources } from "#lib/import/source.ts";
import { fields } from "#lib/import/sources/definition.ts";

/** What somebody has said about a column; the rest is guessed. */
const columnChange = z.strictObject({
  role: z.enum([...columnRoles, "event"]).optional(),
  field: z.enum(fields).optional(),
  type: z.enum(valueTypes).optional(),
  dimension: z.enum(dimensions).optional(),
  knownAt: z.enum(knownAtMoments).optional(),
  decimal: z.enum(decimalMarks).optional(),
  dateOrder: z.enum(dateOrders).optional(),
  currency: columnMappingSchema.shape.currency.optional(),
  rates: columnMappingSchema.shape.rates.unwrap().optional(),
  separator: columnMappingSchema.shape.separator.optional(),
  unit: columnMappingSchema.shape.unit.optional(),
  outcome: columnMappingSchema.shape.outcome.optional(),
});
/** Headings further down are beyond what is read to find them. */
const mostRowsAbove = 100;
export const fileChange = z.strictObject({
  source: z.enum([ownTable.id, ...sources.map(({ id }) => id)]).optional(),
  delimiter: z.enum(delimiters).optional(),
  encoding: z.enum(encodings).optional(),
  /** Of a workbook, by its name. */
  sheet: z.string().max(300).optional(),
  /** The row of the headings, as a spreadsheet counts; what stands above is no data. */
  headingsRow: z.int().min(1).max(mostRowsAbove).optional(),
  /** So many filled rows at the end of the file are no data; 0: all are. What is not said is found out. */
  footerLines: z.int().min(0).max(mostRowsAbove).optional(),
  columns: z.record(z.string(), columnChange).optional(),
  /** Own tables: what the values of the status column mean. */
  statusValues: mappingSchema.shape.statusValues.optional(),
});
const fileChanges = z.record(z.string(), fileChange);
export type FileChange = z.infer<typeof fileChange>;
export type ColumnChange = z.infer<typeof columnChange>;

type Read =
  | { readonly ok: true; readonly value: Readonly<Record<string, FileChange>> }
  | { readonly ok: false; readonly problems: string };

/** Checks what somebody has written about how files are to be read, by file name. */
export function readFileChanges(content: unknown): Read {
  const checked = fileChanges.safeParse(content);
  return checked.success
    ? { ok: true, value: checked.data }
    : { ok: false, problems: z.prettifyError(checked.error) };
}
