import { createHash } from "node:crypto";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { noCounts } from "#lib/import/counts.ts";
import type { FileChange } from "#lib/import/file-change.ts";
import { canonicalMapping, type Mapping, mappingProblems, mappingSchema } from "#lib/import/mapping.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import type { ImportRequest, InterruptedImport } from "#lib/server/commands/import-request.ts";
import { type AnnouncedImport, type ImportDone, runImport } from "#lib/server/commands/import-run.ts";
import { inWorkspaceRaw, isDuplicate, newId } from "#lib/server/db.ts";
import { forgetProgress, reportProgress } from "#lib/server/import-progress.ts";
import { log } from "#lib/server/log.ts";
import {
  fits,
  layoutBytes,
  openUpload,
  readUpload,
  type StoredUpload,
} from "#lib/server/queries/read-upload.ts";

export interface ImportTableInput {
  readonly uploadId: string;
  readonly mapping: Mapping;
  /** False: one bad row and nothing is imported. */
  readonly skipBadRows: boolean;
}

async function alreadyImported(actor: Actor, fileHash: string, mappingHash: string): Promise<Result<never>> {
  const day = await inWorkspaceRaw(actor.workspaceId, async (client) => {
    const { rows } = await client.query<{ day: string }>(
      `select to_char("createdAt", 'FMDD Month YYYY') as day from "import"
       where "workspaceId" = $1 and "fileHash" = $2 and "mappingHash" = $3 and "state" in ('running', 'done')`,
      [actor.workspaceId, fileHash, mappingHash],
    );
    return (rows[0]?.day ?? "an earlier day").replace(/\s+/g, " ");
  });
  return fail("already-imported", { day });
}

async function announce(actor: Actor, input: ImportTableInput): Promise<Result<AnnouncedImport>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const upload = await readUpload(actor, input.uploadId);
  if (!upload.ok) return upload;
  const table = await openUpload(upload.value, layoutBytes);
  if (!table.ok) return table;
  const { mapping } = input;
  if (!fits(mapping, table.value))
    return fail("invalid-input", { problem: "the columns are not those of this file" });
  const mappingHash = createHash("sha256").update(canonicalMapping(mapping)).digest("hex");
  return announceTable(actor, {
    ...{ upload: upload.value, table: table.value, mapping, mappingHash },
    ...{ change: upload.value.reading, skipBadRows: input.skipBadRows },
  });
}

interface OpenedTable extends Omit<AnnouncedImport, "importId" | "attempt"> {
  /** By it the same import is known. */
  readonly mappingHash: string;
  /** How the file is taken apart. */
  readonly change: FileChange | null;
}

/** Says that a table that has been opened is being imported. Errors: "mapping-unfinished", "already-imported". */
async function announceTable(
  actor: Actor,
  { mappingHash, change, ...table }: OpenedTable,
): Promise<Result<AnnouncedImport>> {
  const { upload, mapping, skipBadRows } = table;
  const [problem] = mappingProblems(mapping);
  if (problem !== undefined) return fail("mapping-unfinished", { sentence: problem.sentence });
  const importId = newId();
  reportProgress(importId, { bytesRead: 0, bytes: upload.bytes, rows: 0, phase: "reading" });
  try {
    const request: ImportRequest = { kind: "table", skipBadRows, change };
    await insertRunning(actor, { importId, upload, mapping, mappingHash, request });
  } catch (error) {
    forgetProgress(importId);
    if (isDuplicate(error)) return alreadyImported(actor, upload.sha256, mappingHash);
    throw error;
  }
  return ok({ importId, attempt: 1, ...table });
}

interface RunningRow {
  readonly importId: string;
  readonly upload: StoredUpload;
  readonly mapping: Mapping;
  readonly mappingHash: string;
  readonly request: ImportRequest;
}

/** Visible to everybody before the first row, so that a crash leaves a trace, and the same import cannot run twice. */
export async function insertRunning(
  actor: Actor,
  { importId, upload, mapping, mappingHash, request }: RunningRow,
): Promise<void> {
  await inWorkspaceRaw(actor.workspaceId, async (client) => {
    // What follows commits after this and waits for the disk, also for this.
    await client.query("set local synchronous_commit = off");
    await client.query(
      `insert into "import" ("workspaceId", "id", "fileName", "fileHash", "mappingHash", "mapping", "state", "counts", "createdBy", "uploadId", "request")
       values ($1, $2, $3, $4, $5, $6, 'running', $7, $8, $9, $10)`,
      [
        actor.workspaceId,
        importId,
        upload.fileName,
        upload.sha256,
        mappingHash,
        JSON.stringify(mapping),
        JSON.stringify(noCounts),
        actor.userId,
        upload.id,
        JSON.stringify(request),
      ],
    );
    const detail = { fileHash: upload.sha256, mappingHash };
    await auditRaw(client, actor, { action: "import started", target: importId, detail });
  });
}

/**
 * Imports a file that was taken in, whole or not at all, and returns when it is done. The same file read the same
 * way changes nothing; the same file read another way replaces what it brought. Errors: "not-allowed",
 * "not-found", "file-unreadable", "mapping-unfinished", "already-imported", "import-problems" (rows have
 * problems and were not to be skipped; the import's id is in the detail), "import-stopped".
 */
export async function importTable(actor: Actor, input: ImportTableInput): Promise<Result<ImportDone>> {
  const announced = await announce(actor, input);
  return announced.ok ? runImport(actor, announced.value) : announced;
}

/**
 * Imports a table that has been opened, and returns as soon as that runs: a million rows are not waited for. Errors:
 * "not-allowed", "mapping-unfinished", "already-imported".
 */
export async function startTable(actor: Actor, table: OpenedTable): Promise<Result<{ importId: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const announced = await announceTable(actor, table);
  if (!announced.ok) return announced;
  const { importId } = announced.value;
  runImport(actor, announced.value).catch((error: unknown) =>
    log.error({ importId, err: error }, "import failed"),
  );
  return ok({ importId });
}

/**
 * Runs an import again that was interrupted, as it was asked for then. Errors: "not-found" where the upload is no longer known,
 * "file-unreadable", and those of an import.
 */
export async function resumeTable(
  actor: Actor,
  { importId, attempt, uploadId, ...row }: InterruptedImport,
  { skipBadRows, change }: Extract<ImportRequest, { kind: "table" }>,
): Promise<Result<ImportDone>> {
  const found = await readUpload(actor, uploadId);
  if (!found.ok) return found;
  const upload = { ...found.value, reading: change };
  const table = await openUpload(upload, layoutBytes);
  if (!table.ok) return table;
  const mapping = mappingSchema.parse(row.mapping);
  if (!fits(mapping, table.value))
    return fail("invalid-input", { problem: "the columns are not those of this file" });
  return runImport(actor, { importId, attempt, upload, table: table.value, mapping, skipBadRows });
}
