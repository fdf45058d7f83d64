import { z } from "zod";

/** What an import did, in rows and customers. */
export const importCountsSchema = z.object({
  /** Rows of data in the file. */
  rows: z.number().int(),
  imported: z.number().int(),
  skipped: z.number().int(),
  accountsNew: z.number().int(),
  /** Customers that were known already and are told anew. */
  accountsUpdated: z.number().int(),
  problems: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

export const noCounts: ImportCounts = {
  rows: 0,
  imported: 0,
  skipped: 0,
  accountsNew: 0,
  accountsUpdated: 0,
  problems: 0,
};
