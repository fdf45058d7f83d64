import { openTable, ReadingStopped, type Table, type TableChoice } from "#lib/compute/open-table.ts";
import { hasTooManyRows, mostRows } from "#lib/compute/too-many-rows.ts";
import { createDataRows } from "#lib/import/data-rows.ts";
import { headingsOf } from "#lib/import/headings.ts";
import { countAccounts } from "#lib/import/join.ts";
import type { JoinRow } from "#lib/import/join-row.ts";
import { createJoinRows } from "#lib/import/join-rows.ts";
import { type PlanChange, planTable, type TablePlan } from "#lib/import/plan-columns.ts";
import { createRecordReader, type RecordIssue, type RecordReader } from "#lib/import/read-records.ts";
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
  /** The cells as they stand, headings first, read from the file once more; none where it was refused. */
  readonly batches: () => AsyncIterable<readonly ExactRow[]>;
}

export interface SourcesCounted extends ReturnType<typeof countAccounts> {
  readonly files: readonly SourceFile[];
  readonly issues: readonly SourceIssue[];
}

/**
 * Reads files of delimited text as what the tools export, and joins their rows into accounts; no more of the rows is kept than
 * is needed to count these. A file that cannot be read is an issue of its own, and the others are read all the same.
 */
export async function countSources(
  paths: readonly string[],
  choiceOf: (name: string) => FileChoice,
): Promise<SourcesCounted> {
  const files: SourceFile[] = [];
  const issues: SourceIssue[] = [];
  const joins = createJoinRows();
  const add = (join: JoinRow) => joins.add({ join, order: 0, accountId: null });
  for (const path of paths) files.push(await readSource(path, choiceOf, issues, add));
  return { files, issues, ...countAccounts(joins) };
}

async function readSource(
  path: string,
  choiceOf: (name: string) => FileChoice,
  issues: SourceIssue[],
  add: (join: JoinRow) => void,
): Promise<SourceFile> {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const complain = (code: string, message: string) =>
    issues.push({ file: name, row: null, column: null, code, value: "", message });
  const choice = choiceOf(name);
  const refused: SourceFile = { name, opened: null, plan: null, reader: null, batches: noRows };
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
  const read = await readRows(file, plan, add, (issue) => {
    if (++problems <= problemsKept) issues.push({ file: name, ...issue });
  });
  if (problems > problemsKept)
    complain(
      "more problems",
      `There are ${(problems - problemsKept).toLocaleString("en-US")} more problems.`,
    );
  if (read.stopped !== null) complain(read.stopped.refusal.reason, read.stopped.message);
  else if (read.reader.rows === 0) complain("no rows", sentenceOfRefusal({ reason: "no rows" }));
  return { name, opened: file, plan, reader: read.reader, batches: () => untilStopped(file) };
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
  add: (join: JoinRow) => void,
  complain: (issue: RecordIssue) => void,
): Promise<{ readonly reader: ReaderCounts; readonly stopped: ReadingStopped | null }> {
  const reader = createRecordReader(plan, file.layout.lastRow);
  let headingsPassed = false;
  const take = (batch: readonly ExactRow[]) => {
    if (reader.rows > mostRows) throw new ReadingStopped({ reason: "too many rows" });
    const below = headingsPassed ? batch : batch.slice(1);
    if (!headingsPassed && batch[0] !== undefined) {
      reader.readHeadings(batch[0], complain);
      headingsPassed = true;
    }
    const found: RecordIssue[] = [];
    for (const join of reader.readJoins(below, found)) add(join);
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
  return { reader: { rows, skipped, footer, missing, examples }, stopped };
}
