import type { Frame } from "#lib/accounts/frame.ts";
import { foldAccount } from "#lib/import/fold-accounts.ts";
import { inMainCurrencies, inOneCurrency, mainCurrencies } from "#lib/import/fold-currencies.ts";
import { acquisitionCosts, type NewCustomer } from "#lib/import/fold-spend.ts";
import {
  acquisitionCostName,
  catalogueOf,
  foldedColumns,
  tellsRetention,
} from "#lib/import/folded-columns.ts";
import { createFrameBuilder, type Source } from "#lib/import/frame-builder.ts";
import type { CellValue } from "#lib/import/read-cell.ts";
import { createRecordReader, type SourceRecord } from "#lib/import/read-records.ts";
import { type AccountRow, createRowReader } from "#lib/import/read-row.ts";
import type { SetTable } from "#lib/import/set-table.ts";
import type { Field } from "#lib/import/sources/definition.ts";
import { groupOf, readSpend, wonOn } from "#lib/import/spend-records.ts";
import { finish as allSteps, type Steps } from "#lib/import/steps.ts";
import {
  byNewest,
  type KeptRecord,
  keepNewest,
  recordKeyOf,
  tellingRecords,
} from "#lib/import/telling-records.ts";

/** A table whose rows count, with the day its data was taken (days since 1970-01-01; NaN: it has no dates). */
export interface CountingTable extends SetTable {
  readonly asOf: number;
}

/** A row that belongs to an account. */
export interface PlacedRow {
  /** Its place among the tables. */
  readonly table: number;
  readonly number: number;
  readonly cells: readonly string[];
}

export interface AccountFolder {
  /** The next account; what is put after this is its own, table by table, the oldest first, and within one in its order. */
  begin(accountId: string): void;
  put(row: PlacedRow): void;
  /** A row that is of no account: what was spent in a month. Before, between or after the accounts. */
  putSpend(row: PlacedRow): void;
  finish(): Frame;
  finishInSteps(): Steps<Frame>;
}

const nothing = Number.NaN;
const emptyRow = {
  rowNumber: 0,
  identity: "",
  name: "",
  domain: null,
  status: null,
  tenure: nothing,
} as const;

const isSpend = ({ own, plan }: SetTable) => own === null && plan.source.kind === "spend";

/** The latest day that any of the tables was taken on; 0 where none says. */
function latestAsOf(tables: readonly CountingTable[]): number {
  return Math.max(0, ...tables.map(({ asOf }) => asOf).filter((asOf) => !Number.isNaN(asOf)));
}

/**
 * Folds the rows of a workspace into its frame, account by account, in memory proportional to the rows of one account and the
 * columns of all. Of two rows with one key the newer import's counts. Own tables are read as they are alone, and say what
 * they say last; what exports come to (retention with censoring on the day the data was taken, expansion, support over
 * equal windows, deals) is worked out as in fold-accounts.ts. Rows of exports whose key is in
 * `leftOut` are as if they had never been read.
 */
export function createAccountFolder(
  all: readonly CountingTable[],
  leftOut: ReadonlySet<string> = new Set(),
): AccountFolder {
  const main = mainCurrencies(all);
  const tables = all.map((table) => inMainCurrencies(table, main));
  const { attributes, outcomes } = catalogueOf(tables);
  const builder = createFrameBuilder(attributes, outcomes);
  const columns = foldedColumns(tables);
  const exports = tables.some(({ own }) => own === null);
  const asOf = new Map<Source, number>();
  const telling = tables.filter(tellsRetention);
  const withRetention = telling.length > 0;
  // A newer file about something else does not tell that a customer is still there.
  const today = latestAsOf(withRetention ? telling : tables);
  const ticketTables = tables.filter(({ own, plan }) => own === null && plan.source.kind === "ticket");
  const ticketsUntil = ticketTables.length > 0 ? latestAsOf(ticketTables) : null;
  // Whether a deal was still open is known to the day the deals were exported, whatever newer file tells of something else.
  const dealsUntil = latestAsOf(
    tables.filter(({ own, plan }) => own === null && plan.source.kind === "deal"),
  );
  const readers = tables.map((table) =>
    table.own === null ? { own: null, reader: createRecordReader(table.plan) } : ownReader(table.own, table),
  );
  /** By the types under which the traits were read, which two exports may have differently. */
  const shapes = new Map<string, Source>();
  const untilSale = new Set(
    columns.traits.flatMap(({ name, type, knownAt }) =>
      type === "date" && knownAt !== "customer" ? [name] : [],
    ),
  );
  const spendRows: PlacedRow[] = [];
  const hasSpend = tables.some(isSpend);
  const groupHeading =
    tables.find(isSpend)?.plan.columns.find(({ field }) => field === "trait")?.heading ?? null;
  /** In the order of the accounts. */
  const customers: NewCustomer[] = [];
  let current: string | null = null;
  let rows: PlacedRow[] = [];
  let accounts = 0;

  function ownReader(own: NonNullable<SetTable["own"]>, table: CountingTable) {
    const reader = createRowReader(own, table.fileHash);
    const source = builder.source(reader);
    asOf.set(source, table.asOf);
    return { own: source, reader };
  }

  function shapeOf(types: readonly (string | null)[], isCustomer: boolean): Source {
    const at = `${isCustomer} ${types.join()}`;
    const known = shapes.get(at);
    if (known !== undefined) return known;
    const traits = columns.traits.map((trait, i) => ({
      ...trait,
      type: (types[i] ?? trait.type) as typeof trait.type,
    }));
    const source = builder.source({
      attributes: [...traits, ...columns.attributes],
      outcomes: columns.outcomes,
      retention: isCustomer ? { status: false, end: true, tenure: false } : null,
    });
    asOf.set(source, today);
    shapes.set(at, source);
    return source;
  }
  // The frame has the column even where no account of it has begun.
  if (exports)
    shapeOf(
      columns.traits.map(({ type }) => type),
      withRetention,
    );

  function settle(): void {
    if (current === null) return;
    builder.begin(current);
    accounts++;
    const kept = new Map<string, KeptRecord>();
    const own: { source: Source; row: AccountRow; record: SourceRecord }[] = [];
    for (const { table, number, cells } of rows) {
      const from = readers[table];
      if (from === undefined) continue;
      if (from.own === null) {
        const [record] = from.reader.read([{ number, cells: [...cells], suspect: false, problems: [] }], []);
        if (record !== undefined && !leftOut.has(recordKeyOf(record)))
          keepNewest(kept, { record, table }, tables);
        continue;
      }
      // A row that was read when it came in is read again; should a later release not take it, the account stays.
      const row = from.reader.read({ number, cells: [...cells], suspect: false }, []);
      if (row !== null) own.push({ source: from.own, row, record: recordOfOwn(row) });
    }
    if (exports)
      putFolded(
        [...kept.values()],
        own.map(({ record }) => record),
      );
    for (const { source, row } of own) builder.put(source, row);
  }

  function putFolded(kept: readonly KeptRecord[], own: readonly SourceRecord[]): void {
    const newestFirst = byNewest(kept, tables);
    const records = [...[...own].reverse(), ...newestFirst.map(({ record }) => record)];
    const account = inOneCurrency(
      foldAccount({ ids: [], domains: [], name: null }, records, today, ticketsUntil, dealsUntil),
      records,
      main,
    );
    if (hasSpend) customers[accounts - 1] = { day: wonOn(account), group: groupOf(groupHeading, records) };
    const telling = tellingRecords(newestFirst, account);
    const sold = wonOn(account);
    // On the day of the sale nobody knew of what came after it.
    const asOfSale = (heading: string) => {
      const value = valueIn(telling, heading);
      return sold !== null && untilSale.has(heading) && typeof value === "number" && value > sold
        ? null
        : value;
    };
    const types = columns.traits.map(({ name, type }) => typeIn(telling, name) ?? type);
    const endIsTold = account.churned !== null || account.revenue?.leftUnknownDay === false;
    const isCustomer = withRetention && account.start !== null && endIsTold;
    builder.put(shapeOf(types, isCustomer), {
      ...emptyRow,
      values: columns.values(account, asOfSale),
      outcomes: columns.outcomeValues(account),
      start: account.start ?? nothing,
      end: account.churned ?? nothing,
    });
  }

  const valueIn = (telling: readonly KeptRecord[], heading: string): CellValue =>
    telling.find(({ record }) => record.traits.has(heading))?.record.traits.get(heading) ?? null;

  function typeIn(telling: readonly KeptRecord[], heading: string): string | null {
    const from = telling.find(({ record }) => record.traits.has(heading));
    const column = tables[from?.table ?? -1]?.plan.columns.find((one) => one.heading === heading);
    return column?.mapping.type ?? null;
  }

  /** What it cost to win an account depends on who else was won that month, so it comes last. */
  function withCosts(frame: Frame): Frame {
    const records = spendRows.flatMap(({ table, number, cells }) => {
      const from = readers[table];
      if (from === undefined || from.own !== null) return [];
      return from.reader.read([{ number, cells: [...cells], suspect: false, problems: [] }], []);
    });
    const { spend } = readSpend(records);
    const costs = acquisitionCosts(
      spend,
      frame.accountIds.map((_, i) => customers[i] ?? { day: null, group: null }),
    );
    return {
      ...frame,
      outcomes: frame.outcomes.map((column) =>
        column.outcome.name === acquisitionCostName && !ownHas(acquisitionCostName)
          ? { ...column, values: Float64Array.from(costs, (cost) => cost ?? nothing) }
          : column,
      ),
    };
  }
  const ownHas = (name: string) =>
    tables.some(({ own }) => own?.columns.some(({ heading }) => heading === name) === true);

  function* finishInSteps(): Steps<Frame> {
    settle();
    const frame = yield* builder.finishInSteps((source) => asOf.get(source) ?? nothing);
    return hasSpend ? withCosts(frame) : frame;
  }

  return {
    begin(accountId) {
      settle();
      current = accountId;
      rows = [];
    },
    put: (row) => rows.push(row),
    putSpend: (row) => spendRows.push(row),
    finish: () => allSteps(finishInSteps()),
    finishInSteps,
  };
}

/** What an own row says of the account's time, for what is counted from its start. */
function recordOfOwn({ rowNumber, start, end }: AccountRow): SourceRecord {
  const values = new Map<Field, CellValue>();
  if (!Number.isNaN(start)) values.set("started", start);
  if (!Number.isNaN(end)) values.set("ended", end);
  const join = {
    table: "own",
    tool: "own",
    kind: "company",
    key: "",
    ids: [],
    domain: null,
    name: null,
  } as const;
  return { row: rowNumber, join, values, traits: new Map() };
}
