import { isDeepStrictEqual } from "node:util";
import { ok, type Result } from "#lib/errors/result.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import { mappingSchema } from "#lib/import/mapping.ts";
import type { ImportPreview } from "#lib/import/report.ts";
import { understand } from "#lib/import/understand.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { fits, openUpload, readUpload } from "#lib/server/queries/read-upload.ts";

const rowsShown = 12;
const longestShown = 200;

/** The mapping of the newest import of a file with the same headings. */
async function earlierMapping(
  actor: Actor,
  accepts: (mapping: Mapping) => boolean,
): Promise<{ mapping: Mapping; fileName: string } | null> {
  const { workspaceId } = actor;
  const imports = await inWorkspace(workspaceId, (tx) =>
    tx.import.findMany({
      where: { workspaceId, state: { in: ["done", "undone"] } },
      orderBy: { createdAt: "desc" },
      take: 20,
      select: { mapping: true, fileName: true },
    }),
  );
  for (const { mapping, fileName } of imports) {
    const parsed = mappingSchema.safeParse(mapping);
    if (parsed.success && accepts(parsed.data)) return { mapping: { ...parsed.data, asOf: null }, fileName };
  }
  return null;
}

/** How an upload would be read. Errors: "not-found"; "file-unreadable" with what is wrong and what to do. */
export async function loadImportPreview(actor: Actor, uploadId: string): Promise<Result<ImportPreview>> {
  const upload = await readUpload(actor, uploadId);
  if (!upload.ok) return upload;
  const opened = await openUpload(upload.value);
  if (!opened.ok) return opened;
  const table = opened.value;
  const guess = understand(table.headings, table.head, table.layout.delimiter);
  const { id, fileName, bytes, mapping } = upload.value;
  // What was chosen for other columns, before the file was read otherwise, says nothing of these.
  const chosen = mapping !== null && fits(mapping, table) ? mapping : null;
  const earlier = chosen === null ? await earlierMapping(actor, (mapping) => fits(mapping, table)) : null;
  const used = chosen ?? earlier?.mapping ?? guess.mapping;
  return ok({
    id,
    fileName,
    bytes,
    encoding: table.encoding,
    delimiter: table.layout.delimiter,
    profiles: guess.profiles,
    mapping: used,
    doubts: guess.doubts.map((doubt, i) =>
      isDeepStrictEqual(used.columns[i], guess.mapping.columns[i]) && earlier === null ? doubt : null,
    ),
    from:
      earlier !== null
        ? { kind: "earlier", fileName: earlier.fileName }
        : { kind: chosen === null ? "guess" : "chosen" },
    rows: table.head.slice(0, rowsShown).map(({ number, cells }) => ({
      number,
      cells: cells.map((cell) => cell.slice(0, longestShown)),
    })),
  });
}
