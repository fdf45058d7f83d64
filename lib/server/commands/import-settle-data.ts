import type pg from "pg";
import type { Frame } from "#lib/accounts/frame.ts";
import { encodeFrame } from "#lib/accounts/frame-codec.ts";
import { foldCatalogue } from "#lib/import/catalogue.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import { newId } from "#lib/server/db.ts";
import { foldRecords, type Renamed, readCountingImports } from "#lib/server/queries/fold-records.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** One import or undo at a time in a workspace; it waits here for the one before it. */
export async function lockData(client: pg.PoolClient, workspaceId: WorkspaceId): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`data ${workspaceId}`]);
}

/** Writes the workspace's columns anew, folded from the mappings of its imports, oldest first. */
async function writeCatalogue(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  mappings: readonly Mapping[],
): Promise<void> {
  const { attributes, outcomes } = foldCatalogue(mappings);
  const rows = [
    ...attributes.map(({ name, dimension, knownAt, type }) => ({
      name,
      role: "attribute",
      dimension,
      knownAt,
      type,
    })),
    ...outcomes.map(({ name, kind, better }) => ({
      name,
      role: "outcome",
      dimension: "behavioural",
      knownAt: "customer",
      type: "number",
      outcomeKind: kind,
      better,
    })),
  ].map((row, position) => ({ id: newId(), position, ...row }));
  await client.query(`delete from "attribute" where "workspaceId" = $1`, [workspaceId]);
  await client.query(
    `insert into "attribute" ("workspaceId", "id", "name", "role", "dimension", "knownAt", "type", "position", "outcomeKind", "better")
     select $1, "id", "name", "role", "dimension", "knownAt", "type", "position", "outcomeKind", "better"
     from jsonb_to_recordset($2) as a ("id" uuid, "name" text, "role" text, "dimension" text, "knownAt" text,
       "type" text, "position" int, "outcomeKind" text, "better" text)`,
    [workspaceId, JSON.stringify(rows)],
  );
}

async function writeFrame(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  revision: number,
  frame: Frame,
): Promise<void> {
  const parts = encodeFrame(frame);
  await client.query(`delete from "frame" where "workspaceId" = $1`, [workspaceId]);
  const places = parts.map((_, i) => `($1, $2, $${i * 2 + 3}, $${i * 2 + 4})`).join(", ");
  await client.query(
    `insert into "frame" ("workspaceId", "dataRevision", "column", "bytes") values ${places}`,
    [
      workspaceId,
      revision,
      ...parts.flatMap(({ key, bytes }) => [
        key,
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      ]),
    ],
  );
}

async function rename(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  renamed: readonly Renamed[],
): Promise<void> {
  if (renamed.length === 0) return;
  await client.query(
    `update "account" a set "name" = n."name", "domain" = n."domain"
     from jsonb_to_recordset($2) as n ("id" uuid, "name" text, "domain" text)
     where a."workspaceId" = $1 and a."id" = n."id"`,
    [workspaceId, JSON.stringify(renamed)],
  );
}

/**
 * Brings everything that is derived from records into line with them, and raises the data revision, in the
 * caller's transaction: columns, names, frames. `frame` spares reading the records again where it is known. Returns
 * the new revision.
 */
export async function settleData(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  frame: Frame | null,
): Promise<number> {
  if (frame === null) {
    await client.query(
      `delete from "account" a where a."workspaceId" = $1 and not exists (
         select 1 from "record" r where r."workspaceId" = a."workspaceId" and r."accountId" = a."id")`,
      [workspaceId],
    );
  }
  const imports = await readCountingImports(client, workspaceId);
  await writeCatalogue(
    client,
    workspaceId,
    imports.map(({ mapping }) => mapping),
  );
  const folded = frame === null ? await foldRecords(client, workspaceId) : { frame, renamed: [] };
  await rename(client, workspaceId, folded.renamed);
  const { rows } = await client.query<{ dataRevision: number }>(
    `update "workspace" set "dataRevision" = "dataRevision" + 1 where "id" = $1 returning "dataRevision"`,
    [workspaceId],
  );
  const revision = rows[0]?.dataRevision ?? 0;
  await writeFrame(client, workspaceId, revision, folded.frame);
  return revision;
}
