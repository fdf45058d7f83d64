import type pg from "pg";
import { unpackCells } from "#lib/import/cells.ts";
import type { ReadPlan } from "#lib/import/plan-columns.ts";
import { createRecordReader, type SourceRecord } from "#lib/import/read-records.ts";
import type { Field } from "#lib/import/sources/definition.ts";
import { recordKeyOf } from "#lib/import/telling-records.ts";
import { isoDate } from "#lib/import/value.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { readCountingImports, tablesOf } from "#lib/server/queries/fold-records.ts";
import { recordsOfAccount } from "#lib/server/queries/records-of-accounts.ts";

/** A deal or subscription of an account, as one row of an export tells it. */
export interface RowOfAccount {
  /** Names the row over files and repetitions. */
  readonly key: string;
  readonly kind: "deal" | "subscription";
  readonly name: string;
  /** When it was closed or began; ISO, null where that is not known. */
  readonly day: string | null;
  readonly amount: number | null;
  /** Its stage or status, as the tool writes it. */
  readonly state: string | null;
}

const shownKinds: readonly string[] = ["deal", "subscription"];
const most = 200;

function firstOf<T>(
  record: SourceRecord,
  fields: readonly Field[],
  take: (value: unknown) => T | null,
): T | null {
  for (const field of fields) {
    const value = take(record.values.get(field));
    if (value !== null) return value;
  }
  return null;
}

const asNumber = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : null);
const asText = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

function toldBy(record: SourceRecord, plan: ReadPlan, cells: readonly string[]): RowOfAccount {
  const at = plan.columns.findIndex(({ field }) => field === "record name");
  const named = (cells[at] ?? "").trim();
  const day = firstOf(record, ["closed", "started", "created"], asNumber);
  const kind = plan.source.kind === "deal" ? "deal" : "subscription";
  return {
    key: recordKeyOf(record),
    kind,
    name: named || firstOf(record, ["plan", "record id"], asText) || `A ${kind}`,
    day: day === null ? null : isoDate(day),
    amount: firstOf(record, ["amount", "mrr"], asNumber),
    state: firstOf(record, ["stage", "status"], asText),
  };
}

/** The deals and subscriptions of an account, in the caller's transaction; of two rows with one key the newer import's. */
export async function readRowsOfAccount(
  client: pg.PoolClient,
  { workspaceId }: Pick<Actor, "workspaceId">,
  accountId: string,
): Promise<readonly RowOfAccount[]> {
  const tables = tablesOf(await readCountingImports(client, workspaceId)).filter(
    ({ own, plan }) => own === null && shownKinds.includes(plan.source.kind),
  );
  if (tables.length === 0) return [];
  const { rows } = await client.query<{ importId: string; rowNumber: number; cells: string }>(
    `select r."importId", r."rowNumber", r."cells" from "account" a join lateral ${recordsOfAccount} r on true
     where a."workspaceId" = $1 and a."id" = $2 and r."importId" = any($3::uuid[])
     order by r."importId", r."rowNumber" limit ${most}`,
    [workspaceId, accountId, tables.map(({ id }) => id)],
  );
  const found = new Map<string, RowOfAccount>();
  for (const { id, plan } of tables) {
    const reader = createRecordReader(plan);
    for (const row of rows.filter(({ importId }) => importId === id)) {
      const cells = unpackCells(row.cells);
      const [record] = reader.read([{ number: row.rowNumber, cells, suspect: false, problems: [] }], []);
      if (record !== undefined) found.set(recordKeyOf(record), toldBy(record, plan, cells));
    }
  }
  return [...found.values()].sort((a, b) => ((a.day ?? "") < (b.day ?? "") ? 1 : -1));
}

/** The deals and subscriptions of an account, the latest first; at most two hundred. */
export const rowsOfAccount = (actor: Actor, accountId: string): Promise<readonly RowOfAccount[]> =>
  inWorkspaceRaw(actor.workspaceId, (client) => readRowsOfAccount(client, actor, accountId));
