import { z } from "zod";

/**
 * The backup file: gzip over UTF-8 lines, in the manner of a plain dump.
 *
 *   {"format":"icp-workshop-backup","version":1,…}      the header
 *   {"table":"user","columns":["id",…]}                 for every table, referenced ones first
 *   …rows in PostgreSQL's COPY text format…
 *   \.
 *   {"table":"user","rows":3,"sha256":"…"}              of the rows' bytes as they stand above
 *   {"end":true,"tables":21}                            so that a file cut short is known
 */
export const headerSchema = z.object({
  format: z.literal("icp-workshop-backup"),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.string()),
});
export type Header = z.infer<typeof headerSchema>;

export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });

export const tableEndSchema = z.object({
  table: z.string(),
  rows: z.int().nonnegative(),
  sha256: z.string().length(64),
});
export type TableEnd = z.infer<typeof tableEndSchema>;

export const endSchema = z.object({ end: z.literal(true), tables: z.int().nonnegative() });

/** No row of COPY's text format can be this line: a backslash in a value is written twice. */
export const endOfRows = "\\.\n";

/** Values must be written alike by every server, whatever its settings. */
export const steadySettings =
  "set local datestyle = 'ISO'; set local timezone = 'UTC'; set local intervalstyle = 'iso_8601'; " +
  "set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'";

export const toLine = (value: Header | TableEnd | z.infer<typeof tableSchema> | z.infer<typeof endSchema>) =>
  `${JSON.stringify(value)}\n`;
