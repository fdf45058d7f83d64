import { type FoldedAccount, firstWonDeal, readDeal } from "#lib/import/fold-accounts.ts";
import type { SourceRecord } from "#lib/import/read-records.ts";
import type { SetTable } from "#lib/import/set-table.ts";
import type { Field, RecordKind } from "#lib/import/sources/definition.ts";

/** The currencies in which amounts are compared over accounts; null: none is named. ISO 4217. */
export interface MainCurrencies {
  readonly deals: string | null;
  readonly revenue: string | null;
}

const amounts: readonly Field[] = ["amount", "mrr", "change"];
const kindsOf: Readonly<Record<keyof MainCurrencies, readonly RecordKind[]>> = {
  deals: ["deal"],
  revenue: ["subscription", "movement"],
};

/** What the amounts of an export are of, and in which currency; null: it has none that is named. */
function amountOf({ own, plan }: Pick<SetTable, "own" | "plan">) {
  const of = (["deals", "revenue"] as const).find((one) => kindsOf[one].includes(plan.source.kind));
  const column = plan.columns.find(
    ({ field, mapping }) => amounts.includes(field) && mapping.currency !== null,
  );
  const currency = column?.mapping.currency ?? null;
  return own !== null || of === undefined || column === undefined || currency === null
    ? null
    : { of, heading: column.heading, currency };
}

/** Of deals and of revenue the currency of the first export that names one: a later one in another moves no figure. */
export function mainCurrencies(tables: readonly SetTable[]): MainCurrencies {
  const named = [...tables].sort((a, b) => a.order - b.order).map(amountOf);
  const main = (of: keyof MainCurrencies) => named.find((one) => one?.of === of)?.currency ?? null;
  return { deals: main("deals"), revenue: main("revenue") };
}

/** Why the amounts of an export are not counted beside those of others; null: they are. */
export function sayUncounted(
  table: SetTable,
  main: MainCurrencies,
): { readonly column: string; readonly currency: string; readonly message: string } | null {
  const amount = amountOf(table);
  const wanted = amount === null ? null : main[amount.of];
  if (amount === null || wanted === null || amount.currency === wanted) return null;
  const { heading: column, currency } = amount;
  const message = `Amounts of ${amount.of} are in ${wanted} in what was imported first. Those in ${currency} are not counted: convert them to ${wanted} in the file.`;
  return { column, currency, message };
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
