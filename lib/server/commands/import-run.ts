import type pg from "pg";
import type { NamedTable } from "#lib/compute/named-table.ts";
import { ReadingStopped, refusalIn } from "#lib/compute/open-table.ts";
import { createQuickRows } from "#lib/compute/quick-rows.ts";
import type { TablePiece } from "#lib/compute/table-bytes.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { ImportCounts } from "#lib/import/counts.ts";
import { createFrameBuilder } from "#lib/import/frame-builder.ts";
import type { Issue } from "#lib/import/issue.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import { createFileReader, type FileReader } from "#lib/import/read-file.ts";
import type { AccountRow } from "#lib/import/read-row.ts";
import { type Refusal, sentenceOfRefusal } from "#lib/import/refusal.ts";
import { isoDate } from "#lib/import/value.ts";
import type { Actor } from "#lib/server/actor.ts";
import { failureToKeep, goesOn, holdAttempt, mayStillImport } from "#lib/server/commands/import-attempt.ts";
import { settleData, settleKnown } from "#lib/server/commands/import-settle-data.ts";
import { createRowWriter, type RowWriter } from "#lib/server/commands/import-write-rows.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { forgetProgress, isAskedToStop, reportProgress } from "#lib/server/import-progress.ts";
import { inSteps, turnOfOthers } from "#lib/server/in-steps.ts";
import { inOneGo } from "#lib/server/pipelined.ts";
import { readCountingImports } from "#lib/server/queries/fold-records.ts";
import { lockData } from "#lib/server/queries/lock-data.ts";
import { problemsKept, todayInDays } from "#lib/server/queries/read-set.ts";
import type { StoredUpload } from "#lib/server/queries/read-upload.ts";

export interface ImportDone {
  readonly importId: string;
  readonly counts: ImportCounts;
  readonly dataRevision: number;
}

/** What an import needs of a table, wherever it comes from. */
export type ImportedTable = Pick<NamedTable, "headings" | "layout" | "bytes" | "pieces" | "data">;

/** An import that has been announced and can be run. */
export interface AnnouncedImport {
  readonly importId: string;
  readonly attempt: number;
  readonly upload: StoredUpload;
  readonly table: ImportedTable;
  readonly mapping: Mapping;
  readonly skipBadRows: boolean;
  /** What else comes with it, in the same transaction, once its accounts are known. */
  readonly also?: (client: pg.PoolClient) => Promise<void>;
}

const rowsToBegin = 150;
const rowsAtOnce = 900;
/** What is read in about a millisecond. */
const bytesAtOnce = 16_384;
/** Read in a third of a second: that is over before pages wait, and a new connection afterwards would take its part of it. */
const mostBytesBesidePages = 8_000_000;

/** Ends the transaction without a trace of the rows; what went wrong travels in it. */
class TakenBack extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super("the import was taken back");
    this.result = result;
  }
}

function stopIfAsked(importId: string): void {
  if (isAskedToStop(importId)) throw new TakenBack(fail("import-stopped"));
}

type Put = (ids: readonly string[], rows: readonly AccountRow[]) => void;

/** Reads the whole file; hands rows to the writer until the first problem that stops the import. */
async function readRows(
  { importId, table, skipBadRows }: AnnouncedImport,
  reader: FileReader,
  writer: RowWriter,
): Promise<void> {
  for await (const { rows, bytesRead } of table.data()) {
    stopIfAsked(importId);
    const accepted = reader.read(rows);
    // After a problem the rest is read only to tell all problems at once.
    if (skipBadRows || reader.problems === 0) await writer.write(accepted);
    report(importId, table, bytesRead, reader);
  }
}

/** The same where no account is known yet: from the file's bytes, in the quick way. */
async function readNewRows(
  { importId, table, skipBadRows }: AnnouncedImport,
  pieces: AsyncGenerator<TablePiece, void, void>,
  reader: FileReader,
  writer: RowWriter,
  put: Put,
): Promise<void> {
  const quick = createQuickRows(reader, table.layout, table.headings.length);
  const write = async () => {
    const { rows, cells } = quick.take();
    if (skipBadRows || reader.problems === 0) put(await writer.writeNew(rows, cells), rows);
  };
  // The database waits for the first rows, so they are few.
  let enough = rowsToBegin;
  for await (const { bytes, read } of pieces) {
    stopIfAsked(importId);
    for (let at = 0; at < bytes.length; at += bytesAtOnce) {
      quick.push(bytes.subarray(at, at + bytesAtOnce));
      if (quick.brokenRow !== null) throw new ReadingStopped({ reason: "endless row", row: quick.brokenRow });
      if (quick.waiting >= enough) {
        await write();
        enough = rowsAtOnce;
      }
      // Whoever waits for a page gets it between two steps.
      await turnOfOthers();
    }
    report(importId, table, read, reader);
  }
  quick.end();
  await write();
}

function report(
  importId: string,
  table: ImportedTable,
  bytesRead: number,
  reader: FileReader,
  isRead = false,
): void {
  const phase = isRead ? "finishing" : "reading";
  reportProgress(importId, { bytesRead, bytes: table.bytes, rows: reader.rows, phase });
}

function countsOf(reader: FileReader, writer: RowWriter): ImportCounts {
  const { rows, accepted, problems } = reader;
  const { accountsNew, accountsUpdated } = writer;
  return { rows, imported: accepted, skipped: rows - accepted, accountsNew, accountsUpdated, problems };
}

/** The same file, read another way before: what it brought gives way to what it brings now. */
async function replaceSameFile(
  client: pg.PoolClient,
  actor: Actor,
  { importId, upload }: AnnouncedImport,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `update "import" set "state" = 'undone', "undoneAt" = now()
     where "workspaceId" = $1 and "fileHash" = $2 and "state" = 'done' and "id" <> $3 returning "id"`,
    [actor.workspaceId, upload.sha256, importId],
  );
  if (rows.length === 0) return;
  await client.query(`delete from "record" where "workspaceId" = $1 and "importId" = any($2::uuid[])`, [
    actor.workspaceId,
    rows.map(({ id }) => id),
  ]);
}

async function markDone(
  client: pg.PoolClient,
  actor: Actor,
  { importId, attempt }: AnnouncedImport,
  { counts, problems, asOf }: { counts: ImportCounts; problems: readonly Issue[]; asOf: number },
): Promise<void> {
  const [{ rowCount }, may] = await Promise.all([
    client.query(
      `update "import" set "state" = 'done', "counts" = $3, "problems" = $4, "asOf" = $5, "finishedAt" = now()
       where "workspaceId" = $1 and "id" = $2 and "state" = 'running' and "attempt" = $6`,
      [
        actor.workspaceId,
        importId,
        JSON.stringify(counts),
        JSON.stringify(problems),
        Number.isNaN(asOf) ? null : isoDate(asOf),
        attempt,
      ],
    ),
    mayStillImport(client, actor),
  ]);
  // It was cancelled, or another process took this one for dead and took it up: it must not come back to life.
  if (rowCount !== 1) throw new TakenBack(fail("import-stopped"));
  if (!may) throw new TakenBack(fail("not-allowed"));
}

/** Refuses what must not become data: a file that ends in nonsense, one with problems, one without a row. */
function requireGood(
  { importId, skipBadRows }: AnnouncedImport,
  reader: FileReader,
  refusal: Refusal | null,
) {
  stopIfAsked(importId);
  if (refusal !== null)
    throw new TakenBack(fail("file-unreadable", { sentence: sentenceOfRefusal(refusal) }));
  if (reader.accepted === 0 || (reader.problems > 0 && !skipBadRows)) {
    throw new TakenBack(fail("import-problems", { problems: reader.problems, importId }));
  }
}

async function importInto(
  client: pg.PoolClient,
  actor: Actor,
  job: AnnouncedImport,
  reader: FileReader,
): Promise<ImportDone> {
  const { workspaceId } = actor;
  const { importId } = job;
  const [isMine, , { rows }, counting] = await Promise.all([
    holdAttempt(client, workspaceId, attemptOf(job)),
    lockData(client, workspaceId),
    client.query<{ filled: boolean }>(
      `select exists (select 1 from "account" where "workspaceId" = $1) as filled`,
      [workspaceId],
    ),
    readCountingImports(client, workspaceId, importId),
  ]);
  if (!isMine) throw new TakenBack(fail("import-stopped"));
  const isEmpty = rows[0]?.filled !== true;
  if (!isEmpty) await replaceSameFile(client, actor, job);
  const writer = createRowWriter(client, workspaceId, importId, { isEmpty, now: Date.now() });
  const builder = createFrameBuilder(reader.shape.attributes, reader.shape.outcomes);
  const source = builder.source(reader.shape);
  // Where there were accounts before, all records are folded at the end instead of into this frame.
  const pieces = isEmpty ? job.table.pieces : null;
  const refusal = await refusalIn(
    pieces !== null
      ? readNewRows(job, pieces(), reader, writer, (ids, accepted) => {
          for (let i = 0; i < accepted.length; i++) {
            builder.begin(ids[i] ?? "");
            builder.put(source, accepted[i] as AccountRow);
          }
        })
      : readRows(job, reader, writer),
  );
  requireGood(job, reader, refusal);
  await job.also?.(client);
  report(importId, job.table, job.table.bytes, reader, true);
  const counts = countsOf(reader, writer);
  const asOf = reader.asOf();
  // The database still writes rows while the frame is made and what comes after the rows is sent.
  const frame = pieces === null ? null : await inSteps(builder.unfold(() => asOf));
  const done = markDone(client, actor, job, { counts, problems: reader.issues, asOf });
  const revision =
    frame === null
      ? settleData(client, workspaceId)
      : settleKnown(client, workspaceId, { frame, mappings: counting.map(({ mapping }) => mapping) });
  const [, , dataRevision] = await inOneGo([writer.settle(), done, revision] as const);
  stopIfAsked(importId);
  return { importId, counts, dataRevision };
}

const attemptOf = ({ importId, attempt }: AnnouncedImport) => ({ runId: importId, attempt });

async function markFailed(
  actor: Actor,
  { importId, attempt }: AnnouncedImport,
  reader: FileReader,
  failure: string | null,
): Promise<void> {
  const counts: ImportCounts = {
    rows: reader.rows,
    imported: 0,
    skipped: 0,
    accountsNew: 0,
    accountsUpdated: 0,
    problems: reader.problems,
  };
  await inWorkspaceRaw(actor.workspaceId, (client) =>
    client.query(
      `update "import" set "state" = 'failed', "counts" = $3, "problems" = $4, "failure" = $5, "finishedAt" = now()
       where "workspaceId" = $1 and "id" = $2 and "state" = 'running' and "attempt" = $6`,
      [actor.workspaceId, importId, JSON.stringify(counts), JSON.stringify(reader.issues), failure, attempt],
    ),
  );
}

/**
 * Runs an announced import in one transaction: all of its rows are there afterwards, with columns, frames and the
 * new data revision, or none. Errors: "import-problems", "file-unreadable", "import-stopped", "not-allowed" where the actor
 * has lost the right meanwhile; "import-goes-on" where the run was cut off and the import will be taken up again.
 */
export async function runImport(actor: Actor, job: AnnouncedImport): Promise<Result<ImportDone>> {
  const reader = createFileReader(job.mapping, job.upload.sha256, {
    today: todayInDays(),
    issuesKept: problemsKept,
  });
  try {
    const run = (client: pg.PoolClient) => importInto(client, actor, job, reader);
    const behindPages = job.table.bytes > mostBytesBesidePages;
    return ok(await inWorkspaceRaw(actor.workspaceId, run, { behindPages }));
  } catch (error) {
    if (await goesOn(actor, attemptOf(job), error)) return fail("import-goes-on");
    const result = error instanceof TakenBack ? error.result : null;
    await markFailed(actor, job, reader, failureToKeep(result));
    if (result !== null) return result;
    throw error;
  } finally {
    forgetProgress(job.importId);
  }
}
