import { createHash } from "node:crypto";
import type { Table } from "#lib/compute/open-table.ts";
import { ok, type Result } from "#lib/errors/result.ts";
import { createDataRows } from "#lib/import/data-rows.ts";
import { type FileChange, fileChange } from "#lib/import/file-change.ts";
import { type MainCurrencies, mainCurrencies, wantedCurrency } from "#lib/import/fold-currencies.ts";
import { headingsOf } from "#lib/import/headings.ts";
import type { ColumnUnderstood, DecidedBy, FileUnderstood } from "#lib/import/import-set.ts";
import { isAsOfExport } from "#lib/import/known-later.ts";
import { mappingProblems } from "#lib/import/mapping.ts";
import { columnChange, type PlannedColumn, planTable, type TablePlan } from "#lib/import/plan-columns.ts";
import { namesCurrencies } from "#lib/import/plan-currencies.ts";
import { acceptedBy } from "#lib/import/read-cell.ts";
import { headingsKey, type Reading, readingOf } from "#lib/import/reading.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";
import { ownTable } from "#lib/import/source.ts";
import type { ExactRow } from "#lib/import/split.ts";
import { isMissing } from "#lib/import/value.ts";
import { isExport } from "#lib/import/workshop-headings.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, inWorkspaceRaw } from "#lib/server/db.ts";
import { namesOf } from "#lib/server/queries/draft.ts";
import { readCountingImports, tablesOf } from "#lib/server/queries/fold-records.ts";
import {
  openStored,
  readUpload,
  type StoredUpload,
  sentenceOfUpload,
} from "#lib/server/queries/read-upload.ts";

/** An upload that can be read, and how it is. */
export interface OpenedReading {
  readonly upload: StoredUpload;
  readonly file: Table;
  /** Of its head the rows of data, by which the columns are judged. */
  readonly sample: readonly ExactRow[];
  readonly plan: TablePlan;
  readonly reading: Reading;
  /** Of the headings: files that have the same are read alike. */
  readonly headings: string;
  /** Headings that are alike, or missing: said, not refused. */
  readonly remark: string | null;
  readonly change: FileChange;
  /** Whose earlier choices are used; null where this upload's own are, or nobody's. */
  readonly saved: FileUnderstood["saved"];
}

export type ReadingResult =
  | { readonly opened: OpenedReading; readonly refusal: null }
  | { readonly opened: null; readonly refusal: string; readonly upload: StoredUpload };

interface Saved {
  readonly change: FileChange;
  readonly by: string;
  readonly at: string;
}

/** The key under which choices about files of these headings are remembered. */
const keyOf = (headings: readonly string[]) =>
  createHash("sha256").update(headingsKey(headings)).digest("hex");

async function readSaved(actor: Pick<Actor, "workspaceId">, headings: string): Promise<Saved | null> {
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const row = await tx.savedReading.findFirst({ where: { workspaceId, headings } });
    const change = fileChange.safeParse(row?.change);
    if (row === null || !change.success) return null;
    const by = (await namesOf(tx, [row.savedBy])).get(row.savedBy) ?? "somebody";
    return { change: change.data, by, at: row.savedAt.toISOString() };
  });
}

const layoutOf = ({ delimiter, encoding, sheet, headingsRow, footerLines }: FileChange) =>
  JSON.stringify([delimiter, encoding, sheet, headingsRow, footerLines]);

const headingsIn = ({ head: [first] }: Table) => headingsOf(first?.cells ?? []);

/** The headings as the next such file will show them before anybody has said how it is to be cut into cells. */
async function headingsAsFound(upload: StoredUpload): Promise<readonly string[] | null> {
  const opened = await openStored(upload, {});
  const headings = opened.ok ? headingsIn(opened.table) : null;
  return headings?.ok === true ? headings.headings : null;
}

/**
 * Opens a file that was taken in and decides how it is read: as somebody has said of it, as of the last like it, else as guessed;
 * or as is `said` here. Error: "not-found".
 */
export async function openReading(
  actor: Pick<Actor, "workspaceId">,
  uploadId: string,
  said: FileChange | null = null,
): Promise<Result<ReadingResult>> {
  const found = await readUpload(actor, uploadId);
  if (!found.ok) return found;
  const upload = found.value;
  const refused = (refusal: string) => ok({ opened: null, refusal, upload } as const);
  const given = said ?? upload.reading ?? {};
  let opened = await openStored(upload, given);
  if (!opened.ok) return refused(sentenceOfUpload(opened.refusal));
  if (opened.table.head.every(({ cells }) => cells.every((cell) => cell.trim() === "")))
    return refused(sentenceOfRefusal({ reason: "empty" }));
  let headings = headingsIn(opened.table);
  if (!headings.ok) return refused(headings.sentence);
  if (isExport(headings.headings))
    return refused("This is an export of a workshop. Drop it alone, and it is taken in as it is.");
  const asFound = layoutOf(given) === layoutOf({}) ? null : await headingsAsFound(upload);
  const key = keyOf(asFound ?? headings.headings);
  const saved = said === null && upload.reading === null ? await readSaved(actor, key) : null;
  const change = saved?.change ?? given;
  if (layoutOf(change) !== layoutOf(given)) {
    const again = await openStored(upload, change);
    const headingsAgain = again.ok ? headingsIn(again.table) : null;
    if (again.ok && headingsAgain?.ok === true) [opened, headings] = [again, headingsAgain];
  }
  const file = opened.table;
  const { delimiter } = file.layout;
  const sample = createDataRows(headings.headings.length, file.layout.lastRow).pick(file.head.slice(1));
  const plan = planTable(headings.headings, sample, delimiter, change);
  const reading = readingOf(plan, { encoding: file.encoding, delimiter, footerLines: change.footerLines });
  const used = saved === null ? null : { by: saved.by, at: saved.at };
  const remark = headings.repeated;
  return ok({
    opened: { upload, file, sample, plan, reading, headings: key, remark, change, saved: used },
    refusal: null,
  });
}

const rowsShown = 12;
const longestShown = 200;
const examplesShown = 5;

function decidedBy(column: PlannedColumn, { change, saved }: OpenedReading): DecidedBy {
  if (Object.keys(columnChange(change, column.heading)).length > 0)
    return saved === null ? "person" : "saved";
  return column.isKnown ? "source" : "guess";
}

const sayWanted = (currency: string, wanted: string) =>
  `Amounts are in ${currency}, and in ${wanted} in what was imported first. Say what one ${currency} is worth in ${wanted}, or they are not counted.`;

const keyAccepted = "any text, in no two rows the same";

function columnUnderstood(
  opened: OpenedReading,
  column: PlannedColumn,
  at: number,
  main: MainCurrencies | null,
): ColumnUnderstood {
  const { plan, reading } = opened;
  const { heading, role, field, mapping, doubt } = column;
  const { type, dimension, knownAt, decimal, dateOrder, currency, separator, unit, outcome } = mapping;
  const { rates = {}, currencyFrom = null, amountsIn = null } = mapping;
  const compared = main && wantedCurrency({ plan, own: reading.own }, column, main);
  const wanted = currency === null || compared === currency ? null : compared;
  const named = [...new Set([...column.currencies, ...Object.keys(rates)])];
  const cells = opened.sample.map((row) => (row.cells[at] ?? "").trim());
  const told = cells.filter((cell) => !isMissing(cell));
  return {
    ...{ heading, role, field, type, dimension, knownAt, decimal, dateOrder, currency },
    doubt: currency !== null && wanted !== null ? sayWanted(currency, wanted) : doubt,
    ...{ separator, unit, outcome, rates },
    otherCurrencies: named.filter((code) => code !== currency),
    ...{ isMoney: column.isMoney, namesCurrencies: namesCurrencies(column), currencyFrom, amountsIn },
    wantedCurrency: wanted,
    isAsOfExport: isAsOfExport(plan.source, column),
    asksMark: column.profile.eitherMark + column.profile.onlyComma > 0,
    decidedBy: decidedBy(column, opened),
    examples: [...new Set(told)].slice(0, examplesShown).map((cell) => cell.slice(0, longestShown)),
    missing: cells.length === 0 ? 0 : 1 - told.length / cells.length,
    accepted: role === "identifier" && plan.source.tool === "own" ? keyAccepted : acceptedBy(mapping),
  };
}

/** What must be answered before the file can be imported. */
export function questionsOf({ plan, reading }: OpenedReading): FileUnderstood["questions"] {
  const dates = plan.columns
    .filter(({ role, field, mapping }) => {
      const isRead = role !== "ignore" && field !== "detail";
      return isRead && mapping.type === "date" && mapping.dateOrder === "ask";
    })
    .map(({ heading }) => ({
      column: heading,
      sentence: `Say whether dates in “${heading}” begin with the day or the month.`,
    }));
  const asked = new Set(dates.map(({ column }) => column));
  const own = reading.own === null ? [] : mappingProblems(reading.own);
  // A question about no column is one about a table that stands alone; here other files may say how it went.
  const roles = own.flatMap(({ column, sentence }) => {
    const heading = column === null ? undefined : reading.columns[column]?.heading;
    return heading === undefined || asked.has(heading) ? [] : [{ column: heading, sentence }];
  });
  return [...dates, ...roles];
}

/** What the values of the status column mean, of one's own table. */
function statusOf({ plan, reading: { own } }: OpenedReading): FileUnderstood["status"] {
  const column = plan.columns.find(({ role }) => role === "status");
  if (own === null || column === undefined) return null;
  const counts = new Map(column.profile.values);
  const values = own.statusValues.map((one) => ({ ...one, count: counts.get(one.value) ?? 0 }));
  return { heading: column.heading, values };
}

/** An opened file as screens show it, beside amounts in the main currencies; null: there are none. */
export function understoodOf(result: ReadingResult, main: MainCurrencies | null): FileUnderstood {
  if (result.opened === null) {
    const { id, fileName, bytes, reading } = result.upload;
    const source = { id: ownTable.id, label: ownTable.label, tool: ownTable.tool, kind: ownTable.kind };
    return {
      ...{ uploadId: id, fileName, bytes, refusal: result.refusal, encoding: "", delimiter: "" },
      ...{ sheet: null, headings: { row: 1, titles: 0 }, saved: null },
      source: { ...source, confidence: 0, decidedBy: "guess" },
      change: reading ?? {},
      ...{ columns: [], status: null, head: [], questions: [] },
    };
  }
  const { opened } = result;
  const { upload, file, plan, change, saved } = opened;
  const { id, label, tool, kind } = plan.source;
  const said = change.source === undefined ? "source" : saved === null ? "person" : "saved";
  return {
    ...{ uploadId: upload.id, fileName: upload.fileName, bytes: upload.bytes, refusal: null },
    source: { id, label, tool, kind, confidence: plan.confidence, decidedBy: said },
    ...{ encoding: file.encoding, delimiter: file.layout.delimiter, sheet: file.sheet, saved, change },
    headings: { row: file.head[0]?.number ?? 1, titles: file.layout.titles },
    columns: plan.columns.map((column, at) => columnUnderstood(opened, column, at, main)),
    status: statusOf(opened),
    head: file.head.slice(1, rowsShown + 1).map(({ number, cells }) => ({
      number,
      cells: cells.map((cell) => cell.slice(0, longestShown)),
    })),
    questions: questionsOf(opened),
  };
}

/** The currencies of what is there, without an earlier import of the same file. */
async function mainCurrenciesBeside({ workspaceId }: Actor, fileHash: string): Promise<MainCurrencies> {
  const imports = await inWorkspaceRaw(workspaceId, (client) => readCountingImports(client, workspaceId));
  return mainCurrencies(tablesOf(imports).filter((table) => table.fileHash !== fileHash));
}

/** How a file of a set would be read. A file that cannot be read says why. Error: "not-found". */
export async function loadReading(actor: Actor, uploadId: string): Promise<Result<FileUnderstood>> {
  const result = await openReading(actor, uploadId);
  if (!result.ok) return result;
  const { opened } = result.value;
  const main = opened === null ? null : await mainCurrenciesBeside(actor, opened.upload.sha256);
  return ok(understoodOf(result.value, main));
}
