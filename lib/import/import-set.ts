import type { Dimension, KnownAt, ValueType } from "#lib/accounts/attribute.ts";
import type { Footer } from "#lib/import/data-rows.ts";
import type { FileChange } from "#lib/import/file-change.ts";
import type { Doubt, DoubtAnswer } from "#lib/import/join-row.ts";
import type { ColumnMapping, ColumnRole, StatusMeaning } from "#lib/import/mapping.ts";
import type { RecordIssue } from "#lib/import/read-records.ts";
import type { ImportProgress, ImportState } from "#lib/import/report.ts";
import type { Field, RecordKind, Tool } from "#lib/import/sources/definition.ts";

/** Several files that are imported together, as screens show them: plain data. */

/** Where a reading comes from: what the tool's export is known to say, the cells, an earlier import, or a person now. */
export type DecidedBy = "source" | "guess" | "saved" | "person";

/** One column of a file, as it would be read. */
export interface ColumnUnderstood extends Pick<ColumnMapping, "separator" | "unit" | "outcome"> {
  readonly heading: string;
  readonly role: ColumnRole | "event";
  /** What the column means to joining and folding, finer than its role. */
  readonly field: Field;
  readonly type: ValueType;
  readonly dimension: Dimension;
  readonly knownAt: KnownAt;
  readonly decimal: "point" | "comma";
  /** Numbers stand in it that a point and a comma read differently. */
  readonly asksMark: boolean;
  /** "ask" must be answered before the import. */
  readonly dateOrder: "not needed" | "day first" | "month first" | "ask";
  /** ISO 4217; null where no currency is named. */
  readonly currency: string | null;
  /** Other currencies that occur, and what one of each is worth in the first, where somebody has said so. */
  readonly otherCurrencies: readonly string[];
  readonly rates: Readonly<Record<string, number>>;
  /** Amounts of money stand in it. */
  readonly isMoney: boolean;
  /** Its cells are currencies: it can say what amounts beside it are in. */
  readonly namesCurrencies: boolean;
  /** The column that names the currency of its amounts; null: none does. */
  readonly currencyFrom: string | null;
  /** The currency of amounts that name none, where somebody has said so. */
  readonly amountsIn: string | null;
  /** The currency of what was imported before, in which these amounts are not yet: then they are not counted. */
  readonly wantedCurrency: string | null;
  readonly decidedBy: DecidedBy;
  /** Why somebody should look at it; null: nothing doubtful. */
  readonly doubt: string | null;
  /** Different values of the first rows, at most five. */
  readonly examples: readonly string[];
  /** Share of the first rows whose cell says nothing, 0-1. */
  readonly missing: number;
  /** Told as it is on the day of the export: no file says what it was when the account was won. */
  readonly isAsOfExport: boolean;
  /** What an accepted value looks like, in words, under this reading. */
  readonly accepted: string;
}

/** One file of the set, as it would be read. */
export interface FileUnderstood {
  readonly uploadId: string;
  readonly fileName: string;
  readonly bytes: number;
  /** Why the file cannot be read at all; then `columns` and `head` are empty. */
  readonly refusal: string | null;
  readonly source: {
    readonly id: string;
    readonly label: string;
    readonly tool: Tool;
    /** What one row of it is. */
    readonly kind: RecordKind;
    /** How sure, 0-1. One where a person has said so. */
    readonly confidence: number;
    readonly decidedBy: DecidedBy;
  };
  readonly encoding: string;
  readonly delimiter: string;
  /** Of a workbook: the sheet that is read, and those that could be; else null. */
  readonly sheet: { readonly sheet: string; readonly sheets: readonly string[] } | null;
  /** The row of the headings, as a spreadsheet counts, and how many filled rows above it are set aside. */
  readonly headings: { readonly row: number; readonly titles: number };
  /** An earlier reading of such a file is used again. */
  readonly saved: { readonly by: string; readonly at: string } | null;
  /** What a person has changed in this upload or an earlier one like it; what is not in it is guessed. */
  readonly change: FileChange;
  readonly columns: readonly ColumnUnderstood[];
  /** Own tables only: the column that says who left, what its values mean, and how many of the first rows say so. */
  readonly status: {
    readonly heading: string;
    readonly values: readonly {
      readonly value: string;
      readonly means: StatusMeaning;
      readonly count: number;
    }[];
  } | null;
  /** The first rows, cells as they stand (cut to 200 characters). */
  readonly head: readonly { readonly number: number; readonly cells: readonly string[] }[];
  /** What must be answered before the file can be imported, one sentence each, with its column. */
  readonly questions: readonly { readonly column: string | null; readonly sentence: string }[];
}

/** A problem of a row, or of the file as a whole (row null). `message` is the whole sentence with what is accepted. */
export interface SetIssue extends Omit<RecordIssue, "row"> {
  readonly uploadId: string;
  readonly fileName: string;
  readonly row: number | null;
}

/** Who left and who stayed, by the rows that are kept of an own table. */
export interface RetentionTally {
  readonly left: number;
  readonly stayed: number;
  readonly unclear: number;
  /** Values of the status column about which nothing is said yet. */
  readonly unsaid: readonly string[];
}

/** What became of the rows of one file in a dry run. */
export interface FileCounts {
  readonly uploadId: string;
  readonly rows: number;
  /** Footers of reports, and rows of another width than the headings. */
  readonly setAside: number;
  /** Those of them that stand below the table: the footer of a report. */
  readonly footer: Footer;
  readonly problems: number;
  /** The day on which this very file was imported in this very way, so that it changes nothing; else null. */
  readonly importedOn: string | null;
  /** Null where the file is no own table, or says nothing of it. */
  readonly retention: RetentionTally | null;
}

export interface DoubtCandidate {
  /** Names the account in an answer (DoubtAnswer of join-row.ts), also after a later import. */
  readonly key: string;
  readonly name: string;
  readonly domain: string | null;
  /** The ids it has in the tools. */
  readonly ids: readonly string[];
}

/** Something for a person to decide. `reason` and `value` name it. */
export interface DoubtToAnswer {
  readonly reason: Doubt["reason"];
  readonly value: string;
  /** The question in words. */
  readonly sentence: string;
  readonly candidates: readonly DoubtCandidate[];
  /** Rows that wait for the answer, and the first few of them. */
  readonly rows: number;
  readonly examples: readonly { readonly fileName: string; readonly row: number; readonly says: string }[];
}

/** A doubt that somebody has settled; it can be taken back. */
export interface AnsweredDoubt {
  readonly reason: Doubt["reason"];
  readonly value: string;
  readonly answer: DoubtAnswer;
  readonly by: string;
  readonly at: string;
}

export interface ChangedCell {
  readonly accountId: string;
  readonly account: string;
  readonly column: string;
  /** As a person would write it; null: not known. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What an import would do to the workspace, or has done. */
export interface SetChange {
  readonly accountsBefore: number;
  readonly accountsAfter: number;
  readonly newAccounts: number;
  readonly changedAccounts: number;
  readonly goneAccounts: number;
  readonly changedCells: number;
  /** Names of the first few new accounts. */
  readonly newNames: readonly string[];
  /** The first changed cells of accounts that were there before; `changedCells` says how many there are. */
  readonly cells: readonly ChangedCell[];
  readonly newColumns: readonly string[];
}

export interface JoinCounts {
  readonly byId: number;
  readonly byDomain: number;
  readonly byName: number;
  readonly byAnswer: number;
  readonly doubtful: number;
  readonly without: number;
}

/** The dry run of a set: nothing is written. */
export interface SetPreview {
  readonly files: readonly FileUnderstood[];
  readonly counts: readonly FileCounts[];
  /** False: only the first rows of a large table were looked at, and all figures are of those. */
  readonly whole: boolean;
  /** Of the whole workspace with these files in it; null where there is nothing to join. */
  readonly joins: JoinCounts | null;
  readonly doubts: readonly DoubtToAnswer[];
  readonly answered: readonly AnsweredDoubt[];
  readonly change: SetChange;
  /** All problems, and the first of them; the list of all can be downloaded. */
  readonly problems: number;
  readonly issues: readonly SetIssue[];
  /** The day the files were exported (ISO): given, or the latest day that something happened on in them. */
  readonly asOf: string | null;
  /** Why it cannot be imported yet, one sentence each; empty when it can. */
  readonly blocked: readonly string[];
}

/** An import of one file or several: on its way, in the data, or failed. */
export interface ImportedSet {
  readonly id: string;
  readonly state: ImportState | "cancelled";
  readonly files: readonly {
    readonly importId: string;
    readonly fileName: string;
    readonly source: string;
    readonly rows: number;
    readonly setAside: number;
    readonly problems: number;
  }[];
  readonly at: string;
  readonly undoneAt: string | null;
  /** Why it failed, in a sentence; null where its problems say so, or it has not. */
  readonly failure: string | null;
  readonly by: string;
  /** Of the workspace as it was right after; null while it runs, and where nothing was joined. */
  readonly joins: JoinCounts | null;
  readonly change: SetChange | null;
  readonly issues: readonly SetIssue[];
  readonly problems: number;
  /** It was interrupted, and goes on by itself. */
  readonly startedAgain: boolean;
  /** Null unless it runs in the process that was asked. */
  readonly progress: ImportProgress | null;
}
