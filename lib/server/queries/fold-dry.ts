import type pg from "pg";
import type { Frame } from "#lib/accounts/frame.ts";
import { packCells, rowSeparator, unpackCells } from "#lib/import/cells.ts";
import { type CountingTable, createAccountFolder } from "#lib/import/fold-frame.ts";
import type { WorkspaceJoin } from "#lib/import/join-plan.ts";
import type { SetRow } from "#lib/import/set-table.ts";
import { paced, sortedInSteps } from "#lib/import/steps.ts";
import { intArray } from "#lib/server/binary-arrays.ts";
import { inSteps, inTurns } from "#lib/server/in-steps.ts";
import { createSender, rowsInBatches } from "#lib/server/pipelined.ts";
import { readSetAsideRows } from "#lib/server/queries/fold-records.ts";
import type { RowsTogether } from "#lib/server/queries/join-incoming.ts";
import { type ReadTable, readTable } from "#lib/server/queries/read-set.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** What a dry run folds: rows that are stored and rows of files, where each belongs, and all tables, those of the files last. */
export interface DryRows {
  readonly rows: RowsTogether;
  readonly read: readonly ReadTable[];
  readonly join: WorkspaceJoin;
  readonly tables: readonly CountingTable[];
  /** Rows of the files have gone by once more. */
  readonly saw: (rows: readonly SetRow[]) => void;
  /** May end it by throwing. */
  readonly between: () => void;
}

const rowsAtOnce = 5_000;

interface Placed {
  readonly account: number;
  readonly table: number;
  readonly number: number;
  /** Null: as they are stored. */
  readonly cells: string | null;
}

/** Places of accounts in the order of their ids, which is that of the frame. */
async function ranksOf({ ids }: WorkspaceJoin): Promise<{ sorted: readonly string[]; ranks: Int32Array }> {
  const places = await inSteps(
    sortedInSteps(
      ids.map((_, at) => at),
      (a, b) => (ids[a]! < ids[b]! ? -1 : 1),
    ),
  );
  const ranks = new Int32Array(ids.length);
  await inSteps(
    paced(places, (at, rank) => {
      ranks[at] = rank;
    }),
  );
  return { sorted: places.map((at) => ids[at]!), ranks };
}

/** Puts the rows that count into a table of this transaction alone: the database brings them into the order of the accounts. */
async function insertRows(
  client: pg.PoolClient,
  { rows, read, join, tables, saw, between }: DryRows,
  ranks: Int32Array,
) {
  await client.query(
    `create temporary table "dry_row" ("account" int, "table" int, "number" int, "cells" text) on commit drop`,
  );
  const { send, settle } = createSender(client);
  const insert = (part: readonly Placed[]) =>
    send({
      name: "dry-rows",
      text: `insert into "dry_row" select unnest($1::int[]), unnest($2::int[]), unnest($3::int[]), unnest(string_to_array($4, E'\\x1e'))`,
      values: [
        intArray(part.map(({ account }) => account)),
        intArray(part.map(({ table }) => table)),
        intArray(part.map(({ number }) => number)),
        // Of rows that are stored none: they stand beside nothing.
        part[0]?.cells === null ? null : part.map(({ cells }) => cells).join(rowSeparator),
      ],
    });
  const rankAt = (at: number) => ranks[join.accountOfRow[at] ?? -1] ?? -1;
  const counts = ({ account, table }: Placed) => account >= 0 || tables[table]?.plan.source.kind === "spend";
  let waiting: Placed[] = [];
  for (let at = 0; at < rows.stored; at++) {
    const row = {
      account: rankAt(at),
      table: rows.placed.table(at),
      number: rows.placed.number(at),
      cells: null,
    };
    if (counts(row)) waiting.push(row);
    if (waiting.length < rowsAtOnce && at + 1 < rows.stored) continue;
    await insert(waiting);
    between();
    waiting = [];
  }
  let at = rows.stored;
  for (const [file, { table }] of read.entries()) {
    await readTable(table, async (batch) => {
      saw(batch);
      const placed = batch.map(({ number, cells }) => ({
        account: rankAt(at++),
        table: rows.tables.length + file,
        number,
        cells: packCells(cells),
      }));
      await insert(placed.filter(counts));
    });
  }
  await settle();
  await client.query(`analyze "dry_row"`);
}

interface DryRow {
  account: number;
  table: number;
  number: number;
  cells: string;
}

/**
 * Puts the rows of a dry run where the database can bring them into order, until the transaction ends. Returns the ids of the
 * accounts in the order of the frame: with them the rows are folded, and need not be held meanwhile.
 */
export async function keepDryRows(client: pg.PoolClient, dry: DryRows): Promise<readonly string[]> {
  const { sorted, ranks } = await ranksOf(dry.join);
  await insertRows(client, dry, ranks);
  return sorted;
}

/** What is folded of the rows that keepDryRows has kept. */
export interface KeptRows extends Pick<DryRows, "tables" | "between"> {
  readonly sorted: readonly string[];
  /** How many of the tables are stored. */
  readonly stored: number;
}

/** The workspace's frame as it would be with the files in it: nothing of it is kept. */
export async function foldDry(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  { sorted, stored, ...dry }: KeptRows,
): Promise<Frame> {
  const folder = createAccountFolder(dry.tables, new Set(await readSetAsideRows(client, workspaceId)));
  let current = -1;
  const put = ({ account, table, number, cells }: DryRow) => {
    const row = { table, number, cells: unpackCells(cells) };
    if (dry.tables[table]?.plan.source.kind === "spend") folder.putSpend(row);
    if (account < 0) return;
    for (; current < account; ) folder.begin(sorted[++current]!);
    folder.put(row);
  };
  const batches = rowsInBatches<DryRow>(
    client,
    "dry_rows",
    `select d."account", d."table", d."number", coalesce(d."cells", r."cells") as "cells"
     from "dry_row" d
     left join unnest($2::uuid[]) with ordinality as t ("id", "place") on t."place" = d."table" + 1 and d."cells" is null
     left join "record" r on r."workspaceId" = $1 and r."importId" = t."id" and r."rowNumber" = d."number"
     where coalesce(d."cells", r."cells") is not null -- an undo may have taken it away meanwhile
     order by d."account", d."table", d."number"`,
    [workspaceId, dry.tables.slice(0, stored).map(({ id }) => id)],
  );
  for await (const rows of batches) {
    for await (const part of inTurns(rows)) part.forEach(put);
    dry.between();
  }
  while (current + 1 < sorted.length) folder.begin(sorted[++current]!);
  return inSteps(folder.finishInSteps(), dry.between);
}
