import { expansionOf, type SubscriptionOutcome } from "#lib/import/fold-subscriptions.ts";

/** One change of monthly revenue as read: on a day since 1970-01-01, by an amount, in a currency. */
export interface Movement {
  readonly day: number;
  /** new_biz, expansion, contraction, churn, reactivation. */
  readonly kind: string;
  readonly change: number | null;
  readonly currency: string | null;
}

/** Folds the movements of one account, in any order: the revenue is the sum of the changes up to a day. */
export function foldMovements(movements: readonly Movement[]): Omit<SubscriptionOutcome, "trials"> {
  const days = [...movements].sort((a, b) => a.day - b.day);
  const currencies = new Set(
    days.flatMap(({ currency }) => (currency === null ? [] : [currency.toUpperCase()])),
  );
  const mixedCurrencies = currencies.size > 1;
  const [currency] = currencies;
  const start = days.find(({ kind }) => /^new/i.test(kind))?.day ?? days[0]?.day ?? null;
  const known = !mixedCurrencies && days.length > 0 && days.every(({ change }) => change !== null);
  const sum = (until: number) =>
    days.reduce((total, { day, change }) => (day <= until ? total + (change ?? 0) : total), 0);
  const firstMrr = known && start !== null ? sum(start) : null;
  const currentMrr = known ? sum(Number.POSITIVE_INFINITY) : null;
  const last = days.at(-1);
  // Of several movements on the last day, one that brings revenue back is the later.
  const ends = days.filter(({ day }) => day === last?.day);
  const churned =
    last !== undefined &&
    ends.some(({ kind }) => /^churn/i.test(kind)) &&
    !ends.some(({ kind }) => /^reactiv/i.test(kind))
      ? last.day
      : null;
  return {
    start,
    churned,
    leftUnknownDay: false,
    firstMrr,
    currentMrr,
    expansion: expansionOf(churned, firstMrr, currentMrr),
    currency: mixedCurrencies ? null : (currency ?? null),
    mixedCurrencies,
  };
}
