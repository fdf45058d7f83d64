import type { ImportCounts } from "#lib/import/counts.ts";

/** How far a running import is. It lives in the process that runs it. */
export interface ImportProgress {
  readonly bytesRead: number;
  readonly bytes: number;
  readonly rows: number;
  readonly phase: "reading" | "finishing";
}

export type ImportState = "running" | "done" | "failed" | "cancelled" | "undone";

export interface PastImport {
  readonly id: string;
  /** The same for files that were imported together, and undone together; null for one alone. */
  readonly setId: string | null;
  /** What the whole set did to the accounts; null for one alone, and while it is not done. */
  readonly setChange: { readonly newAccounts: number; readonly changedAccounts: number } | null;
  readonly fileName: string;
  readonly state: ImportState;
  readonly counts: ImportCounts;
  /** ISO moments. */
  readonly at: string;
  readonly undoneAt: string | null;
  readonly by: string;
}
