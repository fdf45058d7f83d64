import { createHash } from "node:crypto";
import type pg from "pg";
import type { ExportTable } from "#lib/compute/read-workshop-export.ts";
import { packCells } from "#lib/import/cells.ts";
import { type ImportCounts, noCounts } from "#lib/import/counts.ts";
import { canonicalMapping, type Mapping, mappingSchema } from "#lib/import/mapping.ts";
import { notText } from "#lib/import/split.ts";
import { ignoring } from "#lib/samples/mapping.ts";
import type { Actor } from "#lib/server/actor.ts";
import { newId } from "#lib/server/db.ts";
import { peopleRows, sayingOf } from "#lib/server/queries/export-tables.ts";
import type { StoredUpload } from "#lib/server/queries/read-upload.ts";

const rowsAtOnce = 2000;
/** Marks that keep stored cells apart cannot be stored in them. */
const marks = new RegExp(notText, "g");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** How often each row about a person is there already. */
async function knownPeople(client: pg.PoolClient, actor: Actor): Promise<Map<string, number>> {
  const { headings, rows } = await peopleRows(client, actor);
  const known = new Map<string, number>();
  for await (const cells of rows()) {
    const saying = sayingOf(headings, cells);
    known.set(saying, (known.get(saying) ?? 0) + 1);
  }
  return known;
}

async function insertImport(
  client: pg.PoolClient,
  actor: Actor,
  upload: StoredUpload,
  mapping: Mapping,
): Promise<string> {
  const importId = newId();
  await client.query(
    `insert into "import" ("workspaceId", "id", "fileName", "fileHash", "mappingHash", "mapping", "state", "counts", "createdBy", "finishedAt")
     values ($1, $2, $3, $4, $5, $6, 'done', '{}', $7, now())`,
    [
      actor.workspaceId,
      importId,
      `${upload.fileName}, people`,
      // Of its own: the accounts of the same file, read anew, must not take the people back.
      sha256(`${upload.sha256} people ${importId}`),
      sha256(canonicalMapping(mapping)),
      JSON.stringify(mapping),
      actor.userId,
    ],
  );
  return importId;
}

/**
 * Keeps the people of an export as records beside their accounts, in the caller's transaction; those who are there already,
 * told in the same words, are not doubled. Returns how many were added.
 */
export async function takeInPeople(
  client: pg.PoolClient,
  actor: Actor,
  upload: StoredUpload,
  people: ExportTable,
): Promise<number> {
  const { workspaceId } = actor;
  const known = await knownPeople(client, actor);
  const mapping = mappingSchema.parse(ignoring(people.headings.slice(1)));
  let importId: string | null = null;
  let count = 0;
  let batch: (readonly string[])[] = [];
  const flush = async () => {
    importId ??= await insertImport(client, actor, upload, mapping);
    await client.query(
      `insert into "record" ("workspaceId", "importId", "rowNumber", "kind", "accountId", "identity", "cells")
       select $1::uuid, $2::uuid, r.number, 'person', null, nullif(r.identity, ''), r.cells
       from unnest($3::int[], $4::text[], $5::text[]) as r (number, identity, cells)`,
      [
        workspaceId,
        importId,
        // The headings are row 1, as a spreadsheet counts.
        batch.map((_, i) => count - batch.length + i + 2),
        batch.map(([identity = ""]) => identity),
        batch.map((cells) => packCells(cells.slice(1).map((cell) => cell.replaceAll(marks, "\ufffd")))),
      ],
    );
    batch = [];
  };
  for await (const cells of people.rows()) {
    const saying = sayingOf(people.headings, cells);
    const times = known.get(saying) ?? 0;
    if (times > 0) known.set(saying, times - 1);
    else {
      batch.push(cells);
      count++;
    }
    if (batch.length >= rowsAtOnce) await flush();
  }
  if (batch.length > 0) await flush();
  const counts: ImportCounts = { ...noCounts, rows: count, imported: count };
  await client.query(`update "import" set "counts" = $3 where "workspaceId" = $1 and "id" = $2`, [
    workspaceId,
    importId,
    JSON.stringify(counts),
  ]);
  return count;
}
