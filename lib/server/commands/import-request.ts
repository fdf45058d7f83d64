import { z } from "zod";
import { fileChange } from "#lib/import/file-change.ts";

const common = { skipBadRows: z.boolean() };

/** How an import was asked for, beyond what else its row says: with it and the file, it can be run again. */
export const importRequest = z.discriminatedUnion("kind", [
  /** `change`: how the file is taken apart, as somebody had said until then. */
  z.strictObject({ kind: z.literal("table"), ...common, change: fileChange.nullable() }),
  z.strictObject({
    kind: z.literal("set"),
    ...common,
    change: fileChange,
    asOf: z.iso.date().nullable(),
  }),
  z.strictObject({ kind: z.literal("export") }),
]);
export type ImportRequest = z.infer<typeof importRequest>;

/** An import that was interrupted, and is to be run again. Of a set there is one for each file. */
export interface InterruptedImport {
  readonly importId: string;
  readonly setId: string | null;
  readonly uploadId: string;
  readonly attempt: number;
  readonly mapping: unknown;
  readonly mappingHash: string;
  readonly reading: unknown;
  readonly request: ImportRequest;
}
