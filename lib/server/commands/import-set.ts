import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { type ImportCounts, noCounts } from "#lib/import/counts.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import { type Reading, readingSchema } from "#lib/import/reading.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import type { ImportRequest, InterruptedImport } from "#lib/server/commands/import-request.ts";
import { runSet, type SetDone } from "#lib/server/commands/import-set-run.ts";
import type { AnnouncedSet } from "#lib/server/commands/import-set-write.ts";
import { inWorkspaceRaw, isDuplicate, newId } from "#lib/server/db.ts";
import { forgetProgress, reportProgress } from "#lib/server/import-progress.ts";
import { log } from "#lib/server/log.ts";
import { type OpenedReading, openReading, questionsOf } from "#lib/server/queries/import-reading.ts";
import { earlierImports, hashOfReading } from "#lib/server/queries/import-set-preview.ts";
import { openedOf, openSet } from "#lib/server/queries/read-set.ts";
import { createSortedIds } from "#lib/server/sorted-ids.ts";

export const importSetInput = z.object({
  uploadIds: z.array(z.uuid()).min(1).max(20),
  /** The day the files were exported (ISO); null: the latest day that something happened on in them. */
  asOf: z.iso.date().nullable(),
  /** False: one problem and nothing is imported. True: cells that cannot be read stay empty, broken rows are left out. */
  skipBadRows: z.boolean(),
});
export type ImportSetInput = z.output<typeof importSetInput>;

/** What a release that knows no sets makes of the file: columns that are kept and say nothing. */
const mappingOf = ({ own, columns }: Reading): Mapping =>
  own ?? {
    columns: columns.map(({ mapping }) => ({ ...mapping, role: "ignore" })),
    statusValues: [],
    asOf: null,
  };

interface NewFile {
  readonly opened: OpenedReading;
  readonly hash: string;
}

/** The files that are not in the data in just this way already, each once. */
async function newFiles(
  actor: Actor,
  opened: readonly OpenedReading[],
  asOf: string | null,
): Promise<Result<readonly NewFile[]>> {
  const files = new Map(
    opened.map((one) => {
      const hash = hashOfReading(one, asOf);
      return [`${one.upload.sha256} ${hash}`, { opened: one, hash }] as const;
    }),
  );
  const earlier = await earlierImports(
    actor,
    opened.map(({ upload }) => upload.sha256),
  );
  for (const { fileHash, mappingHash } of earlier) files.delete(`${fileHash} ${mappingHash}`);
  if (files.size === 0) return fail("already-imported", { day: earlier[0]?.day ?? "an earlier day" });
  return ok([...files.values()]);
}

async function announce(actor: Actor, input: ImportSetInput): Promise<Result<AnnouncedSet>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const results = await openSet(actor, input.uploadIds);
  if (!results.ok) return results;
  const opened = openedOf(results.value);
  if (!opened.ok) return opened;
  for (const one of opened.value) {
    const [question] = questionsOf(one);
    if (question !== undefined)
      return fail("mapping-unfinished", { sentence: `${one.upload.fileName}: ${question.sentence}` });
  }
  const files = await newFiles(actor, opened.value, input.asOf);
  if (!files.ok) return files;
  const setId = newId();
  // In the order of the files: by it their columns stand, and of ids made at once only these keep it.
  const ids = createSortedIds(Date.now())(files.value.length);
  const announced: AnnouncedSet = {
    setId,
    attempt: 1,
    asOf: input.asOf,
    skipBadRows: input.skipBadRows,
    files: files.value.map((file, at) => ({ importId: ids[at]!, ...file })),
  };
  const begun = { bytesRead: 0, bytes: bytesOf(announced), rows: 0, phase: "reading" } as const;
  for (const id of idsOf(announced)) reportProgress(id, begun);
  try {
    await insertRunning(actor, announced);
  } catch (error) {
    for (const id of idsOf(announced)) forgetProgress(id);
    if (isDuplicate(error)) return fail("already-imported", { day: "this day" });
    throw error;
  }
  return ok(announced);
}

const bytesOf = ({ files }: AnnouncedSet) => files.reduce((sum, { opened }) => sum + opened.upload.bytes, 0);
const idsOf = ({ setId, files }: AnnouncedSet) => [setId, ...files.map(({ importId }) => importId)];

/** Visible to everybody before the first row, so that a crash leaves a trace, and the same set cannot run twice. */
async function insertRunning(actor: Actor, { setId, files, asOf, skipBadRows }: AnnouncedSet): Promise<void> {
  // Two sets of the same files at once, in another order, would wait for each other for ever.
  const inOrder = [...files].sort((a, b) => (a.opened.upload.sha256 < b.opened.upload.sha256 ? -1 : 1));
  await inWorkspaceRaw(actor.workspaceId, async (client) => {
    for (const { importId, opened, hash } of inOrder) {
      const { upload, reading, change } = opened;
      const request: ImportRequest = { kind: "set", skipBadRows, asOf, change };
      await client.query(
        `insert into "import" ("workspaceId", "id", "setId", "fileName", "fileHash", "mappingHash", "mapping", "reading", "state", "counts", "createdBy", "uploadId", "request")
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10, $11, $12)`,
        [
          actor.workspaceId,
          importId,
          setId,
          upload.fileName,
          upload.sha256,
          hash,
          JSON.stringify(mappingOf(reading)),
          JSON.stringify(reading),
          JSON.stringify(noCounts satisfies ImportCounts),
          actor.userId,
          upload.id,
          JSON.stringify(request),
        ],
      );
    }
    const detail = { files: files.map(({ opened }) => opened.upload.sha256) };
    await auditRaw(client, actor, { action: "import started", target: setId, detail });
  });
}

/**
 * Imports several files together, all of them or none, joins their rows with everything that is in the workspace, and
 * returns when it is done. Files that are in already, read the same way, change nothing; read another way they replace
 * what they brought. Errors: "not-allowed", "not-found", "file-unreadable", "mapping-unfinished", "already-imported" (all
 * of the files were), "import-problems" (there are problems and they were not to be skipped), "import-stopped".
 */
export async function importSet(actor: Actor, input: ImportSetInput): Promise<Result<SetDone>> {
  const announced = await announce(actor, input);
  return announced.ok ? runSet(actor, announced.value) : announced;
}

/** The same, but returns as soon as the import runs. */
export async function startImportSet(
  actor: Actor,
  input: ImportSetInput,
): Promise<Result<{ setId: string }>> {
  const announced = await announce(actor, input);
  if (!announced.ok) return announced;
  const { setId } = announced.value;
  runSet(actor, announced.value).catch((error: unknown) => log.error({ setId, err: error }, "import failed"));
  return ok({ setId });
}

/**
 * Runs a set again that was interrupted, as it was asked for then: `rows` are its files. Errors: "not-found" where an upload is
 * no longer known, "file-unreadable", and those of a set.
 */
export async function resumeSet(actor: Actor, rows: readonly InterruptedImport[]): Promise<Result<SetDone>> {
  const files: AnnouncedSet["files"][number][] = [];
  let asked: Extract<ImportRequest, { kind: "set" }> | null = null;
  for (const { importId, uploadId, mappingHash: hash, reading, request } of rows) {
    if (request.kind !== "set") return fail("import-stopped");
    asked = request;
    const found = await openReading(actor, uploadId, request.change);
    if (!found.ok) return found;
    const opened = openedOf([found.value]);
    if (!opened.ok) return opened;
    // As it was read then, whatever a later release would guess, or somebody has said since.
    for (const one of opened.value)
      files.push({ importId, hash, opened: { ...one, reading: readingSchema.parse(reading) } });
  }
  const [first] = rows;
  if (asked === null || first === undefined || first.setId === null) return fail("import-stopped");
  const { asOf, skipBadRows } = asked;
  return runSet(actor, { setId: first.setId, attempt: first.attempt, asOf, skipBadRows, files });
}
