import type pg from "pg";
import type { Frame } from "#lib/accounts/frame.ts";
import { foldCatalogue } from "#lib/import/catalogue.ts";
import { unpackCells } from "#lib/import/cells.ts";
import { type CountingTable, createAccountFolder } from "#lib/import/fold-frame.ts";
import { createFrameBuilder, type Source } from "#lib/import/frame-builder.ts";
import { type Mapping, mappingSchema } from "#lib/import/mapping.ts";
import { createRowReader, type RowReader } from "#lib/import/read-row.ts";
import { planOfMapping, planOfReading, type Reading, readingSchema } from "#lib/import/reading.ts";
import { readDate } from "#lib/import/value.ts";
import { inSteps, inTurns } from "#lib/server/in-steps.ts";
import { rowsInBatches } from "#lib/server/pipelined.ts";
import { recordsOfAccount } from "#lib/server/queries/records-of-accounts.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** An import as it counts: done, and not undone. */
export interface CountingImport {
  readonly id: string;
  readonly mapping: Mapping;
  readonly fileHash: string;
  /** The day its data was taken, as days since 1970-01-01; NaN where the file has no dates. */
  readonly asOf: number;
  /** Of a file that was joined to others; null for a single table of accounts. */
  readonly reading: Reading | null;
  /** Files imported together have the same; a later import has a higher one. */
  readonly order: number;
  /** Files were joined in the workspace at some time: accounts have been given by that ever since. */
  readonly joined: boolean;
}

/** Whether the rows of several files are joined here: then accounts follow from all of them together. */
export const isJoined = (imports: readonly CountingImport[]): boolean => imports.some(({ joined }) => joined);

/** The imports as the tables that are joined and folded, in their order. */
export const tablesOf = (imports: readonly CountingImport[]): CountingTable[] =>
  imports.map(({ id, order, fileHash, reading, mapping, asOf }) => ({
    ...{ id, order, fileHash, asOf },
    plan: reading === null ? planOfMapping(mapping) : planOfReading(reading),
    own: reading === null ? mapping : reading.own,
  }));

/**
 * The imports whose rows count, oldest first: later ones override. `running` is one that is about to be done and
 * counts as well.
 */
export async function readCountingImports(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  running: string | null = null,
): Promise<CountingImport[]> {
  const { rows } = await client.query<{
    id: string;
    mapping: unknown;
    fileHash: string;
    asOf: string | null;
    reading: unknown;
    setId: string | null;
    joined: boolean;
  }>(
    `select "id", "mapping", "fileHash", "asOf"::text as "asOf", "reading", "setId", exists (
       select 1 from "import" j
       where j."workspaceId" = $1 and j."reading" is not null and j."state" in ('done', 'undone')) as "joined"
     from "import"
     where "workspaceId" = $1 and ("state" = 'done' or "id" = $2) order by "createdAt", "id"`,
    [workspaceId, running],
  );
  const orders = new Map<string, number>();
  for (const { id, setId } of rows) {
    if (!orders.has(setId ?? id)) orders.set(setId ?? id, orders.size);
  }
  return rows.map(({ id, mapping, fileHash, asOf, reading, setId, joined }) => ({
    id,
    fileHash,
    joined,
    reading: reading === null ? null : readingSchema.parse(reading),
    order: orders.get(setId ?? id) ?? 0,
    mapping: mappingSchema.parse(mapping),
    asOf: asOf === null ? Number.NaN : (readDate(asOf, null) ?? Number.NaN),
  }));
}

/** What somebody asks otherwise than usual. */
export interface WhatCounts {
  /** Counts what is set aside as if it were not. */
  readonly withSetAside?: boolean;
}

/** The keys of the rows that are set aside, such as single deals. */
export async function readSetAsideRows(client: pg.PoolClient, workspaceId: WorkspaceId): Promise<string[]> {
  const { rows } = await client.query<{ recordKey: string }>(
    `select distinct "recordKey" from "exclusion"
     where "workspaceId" = $1 and "endedAt" is null and "recordKey" is not null`,
    [workspaceId],
  );
  return rows.map(({ recordKey }) => recordKey);
}

/** What the newest row of an account calls it, where that differs from what is stored. */
export interface Renamed {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
}

export interface Folded {
  readonly frame: Frame;
  readonly renamed: readonly Renamed[];
}

interface RecordRow {
  accountId: string;
  name: string;
  domain: string | null;
  importId: string;
  rowNumber: number;
  cells: string;
}

function recordRows(client: pg.PoolClient, workspaceId: WorkspaceId, only: readonly string[] | null) {
  return rowsInBatches<RecordRow>(
    client,
    "record_rows",
    `select r."accountId", a."name", a."domain", r."importId", r."rowNumber", r."cells"
     from "account" a
     join ${only === null ? `"record" r on r."workspaceId" = a."workspaceId" and r."accountId" = a."id"` : `lateral ${recordsOfAccount} r on true`}
     join "import" i on i."workspaceId" = r."workspaceId" and i."id" = r."importId"
     where a."workspaceId" = $1 and i."state" = 'done' ${only === null ? "" : 'and a."id" = any($2::uuid[])'}
     order by r."accountId", i."createdAt", i."id", r."rowNumber"`,
    only === null ? [workspaceId] : [workspaceId, only],
  );
}

/**
 * Folds records into what is known of each account: its rows in the order of their imports, the newest last. All
 * accounts, or those of `only`; a few thousand rows are held at a time.
 */
export async function foldRecords(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  only: readonly string[] | null = null,
  counts: WhatCounts = {},
): Promise<Folded> {
  return foldImports(client, workspaceId, await readCountingImports(client, workspaceId), only, counts);
}

/** The same where it is known which imports count. */
export async function foldImports(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  imports: readonly CountingImport[],
  only: readonly string[] | null = null,
  counts: WhatCounts = {},
): Promise<Folded> {
  if (isJoined(imports))
    return { frame: await foldJoined(client, workspaceId, tablesOf(imports), only, counts), renamed: [] };
  const { attributes, outcomes } = foldCatalogue(imports.map(({ mapping }) => mapping));
  const builder = createFrameBuilder(attributes, outcomes);
  const asOf = new Map<Source, number>();
  const readers = new Map<string, { reader: RowReader; source: Source }>();
  for (const one of imports) {
    const reader = createRowReader(one.mapping, one.fileHash);
    const source = builder.source(reader);
    readers.set(one.id, { reader, source });
    asOf.set(source, one.asOf);
  }
  const renamed: Renamed[] = [];
  let current: RecordRow | null = null;
  let newest: { name: string; domain: string | null } | null = null;
  const settle = () => {
    if (current === null || newest === null) return;
    if (newest.name === current.name && newest.domain === current.domain) return;
    renamed.push({ id: current.accountId, name: newest.name, domain: newest.domain });
  };
  for await (const batch of recordRows(client, workspaceId, only)) {
    for (const record of batch) {
      if (current?.accountId !== record.accountId) {
        settle();
        current = record;
        builder.begin(record.accountId);
      }
      const from = readers.get(record.importId);
      const row = from?.reader.read(
        { cells: unpackCells(record.cells), number: record.rowNumber, suspect: false },
        [],
      );
      // A row that was read when it came in is read again; should a later release not take it, the account stays.
      if (from === undefined || row == null) continue;
      builder.put(from.source, row);
      newest = row;
    }
  }
  settle();
  const frame = await inSteps(builder.finishInSteps((source) => asOf.get(source) ?? Number.NaN));
  return { frame, renamed };
}

/** The same where several files are joined: what they come to is worked out from all rows of an account together. */
async function foldJoined(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  tables: readonly CountingTable[],
  only: readonly string[] | null,
  { withSetAside = false }: WhatCounts,
): Promise<Frame> {
  const leftOut = withSetAside ? [] : await readSetAsideRows(client, workspaceId);
  const folder = createAccountFolder(tables, new Set(leftOut));
  const tableOf = new Map(tables.map(({ id }, at) => [id, at]));
  let current: string | null = null;
  const put = ({ accountId, importId, rowNumber, cells }: RecordRow) => {
    if (accountId !== current) folder.begin(accountId);
    current = accountId;
    const table = tableOf.get(importId);
    if (table !== undefined) folder.put({ table, number: rowNumber, cells: unpackCells(cells) });
  };
  for await (const batch of recordRows(client, workspaceId, only)) {
    for await (const part of inTurns(batch)) part.forEach(put);
  }
  const spent = tables.filter(({ own, plan }) => own === null && plan.source.kind === "spend");
  if (spent.length > 0) {
    const { rows } = await client.query<Pick<RecordRow, "importId" | "rowNumber" | "cells">>(
      `select "importId", "rowNumber", "cells" from "record"
       where "workspaceId" = $1 and "importId" = any($2::uuid[]) order by "importId", "rowNumber"`,
      [workspaceId, spent.map(({ id }) => id)],
    );
    for (const { importId, rowNumber, cells } of rows)
      folder.putSpend({ table: tableOf.get(importId) ?? -1, number: rowNumber, cells: unpackCells(cells) });
  }
  return inSteps(folder.finishInSteps());
}
