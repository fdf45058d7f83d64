import { mkdir, open, rm } from "node:fs/promises";
import { can } from "#lib/access/can.ts";
import { exportFiles, exportSheets } from "#lib/compute/read-workshop-export.ts";
import { createZip, type ZipWriter } from "#lib/compute/write-zip.ts";
import { mostSheetRows, writeWorkbook } from "#lib/compute/xlsx/write.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { csvLine } from "#lib/import/csv.ts";
import type { ExportCell } from "#lib/import/workshop-rows.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import { inWorkspaceRaw, newId } from "#lib/server/db.ts";
import { type ExportRows, type ExportTables, withExportTables } from "#lib/server/queries/export-tables.ts";
import { exportPath, uploadDirectory } from "#lib/server/upload-files.ts";

export const exportFormats = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface WrittenExport {
  /** Of a file that whoever sends it removes afterwards. */
  readonly path: string;
  readonly fileName: string;
  readonly contentType: string;
}

async function* withHeadings({
  headings,
  rows,
}: ExportRows): AsyncGenerator<readonly ExportCell[], void, void> {
  yield headings;
  yield* rows();
}

async function* csvOf(table: ExportRows): AsyncGenerator<string, void, void> {
  for await (const row of withHeadings(table)) yield csvLine(row);
}

const parts = ["accounts", "people", "setAside"] as const;

async function write(zip: ZipWriter, format: ExportFormat, tables: ExportTables): Promise<void> {
  if (format === "csv") {
    for (const part of parts) await zip.add(exportFiles[part], csvOf(tables[part]));
  } else {
    await writeWorkbook(
      zip,
      parts.map((part) => ({ name: exportSheets[part], rows: withHeadings(tables[part]) })),
    );
  }
  await zip.finish();
}

async function writeFile(actor: Actor, format: ExportFormat): Promise<string> {
  const path = exportPath(newId());
  await mkdir(uploadDirectory(), { recursive: true, mode: 0o700 });
  const file = await open(path, "ax", 0o600);
  try {
    await withExportTables(actor, (tables) => write(createZip(file), format, tables));
    return path;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

const types = {
  csv: { ending: "zip", contentType: "application/zip" },
  xlsx: { ending: "xlsx", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
} as const;

async function accountsIn(actor: Actor): Promise<number> {
  return inWorkspaceRaw(actor.workspaceId, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from "account" where "workspaceId" = $1`,
      [actor.workspaceId],
    );
    return rows[0]?.n ?? 0;
  });
}

/**
 * Writes the workspace's accounts with all that is known of them, its people, and what is set aside, into a file that can be
 * taken in again without a change. Errors: "not-allowed"; "too-many-rows" where a spreadsheet cannot hold them.
 */
export async function exportData(actor: Actor, format: ExportFormat): Promise<Result<WrittenExport>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  if (format === "xlsx" && (await accountsIn(actor)) >= mostSheetRows) return fail("too-many-rows");
  const path = await writeFile(actor, format);
  await inWorkspaceRaw(actor.workspaceId, (client) =>
    auditRaw(client, actor, { action: "data exported", target: actor.workspaceId, detail: { format } }),
  );
  const { ending, contentType } = types[format];
  const day = new Date().toISOString().slice(0, 10);
  return ok({ path, contentType, fileName: `${actor.workspace.slug}-${day}.${ending}` });
}
