import { ExportRefused, openWorkshopExport, type WorkshopExport } from "#lib/compute/read-workshop-export.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { mappingOfExport } from "#lib/import/workshop-headings.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import {
  digestOf,
  type ExportRows,
  setAsideHeadings,
  withExportTables,
} from "#lib/server/queries/export-tables.ts";
import { readUpload, type StoredUpload } from "#lib/server/queries/read-upload.ts";
import { uploadPath } from "#lib/server/upload-files.ts";

/** What one table of an export would bring. */
export interface PartOfExport {
  readonly rows: number;
  /** Whether the workspace says just the same already. */
  readonly same: boolean;
}

/** What an export of a workshop would bring to this workspace. */
export interface ExportSeen {
  readonly uploadId: string;
  readonly fileName: string;
  readonly accounts: (PartOfExport & { readonly newAccounts: number; readonly columns: number }) | null;
  readonly people: PartOfExport | null;
  readonly setAside: PartOfExport | null;
}

export interface OpenedExport {
  readonly upload: StoredUpload;
  readonly tables: WorkshopExport;
}

/** What is run, or, where the export turns out damaged, why it is refused. Error: "file-unreadable" with the sentence. */
export async function orDamaged<T>(run: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ExportRefused) return fail("file-unreadable", { sentence: error.sentence });
    throw error;
  }
}

/**
 * An upload that the workshop itself has exported, here or elsewhere; null for any other file. Error: "not-found", also where
 * the file has been cleared away.
 */
export async function openExport(actor: Actor, uploadId: string): Promise<Result<OpenedExport | null>> {
  const upload = await readUpload(actor, uploadId);
  if (!upload.ok) return upload;
  try {
    const tables = await openWorkshopExport(uploadPath(upload.value.id));
    return ok(tables && { upload: upload.value, tables });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return fail("not-found");
    throw error;
  }
}

/** How many of these identities no account has. */
async function countNew(actor: Actor, identities: readonly string[]): Promise<number> {
  const known = await inWorkspaceRaw(actor.workspaceId, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from "account" where "workspaceId" = $1 and "identity" = any($2::text[])`,
      [actor.workspaceId, identities],
    );
    return rows[0]?.n ?? 0;
  });
  return new Set(identities).size - known;
}

const batch = 20_000;

/** What an export would bring, without taking it in; null where the upload is no export. Errors: "not-found", "file-unreadable". */
export async function lookIntoExport(actor: Actor, uploadId: string): Promise<Result<ExportSeen | null>> {
  return orDamaged(async () => {
    const opened = await openExport(actor, uploadId);
    if (!opened.ok || opened.value === null) return opened as Result<null>;
    return ok(await lookInto(actor, opened.value));
  });
}

/** The same of an export that has been opened. */
export async function lookInto(actor: Actor, { upload, tables }: OpenedExport): Promise<ExportSeen> {
  let identities: string[] = [];
  let newAccounts = 0;
  const settle = async () => {
    newAccounts += await countNew(actor, identities);
    identities = [];
  };
  async function* countingRows(table: NonNullable<WorkshopExport["accounts"]>) {
    for await (const row of table.rows()) {
      identities.push(row[0] ?? "");
      if (identities.length >= batch) await settle();
      yield row;
    }
    await settle();
  }
  const arrived = {
    accounts: tables.accounts && (await digestOf(tables.accounts.headings, countingRows(tables.accounts))),
    people: tables.people && (await digestOf(tables.people.headings, tables.people.rows())),
    setAside: tables.setAside && (await digestOf(tables.setAside.headings, tables.setAside.rows())),
  };
  const here = await withExportTables(actor, async (own) => {
    const digest = (part: keyof typeof arrived) => (arrived[part] === null ? null : digestOfRows(own[part]));
    return {
      accounts: await digest("accounts"),
      people: await digest("people"),
      setAside: await digest("setAside"),
    };
  });
  const part = (name: keyof typeof arrived): PartOfExport | null => {
    const { [name]: there } = arrived;
    return there && { rows: there.rows, same: there.digest === here[name]?.digest };
  };
  const accounts = part("accounts");
  const columns = mappingOfExport(tables.accounts?.headings ?? [])?.columns ?? [];
  return {
    uploadId: upload.id,
    fileName: upload.fileName,
    accounts: accounts && {
      ...accounts,
      newAccounts,
      columns: columns.filter(({ role }) => role === "attribute" || role === "outcome").length,
    },
    people: part("people"),
    setAside: part("setAside"),
  };
}

const digestOfRows = ({ headings, rows }: ExportRows) => digestOf(headings, rows());

/** Whether a table of what was set aside has the columns that this release writes. */
export const isSetAsideTable = (headings: readonly string[]): boolean =>
  setAsideHeadings.every((heading, i) => headings[i] === heading);
