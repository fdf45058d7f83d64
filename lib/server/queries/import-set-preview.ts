import { createHash } from "node:crypto";
import { z } from "zod";
import type { Frame } from "#lib/accounts/frame.ts";
import { ok, type Result } from "#lib/errors/result.ts";
import { unpackCells } from "#lib/import/cells.ts";
import { type CountingTable, createAccountFolder, type PlacedRow } from "#lib/import/fold-frame.ts";
import type { FileCounts, SetPreview } from "#lib/import/import-set.ts";
import { doubtsToAnswer, nameOfAccount, type WorkspaceJoin } from "#lib/import/join-plan.ts";
import { canonicalReading } from "#lib/import/reading.ts";
import { changeBetween } from "#lib/import/set-change.ts";
import { dayOf } from "#lib/import/set-table.ts";
import { paced, type Steps } from "#lib/import/steps.ts";
import { isoDate } from "#lib/import/value.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { inSteps } from "#lib/server/in-steps.ts";
import { readCountingImports, readSetAsideRows, tablesOf } from "#lib/server/queries/fold-records.ts";
import { type OpenedReading, understoodOf } from "#lib/server/queries/import-reading.ts";
import { joinIncoming } from "#lib/server/queries/join-incoming.ts";
import { listAnswered } from "#lib/server/queries/load-doubts.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
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
} from "#lib/server/queries/read-set.ts";
import { withMerges } from "#lib/server/queries/with-merges.ts";
import { fileNamesOf, readWorkspaceRows, type StoredRow } from "#lib/server/queries/workspace-rows.ts";

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

interface Dry {
  readonly join: WorkspaceJoin;
  readonly stored: readonly StoredRow[];
  readonly tables: readonly CountingTable[];
  readonly names: ReadonlyMap<string, string>;
  /** Keys of single rows that people have set aside. */
  readonly setAside: readonly string[];
}

/** The joining of the workspace with these files in it; files that are in already are taken as they come in now. */
async function joinDry(
  actor: Pick<Actor, "workspaceId">,
  read: readonly ReadTable[],
  asOf: number,
): Promise<Dry> {
  const { workspaceId } = actor;
  return inWorkspaceRaw(workspaceId, async (client) => {
    const hashes = new Set(read.map(({ table }) => table.fileHash));
    const all = tablesOf(await readCountingImports(client, workspaceId));
    const staying = all.filter(({ fileHash }) => !hashes.has(fileHash));
    const leaving = await readWorkspaceRows(
      client,
      workspaceId,
      all.filter(({ fileHash }) => hashes.has(fileHash)),
      { cells: false },
    );
    const stored = await readWorkspaceRows(client, workspaceId, staying, { cells: true });
    const order = staying.length;
    const join = await joinIncoming(client, workspaceId, { stored, read, order, leaving });
    const names = await fileNamesOf(
      client,
      workspaceId,
      staying.map(({ id }) => id),
    );
    return {
      join,
      stored,
      tables: [...staying, ...read.map(({ table }) => ({ ...table, asOf, order }))],
      names,
      setAside: await readSetAsideRows(client, workspaceId),
    };
  });
}

interface Place {
  readonly table: number;
  readonly number: number;
  readonly cells: string;
}

/** All rows in the order of the joining: those stored, then file by file. */
function placesOf({ stored, tables }: Dry, read: readonly ReadTable[]): Place[] {
  const first = tables.length - read.length;
  return [
    ...stored,
    ...read.flatMap(({ rows }, file) =>
      rows.map(({ number, cells }) => ({ table: first + file, number, cells })),
    ),
  ];
}

const placed = ({ table, number, cells }: Place): PlacedRow => ({ table, number, cells: unpackCells(cells) });

/** The frame as it would be, folded from all rows by account. */
function* foldDry({ join, tables, setAside }: Dry, places: readonly Place[]): Steps<Frame> {
  const rowsOf: Place[][] = join.ids.map(() => []);
  const folder = createAccountFolder(tables, new Set(setAside));
  yield* paced(places, (place, at) => {
    rowsOf[join.accountOfRow[at] ?? -1]?.push(place);
    if (tables[place.table]?.plan.source.kind === "spend") folder.putSpend(placed(place));
  });
  const inOrder = join.ids.map((id, at) => ({ id, at })).sort((a, b) => (a.id < b.id ? -1 : 1));
  yield* paced(inOrder, ({ id, at }) => {
    folder.begin(id);
    // Tables are in the order of their imports, and rows of one table in that of its file.
    const rows = [...(rowsOf[at] ?? [])].sort((a, b) => a.table - b.table || a.number - b.number);
    for (const row of rows) folder.put(placed(row));
  });
  return folder.finish();
}

/**
 * What importing these files would do: how each is read, what joins, what is doubtful, which accounts are new or changed.
 * Nothing is written. Error: "not-found".
 */
export async function previewSet(
  actor: Actor,
  { uploadIds, asOf, whole }: z.output<typeof previewSetInput>,
): Promise<Result<SetPreview>> {
  const opened = await openSet(actor, uploadIds);
  if (!opened.ok) return opened;
  const results = opened.value;
  const plain = await plainTable(actor, results, asOf);
  if (plain !== null) return ok(await previewPlain(plain, results, whole));
  const tables = results.flatMap((result) =>
    result.opened === null ? [] : [incomingTable(result.opened, result.opened.upload.id, 0)],
  );
  const read: ReadTable[] = [];
  for (const table of tables) read.push(await collectTable(table, { cells: true }));
  const day = asOf === null ? latestOf(read) : dayOf(asOf);
  const before = await loadFrame(actor);
  const dry = await joinDry(actor, read, day);
  const places = placesOf(dry, read);
  const { join } = dry;
  const names = new Map(join.ids.map((id, at) => [id, nameOfAccount(join.joined.accounts[at]!)]));
  const earlier = await earlierImports(
    actor,
    tables.map(({ fileHash }) => fileHash),
  );
  const joins = [
    ...dry.stored.map((row) => row.join),
    ...read.flatMap(({ rows }) => rows.map((row) => row.join)),
  ];
  const folded = await inSteps(foldDry(dry, places));
  const after = await inWorkspaceRaw(actor.workspaceId, (client) =>
    withMerges(client, actor.workspaceId, folded),
  );
  const fileOf = (table: number) =>
    read[table - (dry.tables.length - read.length)]?.table.opened.upload.fileName ??
    dry.names.get(dry.tables[table]?.id ?? "") ??
    "";
  return ok({
    files: results.map(understoodOf),
    whole: true,
    counts: read.map((one) => fileCounts(one, asOf, earlier)),
    joins: { ...join.joined.counts, byAnswer: join.joined.answered },
    doubts: doubtsToAnswer(join, (at) => {
      const { table, number } = places[at]!;
      return { join: joins[at]!, row: number, fileName: fileOf(table) };
    }),
    answered: await listAnswered(actor),
    change: await inSteps(changeBetween(before.frame, after, (id) => names.get(id) ?? "")),
    problems: problemsOf(read),
    issues: issuesOf(results, read).slice(0, issuesShown),
    asOf: Number.isNaN(day) ? null : isoDate(day),
    blocked: blockedBy(results, read),
  });
}

function fileCounts(
  { table, reader }: ReadTable,
  asOf: string | null,
  earlier: readonly Earlier[],
): FileCounts {
  const hash = hashOfReading(table.opened, asOf);
  const same = earlier.find((one) => one.fileHash === table.fileHash && one.mappingHash === hash);
  const { rows, setAside, problems } = reader;
  const uploadId = table.opened.upload.id;
  const retention = reader.retention();
  return { uploadId, rows, setAside, problems, importedOn: same?.day ?? null, retention };
}
