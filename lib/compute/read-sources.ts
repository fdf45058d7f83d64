import { openTable, ReadingStopped, type Table, type TableChoice } from "#lib/compute/open-table.ts";
import { hasTooManyRows, mostRows } from "#lib/compute/too-many-rows.ts";
import { createDataRows } from "#lib/import/data-rows.ts";
import { headingsOf } from "#lib/import/headings.ts";
import { countAccounts, type Joined, joinRowsTogether } from "#lib/import/join.ts";
import type { JoinRow } from "#lib/import/join-row.ts";
import { createJoinRows, type KeyedRows } from "#lib/import/join-rows.ts";
import { type PlanChange, planTable, type TablePlan } from "#lib/import/plan-columns.ts";
import {
  createRecordReader,
  type RecordIssue,
  type RecordReader,
  type SourceRecord,
} from "#lib/import/read-records.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";
import type { ExactRow } from "#lib/import/split.ts";

/** Problems of one file that are told one by one; the others are counted, or a file of nothing else would fill the memory. */
const problemsKept = 100_000;

const damagedText =
  "Some characters are no valid UTF-8 and are shown as �. Export the file again, or say in which encoding it is written.";

export type FileChoice = TableChoice & PlanChange;

export interface SourceIssue extends Omit<RecordIssue, "row"> {
  readonly file: string;
  /** Null: the file as a whole. */
  readonly row: number | null;
}

type ReaderCounts = Pick<RecordReader, "rows" | "skipped" | "footer" | "missing" | "examples">;

/** One file, read; without a plan where it was refused. */
export interface SourceFile {
  readonly name: string;
  readonly opened: Pick<Table, "encoding" | "layout" | "sheet"> | null;
  readonly plan: TablePlan | null;
  readonly reader: ReaderCounts | null;
  /** Empty where only the joining was asked for. */
  readonly records: readonly SourceRecord[];
  /** The cells as they stand, headings first, read from the file once more; none where it was refused. */
  readonly batches: () => AsyncIterable<readonly ExactRow[]>;
}

interface FilesRead {
  readonly files: readonly SourceFile[];
  readonly issues: readonly SourceIssue[];
}
export type SourcesRead = FilesRead & { readonly joined: Joined };
export type SourcesCounted = FilesRead & ReturnType<typeof countAccounts>;

/**
 * Reads files of delimited text as what the tools export, and joins their rows into accounts. A file that cannot be read is
 * an issue of its own, and the others are read all the same.
 */
export async function readSources(
  paths: readonly string[],
  choiceOf: (name: string) => FileChoice,
): Promise<SourcesRead> {
  const { joins, ...read } = await readFiles(paths, choiceOf, { records: true });
  return { ...read, joined: joinRowsTogether(joins) };
}

/** The same, with no more of the rows kept than is needed to count the accounts. */
export async function countSources(
  paths: readonly string[],
  choiceOf: (name: string) => FileChoice,
): Promise<SourcesCounted> {
  const { joins, ...read } = await readFiles(paths, choiceOf, { records: false });
  return { ...read, ...countAccounts(joins) };
}

/** What of the files is kept, beside what joins them. */
interface Keep {
  readonly records: boolean;
}

async function readFiles(
  paths: readonly string[],
  choiceOf: (name: string) => FileChoice,
  keep: Keep,
): Promise<FilesRead & { readonly joins: KeyedRows }> {
  const files: SourceFile[] = [];
  const issues: SourceIssue[] = [];
  const joins = createJoinRows();
  const add = (join: JoinRow) => joins.add({ join, order: 0, accountId: null });
  for (const path of paths) files.push(await readSource(path, choiceOf, keep, issues, add));
  return { files, issues, joins };
}

async function readSource(
  path: string,
  choiceOf: (name: string) => FileChoice,
  keep: Keep,
  issues: SourceIssue[],
  add: (join: JoinRow) => void,
): Promise<SourceFile> {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const complain = (code: string, message: string) =>
    issues.push({ file: name, row: null, column: null, code, value: "", message });
  const choice = choiceOf(name);
  const refused: SourceFile = { name, opened: null, plan: null, reader: null, records: [], batches: noRows };
  const opened = await openTable(path, choice);
  if (!opened.ok) {
    complain(opened.refusal.reason, sentenceOfRefusal(opened.refusal));
    return refused;
  }
  const file = opened.table;
  if (file.isDamaged) complain("encoding", damagedText);
  const headings = headingsOf(file.head[0]?.cells ?? []);
  if (!headings.ok) {
    complain("headings", headings.sentence);
    return { ...refused, opened: file, batches: () => untilStopped(file) };
  }
  if (await hasTooManyRows(file)) {
    complain("too many rows", sentenceOfRefusal({ reason: "too many rows" }));
    return { ...refused, opened: file, batches: () => untilStopped(file) };
  }
  if (headings.repeated !== null) complain("headings", headings.repeated);
  const sample = createDataRows(headings.headings.length, file.layout.lastRow).pick(file.head.slice(1));
  const plan = planTable(headings.headings, sample, file.layout.delimiter, choice);
  let problems = 0;
  const read = await readRows(file, plan, keep, add, (issue) => {
    if (++problems <= problemsKept) issues.push({ file: name, ...issue });
  });
  if (problems > problemsKept)
    complain(
      "more problems",
      `There are ${(problems - problemsKept).toLocaleString("en-US")} more problems.`,
    );
  if (read.stopped !== null) complain(read.stopped.refusal.reason, read.stopped.message);
  else if (read.reader.rows === 0) complain("no rows", sentenceOfRefusal({ reason: "no rows" }));
  const { reader, records } = read;
  return { name, opened: file, plan, reader, records, batches: () => untilStopped(file) };
}

async function* noRows(): AsyncGenerator<readonly ExactRow[], void, void> {}

/** Where a file cannot be read to its end, that has been said. */
async function* untilStopped(file: Table): AsyncGenerator<readonly ExactRow[], void, void> {
  try {
    for await (const { rows } of file.batches()) yield rows;
  } catch (error) {
    if (!(error instanceof ReadingStopped)) throw error;
  }
}

async function readRows(
  file: Table,
  plan: TablePlan,
  keep: Keep,
  add: (join: JoinRow) => void,
  complain: (issue: RecordIssue) => void,
): Promise<Pick<SourceFile, "records"> & { reader: ReaderCounts; stopped: ReadingStopped | null }> {
  const reader = createRecordReader(plan, file.layout.lastRow);
  const records: SourceRecord[][] = [];
  let headingsPassed = false;
  const take = (batch: readonly ExactRow[]) => {
    if (reader.rows > mostRows) throw new ReadingStopped({ reason: "too many rows" });
    const below = headingsPassed ? batch : batch.slice(1);
    if (!headingsPassed && batch[0] !== undefined) {
      reader.readHeadings(batch[0], complain);
      headingsPassed = true;
    }
    const found: RecordIssue[] = [];
    if (keep.records) {
      const read = reader.read(below, found);
      records.push(read);
      for (const { join } of read) add(join);
    } else for (const join of reader.readJoins(below, found)) add(join);
    found.forEach(complain);
  };
  let stopped: ReadingStopped | null = null;
  try {
    for await (const { rows } of file.batches()) take(rows);
  } catch (error) {
    if (!(error instanceof ReadingStopped)) throw error;
    stopped = error;
  }
  const { rows, skipped, footer, missing, examples } = reader;
  // Of the reader itself nothing is kept: it knows the key of every row.
  return { reader: { rows, skipped, footer, missing, examples }, records: records.flat(), stopped };
}
