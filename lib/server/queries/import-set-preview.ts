import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import type { Frame } from "#lib/accounts/frame.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { type MainCurrencies, mainCurrencies, uncountedIn } from "#lib/import/fold-currencies.ts";
import type { DoubtToAnswer, FileCounts, JoinCounts, SetIssue, SetPreview } from "#lib/import/import-set.ts";
import { doubtsToAnswer, namesOfAccounts } from "#lib/import/join-plan.ts";
import { createPlacedRows } from "#lib/import/placed-rows.ts";
import { canonicalReading } from "#lib/import/reading.ts";
import type { ImportProgress } from "#lib/import/report.ts";
import { changeBetween } from "#lib/import/set-change.ts";
import { dayOf, type SetRow } from "#lib/import/set-table.ts";
import { isoDate } from "#lib/import/value.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import {
  askToStop,
  forgetProgress,
  isAskedToStop,
  isRunningHere,
  lookOf,
  progressOf,
  reportProgress,
} from "#lib/server/import-progress.ts";
import { inSteps } from "#lib/server/in-steps.ts";
import { foldDry, type KeptRows, keepDryRows } from "#lib/server/queries/fold-dry.ts";
import { readCountingImports, tablesOf } from "#lib/server/queries/fold-records.ts";
import { type OpenedReading, understoodOf } from "#lib/server/queries/import-reading.ts";
import { joinTogether, rowTeller, storedRows } from "#lib/server/queries/join-incoming.ts";
import { listAnswered } from "#lib/server/queries/load-doubts.ts";
import { loadFrameIn } from "#lib/server/queries/load-frame.ts";
import { previewPlain } from "#lib/server/queries/plain-preview.ts";
import { plainTable } from "#lib/server/queries/plain-table.ts";
import {
  blockedBy,
  collectTable,
  incomingTable,
  issuesOf,
  issuesShown,
  latestOf,
  openSet,
  problemsOf,
  type ReadTable,
  StoppedByAsking,
} from "#lib/server/queries/read-set.ts";
import { createSetProgress } from "#lib/server/queries/set-progress.ts";
import { withMerges } from "#lib/server/queries/with-merges.ts";
import { readWorkspaceRows } from "#lib/server/queries/workspace-rows.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

export const previewSetInput = z.object({
  uploadIds: z.array(z.uuid()).min(1).max(20),
  asOf: z.iso.date().nullable(),
  /** False: of a large table alone the first part is enough, while somebody is choosing. */
  whole: z.boolean(),
});

/** Of how a file is read, with the day it was exported where somebody says so: by it the same import is known. */
export const hashOfReading = ({ reading }: OpenedReading, asOf: string | null): string =>
  createHash("sha256")
    .update(`${canonicalReading(reading)}${asOf ?? ""}`)
    .digest("hex");

interface Earlier {
  readonly id: string;
  readonly fileHash: string;
  readonly mappingHash: string;
  readonly day: string;
}

/** Imports that count whose files are among these. */
export async function earlierImports(
  actor: Pick<Actor, "workspaceId">,
  fileHashes: readonly string[],
): Promise<readonly Earlier[]> {
  return inWorkspaceRaw(actor.workspaceId, async (client) => {
    const { rows } = await client.query<Earlier>(
      `select "id", "fileHash", "mappingHash", to_char("createdAt", 'FMDD FMMonth YYYY') as "day" from "import"
       where "workspaceId" = $1 and "fileHash" = any($2) and "state" in ('running', 'done')`,
      [actor.workspaceId, fileHashes],
    );
    return rows;
  });
}

/** Of the workspace with these files in it; files that are in already are taken as they come in now. */
interface Joined {
  readonly read: readonly ReadTable[];
  readonly joins: JoinCounts;
  readonly nameOf: ReadonlyMap<string, string>;
  readonly doubts: readonly DoubtToAnswer[];
  readonly asOf: number;
  /** Of files as a whole: amounts in another currency than the workspace's. */
  readonly uncounted: readonly SetIssue[];
  readonly main: MainCurrencies;
}

interface Dry extends Joined {
  readonly before: Frame;
  readonly after: Frame;
}

interface Run {
  readonly run: string;
  readonly asOf: string | null;
}

function endIfAsked(run: string): void {
  if (isAskedToStop(run)) throw new StoppedByAsking("the dry run was stopped");
}

/** Joins the rows and puts them in order. In a function of its own: they are not held while they are folded. */
async function joinDry(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  opened: readonly OpenedReading[],
  { asOf, run }: Run,
): Promise<Joined & { readonly kept: KeptRows }> {
  const between = () => endIfAsked(run);
  const progress = createSetProgress(
    [run],
    opened.map(({ upload }) => upload.bytes),
  );
  const all = tablesOf(await readCountingImports(client, workspaceId));
  const hashes = new Set(opened.map(({ upload }) => upload.sha256));
  const leaving = createPlacedRows();
  const going = all.filter(({ fileHash }) => hashes.has(fileHash));
  await readWorkspaceRows(client, workspaceId, going, leaving);
  const staying = all.filter(({ fileHash }) => !hashes.has(fileHash));
  const rows = await storedRows(client, workspaceId, staying);
  const read: ReadTable[] = [];
  for (const one of opened) {
    const table = incomingTable(one, run, staying.length);
    const at = staying.length + read.length;
    read.push(await collectTable(table, at, rows.placed, (some) => progress.saw(some, true)));
  }
  const day = asOf === null ? latestOf(read) : dayOf(asOf);
  const join = await joinTogether(client, workspaceId, rows, leaving, between);
  const names = opened.map(({ upload }) => upload.fileName);
  const doubts = doubtsToAnswer(join, await rowTeller(client, workspaceId, rows, names));
  const tables = [...staying, ...read.map(({ table }) => ({ ...table, asOf: day }))];
  const saw = (some: readonly SetRow[]) => progress.saw(some, false);
  const sorted = await keepDryRows(client, { rows, read, join, tables, saw, between });
  progress.finishing();
  const nameOf = await inSteps(namesOfAccounts(join));
  const main = mainCurrencies(tables);
  const uncounted = read.flatMap(({ table }): SetIssue[] => {
    const { id: uploadId, fileName } = table.opened.upload;
    return uncountedIn(table, main).map(({ column, currency: value, message }) => ({
      ...{ uploadId, fileName, row: null, column, code: "currency", value, message },
    }));
  });
  const joins = { ...join.joined.counts, byAnswer: join.joined.answered };
  const kept = { tables, between, sorted, stored: staying.length };
  return { read, joins, nameOf, doubts, asOf: day, uncounted, main, kept };
}

async function runDry(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  opened: readonly OpenedReading[],
  run: Run,
): Promise<Dry> {
  const { frame: before } = await loadFrameIn(client, workspaceId);
  const { kept, ...joined } = await joinDry(client, workspaceId, opened, run);
  const folded = await foldDry(client, workspaceId, kept);
  return { ...joined, before, after: await withMerges(client, workspaceId, folded) };
}

/**
 * What importing these files would do: how each is read, what joins, what is doubtful, which accounts are new or changed.
 * Nothing is written. A newer look of the same person at the same files ends an older one. Errors: "not-found", "look-stopped".
 */
export async function previewSet(
  actor: Actor,
  input: z.output<typeof previewSetInput>,
): Promise<Result<SetPreview>> {
  const run = lookOf(actor, input.uploadIds);
  for (; isRunningHere(run); await pause(10)) askToStop(run);
  reportProgress(run, { bytesRead: 0, bytes: 1, rows: 0, phase: "reading" });
  try {
    return await look(actor, input, run);
  } catch (error) {
    if (error instanceof StoppedByAsking) return fail("look-stopped");
    throw error;
  } finally {
    forgetProgress(run);
  }
}

/** How far the actor's look at these files is; null where none runs here. */
export const progressOfLook = (actor: Actor, uploadIds: readonly string[]): ImportProgress | null =>
  progressOf(lookOf(actor, uploadIds));

/** Ends the actor's look at these files. */
export const stopLook = (actor: Actor, uploadIds: readonly string[]): void =>
  askToStop(lookOf(actor, uploadIds));

async function look(
  actor: Actor,
  { uploadIds, asOf, whole }: z.output<typeof previewSetInput>,
  run: string,
): Promise<Result<SetPreview>> {
  const results = await openSet(actor, uploadIds);
  if (!results.ok) return results;
  const plain = await plainTable(actor, results.value, asOf);
  if (plain !== null) return ok(await previewPlain(plain, results.value, { whole, run }));
  const opened = results.value.flatMap((result) => result.opened ?? []);
  const { workspaceId } = actor;
  const dry = await inWorkspaceRaw(
    workspaceId,
    (client) => runDry(client, workspaceId, opened, { asOf, run }),
    { behindPages: true },
  );
  const { read, nameOf } = dry;
  const earlier = await earlierImports(
    actor,
    opened.map(({ upload }) => upload.sha256),
  );
  return ok({
    files: results.value.map((result) => understoodOf(result, dry.main)),
    whole: true,
    counts: read.map((one) => fileCounts(one, asOf, earlier)),
    joins: dry.joins,
    doubts: dry.doubts,
    answered: await listAnswered(actor),
    change: await inSteps(changeBetween(dry.before, dry.after, (id) => nameOf.get(id) ?? "")),
    problems: problemsOf(read) + dry.uncounted.length,
    issues: [...dry.uncounted, ...issuesOf(results.value, read)].slice(0, issuesShown),
    asOf: Number.isNaN(dry.asOf) ? null : isoDate(dry.asOf),
    blocked: blockedBy(results.value, read),
  });
}

function fileCounts(
  { table, reader }: ReadTable,
  asOf: string | null,
  earlier: readonly Earlier[],
): FileCounts {
  const hash = hashOfReading(table.opened, asOf);
  const same = earlier.find((one) => one.fileHash === table.fileHash && one.mappingHash === hash);
  const { rows, setAside, footer, problems } = reader;
  const uploadId = table.opened.upload.id;
  const retention = reader.retention();
  return { uploadId, rows, setAside, footer, problems, importedOn: same?.day ?? null, retention };
}
