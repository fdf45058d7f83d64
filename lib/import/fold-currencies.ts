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

/** Of deals and of revenue the currency of the newest export that names one. */
export function mainCurrencies(tables: readonly SetTable[]): MainCurrencies {
  const newest = [...tables].sort((a, b) => b.order - a.order);
  const of = (...kinds: readonly RecordKind[]) => {
    for (const { own, plan } of newest) {
      if (own !== null || !kinds.includes(plan.source.kind)) continue;
      const named = plan.columns.find(
        ({ field, mapping }) => amounts.includes(field) && mapping.currency !== null,
      );
      if (named !== undefined) return named.mapping.currency;
    }
    return null;
  };
  return { deals: of("deal"), revenue: of("subscription", "movement") };
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
