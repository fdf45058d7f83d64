import type { ImportCounts } from "#lib/import/counts.ts";
import type { Issue } from "#lib/import/issue.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";

/** Everything a screen needs to show how a file would be read, and to read its first rows itself. */
export interface ImportPreview {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly delimiter: string;
  readonly profiles: readonly ColumnProfile[];
  readonly mapping: Mapping;
  /** Per column, why the guess should be looked at. */
  readonly doubts: readonly (string | null)[];
  /** Where the mapping comes from: somebody's choices, an earlier import of such a file, or a guess. */
  readonly from:
    | { readonly kind: "chosen" | "guess" }
    | { readonly kind: "earlier"; readonly fileName: string };
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

/** What a file would bring under a mapping, without importing it. */
export interface ImportCheck {
  /** Whether the whole file was looked at. */
  readonly whole: boolean;
  readonly rows: number;
  readonly ready: number;
  readonly problems: number;
  /** The first problems. */
  readonly issues: readonly Issue[];
  /** Of the rows that are ready. */
  readonly left: number;
  readonly stayed: number;
  readonly unclear: number;
  /** ISO; null where the file has no dates. */
  readonly asOf: string | null;
  /** Values of the status column about which nothing is said yet. */
  readonly newStatusValues: readonly string[];
  /** Why the file cannot be read to its end. */
  readonly refusal: string | null;
}

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

export interface ImportReport extends PastImport {
  /** The first problems; `counts.problems` says how many there were. */
  readonly problems: readonly Issue[];
  /** Null unless it runs in the process that was asked. */
  readonly progress: ImportProgress | null;
}
