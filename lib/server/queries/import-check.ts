import { z } from "zod";
import type { Table } from "#lib/compute/read-table.ts";
import { ok, type Result } from "#lib/errors/result.ts";
import { columnWith, type Mapping, mappingSchema, statusKey } from "#lib/import/mapping.ts";
import { createFileReader } from "#lib/import/read-file.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";
import type { ImportCheck } from "#lib/import/report.ts";
import { readRetention } from "#lib/import/retention.ts";
import { isMissing, isoDate } from "#lib/import/value.ts";
import type { Actor } from "#lib/server/actor.ts";
import { todayInDays } from "#lib/server/queries/read-set.ts";
import { layoutBytes, openUpload, readUpload } from "#lib/server/queries/read-upload.ts";

export const checkImportInput = z.object({
  uploadId: z.uuid(),
  mapping: mappingSchema,
  /** False stops after the first part of a large file, so that an answer comes while somebody is choosing. */
  whole: z.boolean(),
});

const partBytes = 10_000_000;
/** While somebody is choosing, the first are enough. */
const issuesShown = 200;
const statusValuesShown = 40;

/** Values of the status column that the mapping does not name. */
function createStatusWatch(mapping: Mapping) {
  const column = columnWith(mapping, "status");
  const known = new Set(mapping.statusValues.map(({ value }) => statusKey(value)));
  const missing = new Set(mapping.columns[column]?.missing);
  const found: string[] = [];
  return {
    found,
    see(cells: readonly string[]) {
      if (column < 0 || found.length >= statusValuesShown) return;
      const value = (cells[column] ?? "").trim().slice(0, 500);
      if (isMissing(value, missing) || known.has(statusKey(value))) return;
      known.add(statusKey(value));
      found.push(value);
    },
  };
}

async function checkTable(
  table: Table,
  mapping: Mapping,
  fileHash: string,
  { whole, issuesKept }: { readonly whole: boolean; readonly issuesKept: number },
): Promise<ImportCheck> {
  const today = todayInDays();
  const reader = createFileReader(mapping, fileHash, { today, issuesKept });
  const statuses = createStatusWatch(mapping);
  const shape = reader.shape.retention;
  const counts = [0, 0, 0];
  let cutShort = false;
  let refusal: string | null = null;
  const batches = table.batches();
  for (;;) {
    const step = await batches.next();
    if (step.done === true) {
      refusal = step.value.refusal === null ? null : sentenceOfRefusal(step.value.refusal);
      break;
    }
    for (const { cells } of step.value.rows) statuses.see(cells);
    for (const { row } of reader.read(step.value.rows)) {
      // Whether an account left by now is the same as by the day the data was taken, unless that day is given.
      const asOf = mapping.asOf === null ? today : reader.asOf();
      const left = shape === null ? 2 : readRetention(row, shape, asOf).left;
      counts[left] = (counts[left] ?? 0) + 1;
    }
    if (!whole && step.value.bytesRead >= partBytes && step.value.bytesRead < table.bytes) {
      cutShort = true;
      await batches.return({ footers: 0, refusal: null });
      break;
    }
  }
  const asOf = reader.asOf();
  return {
    whole: !cutShort,
    rows: reader.rows,
    ready: reader.accepted,
    problems: reader.problems,
    issues: reader.issues,
    left: counts[1] ?? 0,
    stayed: counts[0] ?? 0,
    unclear: counts[2] ?? 0,
    asOf: Number.isNaN(asOf) ? null : isoDate(asOf),
    newStatusValues: statuses.found,
    refusal,
  };
}

/** Reads a file as it would be imported and tells what would come of it. Errors: "not-found", "file-unreadable". */
export async function checkImport(
  actor: Pick<Actor, "workspaceId">,
  { uploadId, mapping, whole }: z.output<typeof checkImportInput>,
  issuesKept = issuesShown,
): Promise<Result<ImportCheck>> {
  const upload = await readUpload(actor, uploadId);
  if (!upload.ok) return upload;
  const table = await openUpload(upload.value, layoutBytes);
  if (!table.ok) return table;
  return ok(await checkTable(table.value, mapping, upload.value.sha256, { whole, issuesKept }));
}
