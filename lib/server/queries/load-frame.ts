import type pg from "pg";
import type { Frame } from "#lib/accounts/frame.ts";
import { decodeFrame, type FramePart } from "#lib/accounts/frame-codec.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { foldRecords } from "#lib/server/queries/fold-records.ts";
import { withMerges } from "#lib/server/queries/with-merges.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

export interface LoadedFrame {
  readonly frame: Frame;
  readonly dataRevision: number;
}

/** Frames of a hundred thousand customers take some 20 MB; this many workspaces stay in memory. */
const kept = 8;

// Pages and route handlers load this module separately; on globalThis they share what was loaded.
const shared = globalThis as typeof globalThis & { icpFrames?: Map<string, LoadedFrame> };
shared.icpFrames ??= new Map();
const cache = shared.icpFrames;

function keep(workspaceId: string, loaded: LoadedFrame): LoadedFrame {
  cache.delete(workspaceId);
  cache.set(workspaceId, loaded);
  const [oldest] = cache.keys();
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest);
  return loaded;
}

interface PartRow {
  dataRevision: number;
  key: string | null;
  bytes: Buffer | null;
}

/**
 * All accounts of the actor's workspace, column by column, as they are now; without any while nothing is imported.
 * Read once per data revision and process: the same revision gives the very same object.
 */
export async function loadFrame({ workspaceId }: Pick<Actor, "workspaceId">): Promise<LoadedFrame> {
  return inWorkspaceRaw(workspaceId, (client) => loadFrameIn(client, workspaceId));
}

/** The same within a transaction that has not changed the data. */
export async function loadFrameIn(client: pg.PoolClient, workspaceId: WorkspaceId): Promise<LoadedFrame> {
  const known = cache.get(workspaceId);
  // One statement, so that the revision and its parts are of the same moment.
  const { rows } = await client.query<PartRow>(
    `select w."dataRevision", f."column" as key, f."bytes"
     from "workspace" w
     left join "frame" f on f."workspaceId" = w."id" and f."dataRevision" = w."dataRevision" and w."dataRevision" <> $2
     where w."id" = $1`,
    [workspaceId, known?.dataRevision ?? -1],
  );
  const dataRevision = rows[0]?.dataRevision ?? 0;
  if (known?.dataRevision === dataRevision) return keep(workspaceId, known);
  const parts = rows.flatMap(({ key, bytes }): FramePart[] => (key && bytes ? [{ key, bytes }] : []));
  // Frames are derived: where they are absent, as after a restore, the records tell the same.
  const read = decodeFrame(parts) ?? (await foldRecords(client, workspaceId)).frame;
  return keep(workspaceId, { frame: await withMerges(client, workspaceId, read), dataRevision });
}

/** The last such frames, by workspace: seldom asked for, and seldom for more than one. */
const wholeKept = 2;
const whole = new Map<string, LoadedFrame>();

/**
 * The same with the rows that are set aside, such as single deals, counted as if they were not. It is folded anew from the
 * records: it is asked for only to be compared.
 */
export async function loadFrameWithSetAside(actor: Pick<Actor, "workspaceId">): Promise<LoadedFrame> {
  const { workspaceId } = actor;
  const { dataRevision } = await loadFrame(actor);
  const known = whole.get(workspaceId);
  if (known?.dataRevision === dataRevision) return known;
  const frame = await inWorkspaceRaw(workspaceId, async (client) =>
    withMerges(
      client,
      workspaceId,
      (await foldRecords(client, workspaceId, null, { withSetAside: true })).frame,
    ),
  );
  const loaded = { frame, dataRevision };
  whole.delete(workspaceId);
  whole.set(workspaceId, loaded);
  const [oldest] = whole.keys();
  if (whole.size > wholeKept && oldest !== undefined) whole.delete(oldest);
  return loaded;
}
