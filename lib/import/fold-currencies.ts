import { type FoldedAccount, firstWonDeal, readDeal } from "#lib/import/fold-accounts.ts";
import type { ReadColumn } from "#lib/import/plan-columns.ts";
import type { SourceRecord } from "#lib/import/read-records.ts";
import type { SetTable } from "#lib/import/set-table.ts";
import type { Field, RecordKind } from "#lib/import/sources/definition.ts";

/** The currencies in which amounts are compared over accounts; null: none is named. ISO 4217. */
export interface MainCurrencies {
  readonly deals: string | null;
  readonly revenue: string | null;
  /** Of traits, and of columns of one's own tables, by their heading. */
  readonly columns: ReadonlyMap<string, string>;
}

type Priced = Pick<SetTable, "own" | "plan">;

const amounts: readonly Field[] = ["amount", "mrr", "change"];
const kindsOf: Readonly<Record<"deals" | "revenue", readonly RecordKind[]>> = {
  deals: ["deal"],
  revenue: ["subscription", "movement"],
};

/** What the amounts of an export's column are of; null: of nothing that is added up. */
function sumOf({ own, plan }: Priced, { field }: ReadColumn): "deals" | "revenue" | null {
  if (own !== null || !amounts.includes(field)) return null;
  return (["deals", "revenue"] as const).find((one) => kindsOf[one].includes(plan.source.kind)) ?? null;
}

/** Whether what stands in a column is compared over accounts as it is. */
const isCompared = ({ own }: Priced, { role, field }: ReadColumn) =>
  (own !== null || field === "trait") && (role === "attribute" || role === "outcome");

/** Columns whose amounts are counted in a currency. */
const pricedColumns = ({ plan }: Priced) => plan.columns.filter(({ mapping }) => mapping.currency !== null);

/**
 * Of deals, of revenue and of every other column the currency of the first table that names one: a later one in another moves no
 * figure.
 */
export function mainCurrencies(tables: readonly SetTable[]): MainCurrencies {
  const main = { deals: null as string | null, revenue: null as string | null };
  const columns = new Map<string, string>();
  for (const table of [...tables].sort((a, b) => a.order - b.order)) {
    for (const column of pricedColumns(table)) {
      const { heading, mapping } = column;
      const sum = sumOf(table, column);
      if (sum !== null) main[sum] ??= mapping.currency;
      else if (isCompared(table, column) && !columns.has(heading)) columns.set(heading, mapping.currency!);
    }
  }
  return { ...main, columns };
}

/** The currency that amounts of a column are compared in; null: in any. */
export function wantedCurrency(table: Priced, column: ReadColumn, main: MainCurrencies): string | null {
  const sum = sumOf(table, column);
  if (sum !== null) return main[sum];
  return isCompared(table, column) ? (main.columns.get(column.heading) ?? null) : null;
}

export interface Uncounted {
  readonly column: string;
  readonly currency: string;
  readonly message: string;
}

/** Why amounts of a table are not counted beside those of others, one for each column. */
export function uncountedIn(table: SetTable, main: MainCurrencies): Uncounted[] {
  return pricedColumns(table).flatMap((column) => {
    const wanted = wantedCurrency(table, column, main);
    const { currency } = column.mapping;
    if (wanted === null || currency === null || currency === wanted) return [];
    const of = sumOf(table, column) ?? `“${column.heading}”`;
    const message = `Amounts of ${of} are in ${wanted} in what was imported first. Those in ${currency} are not counted until somebody says what one ${currency} is worth in ${wanted}.`;
    return [{ column: column.heading, currency, message }];
  });
}

/** The table without columns whose amounts are in another currency than those they would be compared with. */
export function inMainCurrencies<T extends SetTable>(table: T, main: MainCurrencies): T {
  const foreign = new Set(
    uncountedIn(table, main).flatMap(({ column: heading }) => {
      const column = table.plan.columns.find((one) => one.heading === heading);
      return column !== undefined && isCompared(table, column) ? [heading] : [];
    }),
  );
  if (foreign.size === 0) return table;
  const { plan, own } = table;
  return {
    ...table,
    plan: {
      ...plan,
      columns: plan.columns.map(
        (column): ReadColumn =>
          foreign.has(column.heading) ? { ...column, role: "ignore", field: "detail" } : column,
      ),
    },
    own: own && {
      ...own,
      columns: own.columns.map((column) =>
        foreign.has(column.heading) ? { ...column, role: "ignore" as const } : column,
      ),
    },
  };
}

const isForeign = ({ values }: SourceRecord, main: string | null) => {
  const currency = values.get("currency");
  return main !== null && typeof currency === "string" && currency.toUpperCase() !== main;
};

/**
 * The account with its amounts in the main currencies: what it paid or was sold for in another one is not known, because nobody
 * has said what that is worth. How much more it pays than at first is a share, and stays.
 */
export function inOneCurrency(
  account: FoldedAccount,
  records: readonly SourceRecord[],
  main: MainCurrencies,
): FoldedAccount {
  const won = records.filter((record) => record.join.kind === "deal" && readDeal(record).won === true);
  const first = firstWonDeal(won);
  const { deals, revenue } = account;
  return {
    ...account,
    deals: deals && {
      ...deals,
      firstAmount: first !== null && isForeign(first, main.deals) ? null : deals.firstAmount,
      wonAmount: won.some((record) => isForeign(record, main.deals)) ? null : deals.wonAmount,
    },
    revenue:
      revenue === null || revenue.currency === null || revenue.currency === (main.revenue ?? revenue.currency)
        ? revenue
        : { ...revenue, firstMrr: null, currentMrr: null },
  };
}
