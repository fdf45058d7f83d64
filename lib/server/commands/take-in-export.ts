import { createHash } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { can } from "#lib/access/can.ts";
import type { ExportTable } from "#lib/compute/read-workshop-export.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { ImportCounts } from "#lib/import/counts.ts";
import { canonicalMapping, type Mapping, mappingSchema } from "#lib/import/mapping.ts";
import { mappingOfExport } from "#lib/import/workshop-headings.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import type { InterruptedImport } from "#lib/server/commands/import-request.ts";
import { type ImportedTable, runImport } from "#lib/server/commands/import-run.ts";
import { insertRunning } from "#lib/server/commands/import-table.ts";
import { takeInPeople } from "#lib/server/commands/take-in-people.ts";
import { takeInSetAside } from "#lib/server/commands/take-in-set-aside.ts";
import { inWorkspaceRaw, isDuplicate, newId } from "#lib/server/db.ts";
import { forgetProgress, lookOf, reportProgress } from "#lib/server/import-progress.ts";
import { lockData } from "#lib/server/queries/lock-data.ts";
import { isSetAsideTable, lookInto, openExport, orDamaged } from "#lib/server/queries/look-into-export.ts";
import type { StoredUpload } from "#lib/server/queries/read-upload.ts";

export const takeInExportInput = z.object({ uploadId: z.uuid() });

export interface TakenIn {
  /** Accounts told anew, people and exclusions added; all 0 where the workspace said the same already. */
  readonly accounts: number;
  readonly accountsNew: number;
  readonly people: number;
  readonly setAside: number;
}

const rowsAtOnce = 2000;
const unreadable = (sentence: string) => fail("file-unreadable", { sentence });

/** The accounts of an export, of which there are so many, as a table that an import reads. `saw` is told how far it is, in bytes. */
function tableOf(
  accounts: ExportTable,
  mapping: Mapping,
  { bytes, count, saw }: { bytes: number; count: number; saw: (bytesRead: number, rows: number) => void },
): ImportedTable {
  return {
    layout: { delimiter: ",", newline: "\n", rowsBefore: 0, titles: 0, lastRow: null },
    headings: mapping.columns.map(({ heading }) => heading),
    bytes,
    pieces: null,
    async *data() {
      let number = 1;
      let rows = [];
      for await (const cells of accounts.rows()) {
        number++;
        rows.push({ number, cells: [...cells], suspect: true, problems: [] });
        if (rows.length < rowsAtOnce) continue;
        const bytesRead = Math.round((bytes * Math.min(number - 1, count)) / Math.max(count, 1));
        saw(bytesRead, number - 1);
        yield { rows, bytesRead };
        rows = [];
      }
      yield { rows, bytesRead: bytes };
    },
  };
}

interface Parts {
  readonly upload: StoredUpload;
  readonly people: ExportTable | null;
  readonly setAside: ExportTable | null;
  /** Accounts in it. */
  readonly count: number;
  /** Under this it tells how far it is. */
  readonly run: string;
}

interface Further {
  people: number;
  setAside: number;
}

async function takeInFurther(client: pg.PoolClient, actor: Actor, parts: Parts): Promise<Further> {
  return {
    people: parts.people === null ? 0 : await takeInPeople(client, actor, parts.upload, parts.people),
    setAside: parts.setAside === null ? 0 : await takeInSetAside(client, actor, parts.setAside),
  };
}

/** Announces the import of the accounts, unless it is one that was interrupted. */
async function announce(
  actor: Actor,
  { upload }: Parts,
  mapping: Mapping,
  again: InterruptedImport | null,
): Promise<Result<Pick<InterruptedImport, "importId" | "attempt">>> {
  if (again !== null) return ok(again);
  const importId = newId();
  const mappingHash = createHash("sha256").update(canonicalMapping(mapping)).digest("hex");
  reportProgress(importId, { bytesRead: 0, bytes: upload.bytes, rows: 0, phase: "reading" });
  try {
    await insertRunning(actor, { importId, upload, mapping, mappingHash, request: { kind: "export" } });
  } catch (error) {
    forgetProgress(importId);
    if (isDuplicate(error)) return fail("already-imported", { day: "an earlier day" });
    throw error;
  }
  return ok({ importId, attempt: 1 });
}

async function takeInAccounts(
  actor: Actor,
  accounts: ExportTable,
  parts: Parts,
  again: InterruptedImport | null,
): Promise<Result<{ readonly counts: ImportCounts; readonly further: Further }>> {
  const read = mappingSchema.safeParse(mappingOfExport(accounts.headings));
  if (!read.success)
    return unreadable("The headings of the accounts are not those of an export. Export the data again.");
  const mapping = read.data;
  const { upload } = parts;
  const announced = await announce(actor, parts, mapping, again);
  if (!announced.ok) return announced;
  const { importId, attempt } = announced.value;
  const saw = (bytesRead: number, rows: number) =>
    reportProgress(parts.run, { bytesRead, bytes: upload.bytes, rows, phase: "reading" });
  let further: Further = { people: 0, setAside: 0 };
  const done = await runImport(actor, {
    importId,
    attempt,
    upload,
    table: tableOf(accounts, mapping, { bytes: upload.bytes, count: parts.count, saw }),
    mapping,
    skipBadRows: false,
    also: async (client) => {
      further = await takeInFurther(client, actor, parts);
    },
  });
  return done.ok ? ok({ counts: done.value.counts, further }) : done;
}

/**
 * Takes in what a workshop has exported: accounts with all that is known of them, people, and what was set aside, in one
 * transaction. What the workspace says already changes nothing. Errors: "not-allowed"; "not-found"; "file-unreadable" for
 * a file that is no export, or of other headings; those of an import.
 */
export async function takeInExport(
  actor: Actor,
  { uploadId }: z.output<typeof takeInExportInput>,
): Promise<Result<TakenIn>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  return orDamaged(() => takeIn(actor, uploadId, null));
}

/** Takes an export in that was being taken in when the server stopped. Errors as takeInExport. */
export const resumeTakeIn = (actor: Actor, again: InterruptedImport): Promise<Result<TakenIn>> =>
  orDamaged(() => takeIn(actor, again.uploadId, again));

async function takeIn(
  actor: Actor,
  uploadId: string,
  again: InterruptedImport | null,
): Promise<Result<TakenIn>> {
  const opened = await openExport(actor, uploadId);
  if (!opened.ok) return opened;
  if (opened.value === null)
    return unreadable("This file is no export of a workshop. Import it as any other table.");
  const { upload, tables } = opened.value;
  const seen = await lookInto(actor, opened.value);
  if (tables.setAside !== null && !isSetAsideTable(tables.setAside.headings))
    return unreadable(
      "The headings of what was set aside are not those of an export. Export the data again.",
    );
  const parts: Parts = {
    upload,
    people: seen.people?.same === false ? tables.people : null,
    setAside: seen.setAside?.same === false ? tables.setAside : null,
    count: seen.accounts?.rows ?? 0,
    run: lookOf(actor, [uploadId]),
  };
  let taken: TakenIn;
  if (tables.accounts !== null && (again !== null || seen.accounts?.same === false)) {
    const done = await takeInAccounts(actor, tables.accounts, parts, again).finally(() =>
      forgetProgress(parts.run),
    );
    if (!done.ok) return done;
    const { counts, further } = done.value;
    taken = { accounts: counts.imported, accountsNew: counts.accountsNew, ...further };
  } else {
    const further = await inWorkspaceRaw(actor.workspaceId, async (client) => {
      await lockData(client, actor.workspaceId);
      return takeInFurther(client, actor, parts);
    });
    taken = { accounts: 0, accountsNew: 0, ...further };
  }
  await inWorkspaceRaw(actor.workspaceId, (client) =>
    auditRaw(client, actor, { action: "export taken in", target: uploadId, detail: taken }),
  );
  return ok(taken);
}
