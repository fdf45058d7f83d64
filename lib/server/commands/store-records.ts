import { createHash } from "node:crypto";
import { packCells } from "#lib/import/cells.ts";
import { canonicalMapping, type Mapping } from "#lib/import/mapping.ts";
import { createSplitter } from "#lib/import/split.ts";
import { ignoring } from "#lib/samples/mapping.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw, newId } from "#lib/server/db.ts";

export interface RecordFile {
  readonly kind: "company" | "deal" | "ticket" | "subscription" | "person" | "lead";
  readonly fileName: string;
  readonly text: string;
}

/**
 * Keeps the rows of a file as records, as read, for the rooms that will use them; no account is made or changed.
 * The mapping that is kept beside them holds the headings of their cells.
 */
export async function storeRecords(actor: Actor, file: RecordFile): Promise<void> {
  const splitter = createSplitter(",");
  const all = [...splitter.push(file.text), ...splitter.end()];
  const [headings = [], ...rows] = all.map(({ cells }) => cells);
  const mapping: Mapping = ignoring(headings);
  const domain = headings.findIndex((heading) => heading === "Company Domain Name" || heading === "Domain");
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const importId = newId();
  const counts = {
    rows: rows.length,
    imported: rows.length,
    skipped: 0,
    accountsNew: 0,
    accountsUpdated: 0,
    problems: 0,
  };
  await inWorkspaceRaw(actor.workspaceId, async (client) => {
    await client.query(
      `insert into import ("workspaceId", "id", "fileName", "fileHash", "mappingHash", "mapping", "state",
         "counts", "problems", "createdBy", "createdAt", "finishedAt")
       values ($1, $2, $3, $4, $5, $6, 'done', $7, '[]', $8, now(), now())`,
      [
        actor.workspaceId,
        importId,
        file.fileName,
        sha256(file.text),
        sha256(canonicalMapping(mapping)),
        JSON.stringify(mapping),
        JSON.stringify(counts),
        actor.userId,
      ],
    );
    await client.query(
      `insert into record ("workspaceId", "importId", "rowNumber", "kind", "accountId", "identity", "cells")
       select $1, $2, r.row, $3, null, r.identity, r.cells
       from unnest($4::int[], $5::text[], $6::text[]) as r (row, identity, cells)`,
      [
        actor.workspaceId,
        importId,
        file.kind,
        // The headings are row 1, as a spreadsheet counts.
        rows.map((_, index) => index + 2),
        rows.map((cells) => (cells[domain] ? `domain:${cells[domain]}` : null)),
        rows.map(packCells),
      ],
    );
  });
}
