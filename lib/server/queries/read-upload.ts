import { z } from "zod";
import { type NamedTable, namedTable } from "#lib/compute/named-table.ts";
import { openTable, type TableChoice, type TableOpened } from "#lib/compute/open-table.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { type FileChange, fileChange } from "#lib/import/file-change.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import { type Refusal, sentenceOfRefusal } from "#lib/import/refusal.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { uploadPath } from "#lib/server/upload-files.ts";

export interface StoredUpload {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** How it is read, as far as somebody has decided; null: nobody has changed anything. */
  readonly reading: FileChange | null;
}

/** An upload of the actor's workspace. Error: "not-found". */
export async function readUpload(
  actor: Pick<Actor, "workspaceId">,
  id: string,
): Promise<Result<StoredUpload>> {
  if (!z.uuid().safeParse(id).success) return fail("not-found");
  const { workspaceId } = actor;
  const { rows } = await inWorkspaceRaw(workspaceId, (client) =>
    client.query<Omit<StoredUpload, "bytes"> & { bytes: string }>(
      `select "id", "fileName", "bytes", "sha256", "reading" from "upload" where "workspaceId" = $1 and "id" = $2`,
      [workspaceId, id],
    ),
  );
  const [row] = rows;
  if (row === undefined) return fail("not-found");
  const reading = row.reading === null ? null : fileChange.parse(row.reading);
  return ok({ ...row, bytes: Number(row.bytes), reading });
}

/** A sample that is enough to find the layout again, once the columns have been judged. */
export const layoutBytes = 65_536;

/** Opens the file of an upload: on disk it has a name that says nothing of it. */
export const openStored = (
  { id, fileName }: Pick<StoredUpload, "id" | "fileName">,
  choice: TableChoice,
  sampleBytes?: number,
): Promise<TableOpened> => openTable(uploadPath(id), { ...choice, fileName }, sampleBytes);

/** Why an upload cannot be read, without where it lies. */
export const sentenceOfUpload = (refusal: Refusal): string =>
  refusal.reason === "not found"
    ? "The file is no longer here: it is kept for a week. Choose it again."
    : sentenceOfRefusal(refusal);

/**
 * The table in an upload, read as somebody has said of it. Error: "file-unreadable" with the sentence, also when the file has been
 * cleared away.
 */
export async function openUpload(upload: StoredUpload, sampleBytes?: number): Promise<Result<NamedTable>> {
  const opened = await openStored(upload, upload.reading ?? {}, sampleBytes);
  const named = opened.ok ? namedTable(opened.table) : opened;
  return named.ok ? ok(named.table) : fail("file-unreadable", { sentence: sentenceOfUpload(named.refusal) });
}

/** Whether a mapping is of this table: the same headings in the same order. */
export function fits(mapping: Mapping, table: NamedTable): boolean {
  return (
    mapping.columns.length === table.headings.length &&
    mapping.columns.every((column, i) => column.heading === table.headings[i])
  );
}
