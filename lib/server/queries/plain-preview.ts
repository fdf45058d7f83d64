import type { SetChange, SetPreview } from "#lib/import/import-set.ts";
import type { JoinRow } from "#lib/import/join-row.ts";
import { type ColumnRole, columnWith, type Mapping, mappingProblems } from "#lib/import/mapping.ts";
import { attributesOf, outcomesOf } from "#lib/import/read-row.ts";
import { retentionShape } from "#lib/import/retention.ts";
import { leftColumn, sinceColumn } from "#lib/import/set-change.ts";
import { dayOf } from "#lib/import/set-table.ts";
import { isoDate } from "#lib/import/value.ts";
import { type ReadingResult, understoodOf } from "#lib/server/queries/import-reading.ts";
import type { PlainTable } from "#lib/server/queries/plain-table.ts";
import {
  blockedBy,
  incomingTable,
  issuesOf,
  issuesShown,
  problemsOf,
  readTable,
} from "#lib/server/queries/read-set.ts";
import { createSetProgress } from "#lib/server/queries/set-progress.ts";

/** While somebody is choosing, the first rows of a large file are enough. */
const partRows = 30_000;
const namesShown = 20;
/** Without a column of these, accounts are known by their rows, which says nothing. */
const tellWho: readonly ColumnRole[] = ["identifier", "name", "domain"];

const nameOf = ({ ids: [id], domain, name }: JoinRow): string =>
  name ?? domain ?? id?.slice(id.indexOf(":") + 1) ?? "";

/** What will be known of accounts, by the columns of their table. */
const columnsOf = (mapping: Mapping): string[] => [
  ...[...attributesOf(mapping), ...outcomesOf(mapping)].map(({ name }) => name),
  ...(columnWith(mapping, "start date") >= 0 ? [sinceColumn] : []),
  ...(retentionShape(mapping) === null ? [] : [leftColumn]),
];

/** All accounts are new where there were none. */
const allNew = (accounts: number, newNames: readonly string[], newColumns: readonly string[]): SetChange => ({
  ...{ accountsBefore: 0, accountsAfter: accounts, newAccounts: accounts, newNames },
  ...{ changedAccounts: 0, goneAccounts: 0, changedCells: 0, cells: [], newColumns },
});

/**
 * What importing one table into an empty workspace would do: its rows pass by once, and none is held. How far it is is told
 * under `run`, by which it can be ended. Throws StoppedByAsking.
 */
export async function previewPlain(
  { opened, mapping }: PlainTable,
  results: readonly ReadingResult[],
  { whole, run }: { readonly whole: boolean; readonly run: string },
): Promise<SetPreview> {
  const table = incomingTable(opened, run, 0);
  const progress = createSetProgress([run], [opened.upload.bytes], 1);
  const names: string[] = [];
  const isNamed = mapping.columns.some(({ role }) => tellWho.includes(role));
  let accounts = 0;
  const read = await readTable(
    table,
    (rows) => {
      progress.saw(rows, true);
      accounts += rows.length;
      const some = isNamed ? rows.slice(0, namesShown - names.length) : [];
      for (const { join } of some) names.push(nameOf(join));
    },
    { rowsAtMost: whole ? Number.POSITIVE_INFINITY : partRows },
  );
  const { reader } = read;
  const { rows, setAside, footer, problems } = reader;
  const day = mapping.asOf === null ? reader.latest() : dayOf(mapping.asOf);
  const tables = [{ ...read, kept: 0 }];
  // One table alone must itself say how it went.
  const unanswered = mappingProblems(mapping).flatMap(({ column, sentence }) =>
    column === null ? [`${sentence} Or drop the file that says it beside this one.`] : [],
  );
  return {
    files: results.map((result) => understoodOf(result, null)),
    counts: [
      {
        ...{ uploadId: opened.upload.id, rows, setAside, footer, problems, importedOn: null },
        retention: reader.retention(),
      },
    ],
    whole: read.isWhole,
    ...{ joins: null, doubts: [], answered: [] },
    change: allNew(accounts, names, columnsOf(mapping)),
    problems: problemsOf(tables),
    issues: issuesOf(results, tables).slice(0, issuesShown),
    asOf: Number.isNaN(day) ? null : isoDate(day),
    blocked: [...blockedBy(results, tables), ...unanswered],
  };
}
