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
  /** Null: no column of the file names the currency of these amounts. */
  currencyFrom: columnMappingSchema.shape.currencyFrom.unwrap().nullable().optional(),
  amountsIn: columnMappingSchema.shape.amountsIn.unwrap().optional(),
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
  /** One sentence; `it` is what was written. */
  | { readonly ok: false; readonly problems: string };

/** Checks what somebody has written about how files are to be read, by file name. */
export function readFileChanges(content: unknown): Read {
  const checked = fileChanges.safeParse(content);
  return checked.success
    ? { ok: true, value: checked.data }
    : { ok: false, problems: sayIssues(checked.error.issues) };
}

/** The first thing that is wrong, where, and what is accepted there, in one sentence; how many more there are. */
function sayIssues(issues: readonly z.core.$ZodIssue[]): string {
  const [first, ...others] = issues;
  const more =
    others.length === 0 ? "" : ` ${others.length} more ${others.length === 1 ? "is" : "are"} wrong.`;
  return `${sayIssue(first!)}.${more}`;
}

const kinds: Readonly<Record<string, string>> = {
  object: "an object",
  record: "an object",
  string: "a text",
  array: "a list",
  int: "a whole number",
  number: "a number",
};

function sayIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path
    .toReversed()
    .map((part) => `“${String(part)}”`)
    .join(" of ");
  const at = issue.path.length === 0 ? "it" : place;
  switch (issue.code) {
    case "invalid_value":
      return `${at} is one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "unrecognized_keys":
      return `${at} has nothing called ${issue.keys.map((key) => `“${key}”`).join(", ")}`;
    case "invalid_type":
      return `${at} should be ${kinds[issue.expected] ?? issue.expected}`;
    case "too_big":
      return `${at} is at most ${issue.maximum}`;
    case "too_small":
      return `${at} is at least ${issue.minimum}`;
    default:
      return `${at}: ${issue.message}`;
  }
}
