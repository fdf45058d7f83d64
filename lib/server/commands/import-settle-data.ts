import type pg from "pg";
import type { Frame } from "#lib/accounts/frame.ts";
import { type FramePart, type FrameToEncode, frameParts } from "#lib/accounts/frame-codec.ts";
import { type Catalogue, foldCatalogue } from "#lib/import/catalogue.ts";
import { catalogueOf } from "#lib/import/folded-columns.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import { rejoin } from "#lib/server/commands/join-workspace.ts";
import { newId } from "#lib/server/db.ts";
import { turnOfOthers } from "#lib/server/in-steps.ts";
import { inOneGo } from "#lib/server/pipelined.ts";
import {
  foldImports,
  isJoined,
  type Renamed,
  readCountingImports,
  tablesOf,
} from "#lib/server/queries/fold-records.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** Writes the workspace's columns anew. */
function writeCatalogue(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  { attributes, outcomes }: Catalogue,
): Promise<unknown> {
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
  return inOneGo([
    client.query(`delete from "attribute" where "workspaceId" = $1`, [workspaceId]),
    client.query(
      `insert into "attribute" ("workspaceId", "id", "name", "role", "dimension", "knownAt", "type", "position", "outcomeKind", "better")
       select $1, "id", "name", "role", "dimension", "knownAt", "type", "position", "outcomeKind", "better"
       from jsonb_to_recordset($2) as a ("id" uuid, "name" text, "role" text, "dimension" text, "knownAt" text,
         "type" text, "position" int, "outcomeKind" text, "better" text)`,
      [workspaceId, JSON.stringify(rows)],
    ),
  ]);
}

/** Of a frame, in one statement; a million accounts' columns together would be held three times over on the way. */
const mostBytesAtOnce = 4_000_000;

function insertParts(client: pg.PoolClient, workspaceId: WorkspaceId, parts: readonly FramePart[]) {
  const places = parts.map((_, i) => `($${i * 2 + 2}::text, $${i * 2 + 3}::bytea)`).join(", ");
  return client.query(
    `insert into "frame" ("workspaceId", "dataRevision", "column", "bytes")
     select w."id", w."dataRevision", f."column", f."bytes"
     from "workspace" w, (values ${places}) as f ("column", "bytes") where w."id" = $1`,
    [
      workspaceId,
      ...parts.flatMap(({ key, bytes }) => [
        key,
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      ]),
    ],
  );
}

/** Writes the frame under a new data revision, which it returns. */
async function writeFrame(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  frame: FrameToEncode,
): Promise<number> {
  const raised = client.query<{ dataRevision: number }>(
    `update "workspace" set "dataRevision" = "dataRevision" + 1 where "id" = $1 returning "dataRevision"`,
    [workspaceId],
  );
  const cleared = client.query(`delete from "frame" where "workspaceId" = $1`, [workspaceId]);
  let before: Promise<unknown>[] = [raised, cleared];
  let group: FramePart[] = [];
  // Until its turn comes, a failure must not count as unhandled, as when the connection is lost.
  const unheard = () => undefined;
  for (const query of before) query.catch(unheard);
  const send = async () => {
    const inserted = insertParts(client, workspaceId, group);
    inserted.catch(unheard);
    group = [];
    await inOneGo(before);
    before = [inserted];
  };
  await turnOfOthers();
  for (const part of frameParts(frame)) {
    group.push(part);
    if (group.reduce((bytes, one) => bytes + one.bytes.byteLength, 0) >= mostBytesAtOnce) await send();
    await turnOfOthers();
  }
  if (group.length > 0) await send();
  await inOneGo(before);
  return (await raised).rows[0]?.dataRevision ?? 0;
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
 * caller's transaction: accounts where several files are joined (unless `joined` says that they are), columns, names,
 * frames. Returns the new revision.
 */
export async function settleData(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  options: { readonly joined?: boolean } = {},
): Promise<number> {
  return (await settleAndTell(client, workspaceId, options)).dataRevision;
}

/** The same, and what is known of the accounts now. */
export async function settleAndTell(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  { joined = false }: { readonly joined?: boolean },
): Promise<{ readonly dataRevision: number; readonly frame: Frame }> {
  const imports = await readCountingImports(client, workspaceId);
  const areJoined = isJoined(imports);
  if (areJoined && !joined) await rejoin(client, workspaceId, tablesOf(imports));
  // Rows of this transaction are in no statistics: taken for a few accounts, each of three hundred thousand was looked for in all
  // records.
  await client.query("set local enable_nestloop = off");
  await client.query(
    `delete from "account" a where a."workspaceId" = $1 and not exists (
       select 1 from "record" r where r."workspaceId" = a."workspaceId" and r."accountId" = a."id")`,
    [workspaceId],
  );
  const folded = await foldImports(client, workspaceId, imports);
  await rename(client, workspaceId, folded.renamed);
  const catalogue = areJoined
    ? catalogueOf(tablesOf(imports))
    : foldCatalogue(imports.map(({ mapping }) => mapping));
  return { dataRevision: await write(client, workspaceId, folded.frame, catalogue), frame: folded.frame };
}

/**
 * The same where the frame is known already and `mappings` are those of the imports that will count, oldest first:
 * all of it is sent before the first answer has come.
 */
export async function settleKnown(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  { frame, mappings }: { readonly frame: FrameToEncode; readonly mappings: readonly Mapping[] },
): Promise<number> {
  return write(client, workspaceId, frame, foldCatalogue(mappings));
}

async function write(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  frame: FrameToEncode,
  catalogue: Catalogue,
): Promise<number> {
  const written = writeCatalogue(client, workspaceId, catalogue);
  const revision = writeFrame(client, workspaceId, frame);
  await inOneGo([written, revision]);
  return revision;
}
