import { ReadingStopped } from "#lib/compute/open-table.ts";
import { hasTooManyRows, mostRows } from "#lib/compute/too-many-rows.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { SetIssue } from "#lib/import/import-set.ts";
import type { PlacedRows } from "#lib/import/placed-rows.ts";
import { planOfReading } from "#lib/import/reading.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";
import {
  createSetTableReader,
  type SetRow,
  type SetTable,
  type SetTableReader,
} from "#lib/import/set-table.ts";
import type { Actor } from "#lib/server/actor.ts";
import { isAskedToStop } from "#lib/server/import-progress.ts";
import { inTurns } from "#lib/server/in-steps.ts";
import {
  type OpenedReading,
  openReading,
  questionsOf,
  type ReadingResult,
} from "#lib/server/queries/import-reading.ts";

/** Problems kept of an import; the others are counted, and told again when the list of all is asked for. */
export const problemsKept = 2000;
/** Problems shown with a dry run; the list of all is asked for apart. */
export const issuesShown = 500;

/** One file of a set on its way in. */
export interface IncomingTable extends SetTable {
  readonly opened: OpenedReading;
}

/** A file read from first to last. */
export interface ReadTable {
  readonly table: IncomingTable;
  /** Rows that are kept of it. */
  readonly kept: number;
  readonly reader: SetTableReader;
  /** Why the reading ended before the file did. */
  readonly stopped: string | null;
  /** False: only the first rows were asked for. */
  readonly isWhole: boolean;
}

/** The files of a set, in the order given; the same file is there once. Error: "not-found". */
export async function openSet(
  actor: Pick<Actor, "workspaceId">,
  uploadIds: readonly string[],
): Promise<Result<readonly ReadingResult[]>> {
  const results: ReadingResult[] = [];
  for (const id of new Set(uploadIds)) {
    const result = await openReading(actor, id);
    if (!result.ok) return result;
    results.push(result.value);
  }
  return ok(results);
}

export const incomingTable = (opened: OpenedReading, id: string, order: number): IncomingTable => ({
  ...{ id, order, opened },
  fileHash: opened.upload.sha256,
  plan: planOfReading(opened.reading),
  own: opened.reading.own,
});

/** Today, as days since 1970-01-01. */
export const todayInDays = () => Math.floor(Date.now() / 86_400_000);

/** Somebody has cancelled what reads. */
export class StoppedByAsking extends Error {}

/** Rows read and written at once. */
const rowsAtOnce = 512;

interface ReadOptions {
  readonly issuesKept?: number;
  /** No piece of the file is begun after as many. */
  readonly rowsAtMost?: number;
}

/** Reads a file piece by piece and hands the rows that are kept to `take`; between the pieces everybody else has a turn. */
export async function readTable(
  table: IncomingTable,
  take: (rows: readonly SetRow[]) => Promise<void> | void,
  { issuesKept = problemsKept, rowsAtMost = Number.POSITIVE_INFINITY }: ReadOptions = {},
): Promise<Omit<ReadTable, "kept">> {
  const { file } = table.opened;
  const isTooLong = rowsAtMost === Number.POSITIVE_INFINITY && (await hasTooManyRows(file));
  const options = { today: todayInDays(), issuesKept, lastRow: file.layout.lastRow };
  const reader = createSetTableReader(table, options);
  let isHead = true;
  try {
    if (isTooLong) throw new ReadingStopped({ reason: "too many rows" });
    for await (const { rows: batch } of file.batches()) {
      if (isAskedToStop(table.id)) throw new StoppedByAsking("the import was cancelled");
      if (reader.rows > mostRows) throw new ReadingStopped({ reason: "too many rows" });
      const [first] = batch;
      if (first === undefined) continue;
      if (isHead) reader.readHeadings(first);
      for await (const rows of inTurns(isHead ? batch.slice(1) : batch, rowsAtOnce))
        await take(reader.read(rows));
      isHead = false;
      if (reader.rows >= rowsAtMost) return { table, reader, stopped: null, isWhole: false };
    }
  } catch (error) {
    if (!(error instanceof ReadingStopped)) throw error;
    return { table, reader, stopped: error.message, isWhole: true };
  }
  return { table, reader, stopped: null, isWhole: true };
}

/** Reads a file from first to last, and adds what joins its rows. `at` is its place among the tables. */
export async function collectTable(
  table: IncomingTable,
  at: number,
  into: PlacedRows,
  saw: (rows: readonly SetRow[]) => void = () => undefined,
): Promise<ReadTable> {
  let kept = 0;
  const read = await readTable(table, (batch) => {
    saw(batch);
    kept += batch.length;
    for (const { number, join } of batch) into.add({ join, order: table.order, accountId: null }, at, number);
  });
  return { ...read, kept };
}

/** Amounts of several currencies in one file cannot be compared, and nobody has said what one is worth in another. */
function currencyProblem({ reader, table }: ReadTable): string | null {
  if (reader.currencies.size < 2) return null;
  const amount = table.plan.columns.find(({ field }) => field === "amount")?.heading ?? "Amount";
  const found = [...reader.currencies]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([currency, rows]) => `${currency} (${rows.toLocaleString("en-US")} rows)`)
    .join(", ");
  return `“${amount}” in ${table.opened.upload.fileName} holds several currencies: ${found}. Say what the others are worth, export one currency, or leave the column out.`;
}

/** Why these files cannot be imported yet, one sentence each. */
export function blockedBy(results: readonly ReadingResult[], read: readonly ReadTable[]): string[] {
  const named = ({ fileName }: { fileName: string }) => (results.length > 1 ? `${fileName}: ` : "");
  const refused = results.flatMap((result) =>
    result.opened === null ? [`${named(result.upload)}${result.refusal}`] : [],
  );
  const asked = results.flatMap(({ opened }) =>
    opened === null ? [] : questionsOf(opened).map(({ sentence }) => `${named(opened.upload)}${sentence}`),
  );
  const broken = read.flatMap((one) => {
    const name = named(one.table.opened.upload);
    if (one.stopped !== null) return [`${name}${one.stopped}`];
    // Until a question is answered no row of an own table can be read: that is one thing to mend, not two.
    if (questionsOf(one.table.opened).length > 0) return [];
    if (one.reader.rows === 0) return [`${name}${sentenceOfRefusal({ reason: "no rows" })}`];
    if (one.reader.rows === one.reader.setAside) return [`${name}None of its rows can be read.`];
    const currency = currencyProblem(one);
    return currency === null ? [] : [currency];
  });
  return [...refused, ...asked, ...broken];
}

/** The problems of the files, the first ones of each. */
export function issuesOf(results: readonly ReadingResult[], read: readonly ReadTable[]): SetIssue[] {
  const files = results.flatMap(({ opened }): SetIssue[] => {
    if (opened === null || opened.remark === null) return [];
    const { id: uploadId, fileName } = opened.upload;
    return [
      { uploadId, fileName, row: null, column: null, code: "headings", value: "", message: opened.remark },
    ];
  });
  const rows = read.flatMap(({ table, reader }) => {
    const { id: uploadId, fileName } = table.opened.upload;
    return reader.issues.map((issue): SetIssue => ({ uploadId, fileName, ...issue }));
  });
  return [...files, ...rows];
}

export const problemsOf = (read: readonly ReadTable[]): number =>
  read.reduce((sum, { reader }) => sum + reader.problems, 0);

/** The latest day on which something happened in any of the files; NaN where they have no dates. */
export const latestOf = (read: readonly ReadTable[]): number =>
  read.reduce((latest, { reader }) => {
    const day = reader.latest();
    return day > latest || Number.isNaN(latest) ? day : latest;
  }, Number.NaN);

/** The files that can be read; what cannot is refused as a whole. Error: "file-unreadable". */
export function openedOf(results: readonly ReadingResult[]): Result<readonly OpenedReading[]> {
  const opened: OpenedReading[] = [];
  for (const result of results) {
    if (result.opened === null)
      return fail("file-unreadable", { sentence: `${result.upload.fileName}: ${result.refusal}` });
    opened.push(result.opened);
  }
  return ok(opened);
}
