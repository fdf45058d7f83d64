import { ExportRefused, openWorkshopExport, type WorkshopExport } from "#lib/compute/read-workshop-export.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { mappingOfExport } from "#lib/import/workshop-headings.ts";
import type { ExportCell } from "#lib/import/workshop-rows.ts";
import type { Actor } from "#lib/server/actor.ts";
import { digestOf, sayingOf, setAsideHeadings, withExportTables } from "#lib/server/queries/export-tables.ts";
import { readUpload, type StoredUpload } from "#lib/server/queries/read-upload.ts";
import { uploadPath } from "#lib/server/upload-files.ts";

/** What one table of an export would bring. */
export interface PartOfExport {
  readonly rows: number;
  /** Whether the workspace says just the same already. */
  readonly same: boolean;
}

/** What the accounts of an export would change. */
export interface ChangedByExport {
  readonly newAccounts: number;
  /** Accounts that are here and of which it tells something otherwise, and the names of the first. */
  readonly changedAccounts: number;
  readonly changedNames: readonly string[];
}

/** What an export of a workshop would bring to this workspace. */
export interface ExportSeen {
  readonly uploadId: string;
  readonly fileName: string;
  readonly accounts: (PartOfExport & ChangedByExport & { readonly columns: number }) | null;
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

const namesShown = 5;

/** Compares the accounts of an export with those that are here, row by row and by their identities. */
function createComparison(headings: readonly string[]) {
  const arriving = new Set(headings);
  const said = new Map<string, string>();
  const changed: string[] = [];
  let known = 0;
  let changedAccounts = 0;
  return {
    arrives: (row: readonly ExportCell[]) => {
      said.set(String(row[0]), sayingOf(headings, row));
    },
    /** A row of the workspace's own: what is told of in other columns alone is not told otherwise. */
    isHere(here: readonly string[], row: readonly ExportCell[]) {
      const there = said.get(String(row[0]));
      if (there === undefined) return;
      known++;
      if (there === sayingOf(here, row, arriving)) return;
      changedAccounts++;
      if (changed.length < namesShown) changed.push(String(row[1] ?? ""));
    },
    result: () => ({ newAccounts: said.size - known, changedAccounts, changedNames: changed }),
  };
}

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
  const comparison = createComparison(tables.accounts?.headings ?? []);
  const { arrives } = comparison;
  const arrived = {
    accounts: tables.accounts && (await digestOf(tables.accounts.headings, tables.accounts.rows(), arrives)),
    people: tables.people && (await digestOf(tables.people.headings, tables.people.rows())),
    setAside: tables.setAside && (await digestOf(tables.setAside.headings, tables.setAside.rows())),
  };
  const here = await withExportTables(actor, async (own) => {
    const digest = (part: keyof typeof arrived, each?: (row: readonly ExportCell[]) => void) =>
      arrived[part] === null ? null : digestOf(own[part].headings, own[part].rows(), each);
    return {
      accounts: await digest("accounts", (row) => comparison.isHere(own.accounts.headings, row)),
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
      ...comparison.result(),
      columns: columns.filter(({ role }) => role === "attribute" || role === "outcome").length,
    },
    people: part("people"),
    setAside: part("setAside"),
  };
}

/** Whether a table of what was set aside has the columns that this release writes. */
export const isSetAsideTable = (headings: readonly string[]): boolean =>
  setAsideHeadings.every((heading, i) => headings[i] === heading);
