/** One subscription as read. Days are counted from 1970-01-01; null is not known, or has not happened. */
export interface Subscription {
  readonly status: string | null;
  readonly started: number | null;
  readonly trialEnd: number | null;
  readonly canceled: number | null;
  readonly ended: number | null;
  /** Per month, in `currency`. */
  readonly mrr: number | null;
  /** ISO 4217, in capitals. */
  readonly currency: string | null;
}

/** What the subscriptions of one account come to. */
export interface SubscriptionOutcome {
  /** The first day that was paid for; null where there were only trials. */
  readonly start: number | null;
  /** The day the last paid subscription ended; null while one runs. */
  readonly churned: number | null;
  /** Whether none runs any more, and one of them ended on a day that nobody told: how long the account stayed is not known. */
  readonly leftUnknownDay: boolean;
  /** Per month on the first day paid for, and on the day of the export (0 after the churn). Null: not known. */
  readonly firstMrr: number | null;
  readonly currentMrr: number | null;
  /** Current over first, as a share: 0.25 is a quarter more. Null after the churn, or where either is unknown. */
  readonly expansion: number | null;
  readonly currency: string | null;
  /** More than one currency occurs: amounts are refused, because nobody has said what one is worth in the other. */
  readonly mixedCurrencies: boolean;
  readonly trials: number;
}

/** How much more an account pays than at first; nothing to say of one that left, or whose revenue is not known. */
export function expansionOf(
  churned: number | null,
  firstMrr: number | null,
  currentMrr: number | null,
): SubscriptionOutcome["expansion"] {
  if (churned !== null || firstMrr === null || currentMrr === null || firstMrr === 0) return null;
  return currentMrr / firstMrr - 1;
}

const monthsOf: Readonly<Record<string, number>> = {
  day: 12 / 365.25,
  daily: 12 / 365.25,
  week: (12 * 7) / 365.25,
  weekly: (12 * 7) / 365.25,
  month: 1,
  monthly: 1,
  quarter: 3,
  quarterly: 3,
  year: 12,
  yearly: 12,
  annual: 12,
  annually: 12,
};

/**
 * Monthly revenue from a price per interval ("month", "3 month", "yearly") and a quantity; a month is a twelfth of
 * 365.25 days. Null where the interval is none that is known, or the amount is not.
 */
export function monthlyRevenue(
  amount: number | null,
  interval: string | null,
  quantity: number | null,
): number | null {
  const found = /^(?:every )?(\d+)?\s*([a-z]+?)s?$/i.exec((interval ?? "month").trim());
  const months = monthsOf[found?.[2]?.toLowerCase() ?? ""];
  if (amount === null || months === undefined) return null;
  return (amount * (quantity ?? 1)) / (months * Number(found?.[1] ?? 1));
}

const neverPaid = /^(?:trialing|trial|incomplete|incomplete_expired|draft)$/i;
const overStatus = /^(?:canceled|cancelled|ended|expired|inactive)$/i;

function isTrial({ status, trialEnd, ended, canceled }: Subscription): boolean {
  if (neverPaid.test(status ?? "")) return true;
  const end = ended ?? (overStatus.test(status ?? "") ? canceled : null);
  return trialEnd !== null && end !== null && end <= trialEnd;
}

interface Paid {
  readonly from: number;
  /** Infinity while it runs; null where it is over and no day was told. */
  readonly to: number | null;
  readonly mrr: number | null;
}

/** A trial before it is not paid for; a cancellation that has not taken effect is no end. */
function paidTime({ status, started, trialEnd, canceled, ended, mrr }: Subscription): Paid | null {
  if (started === null) return null;
  const to = overStatus.test(status ?? "") ? (ended ?? canceled) : (ended ?? Number.POSITIVE_INFINITY);
  return { from: Math.max(started, trialEnd ?? started), to, mrr };
}

function mrrOn(times: readonly Paid[], day: number): number | null {
  // Of one that ended no one knows when, only its first day is certain: counted as running it would look retained.
  const running = times.filter(({ from, to }) => from <= day && day < (to ?? from + 1));
  return running.some(({ mrr }) => mrr === null)
    ? null
    : running.reduce((sum, { mrr }) => sum + (mrr ?? 0), 0);
}

/**
 * Folds the subscriptions of one account, in any order. `today` is the day of the export. Who ended one and runs another
 * has not churned; who ended one on a day that nobody told has left, no one knows when; trials count by themselves and
 * make nobody a customer.
 */
export function foldSubscriptions(
  subscriptions: readonly Subscription[],
  today: number,
): SubscriptionOutcome {
  const trials = subscriptions.filter(isTrial);
  // A free plan makes nobody a customer either: it would be the first revenue, of nothing.
  const paid = subscriptions.filter((one) => !isTrial(one) && (one.mrr === null || one.mrr > 0));
  const times = paid.map(paidTime).filter((time) => time !== null);
  const currencies = new Set(
    paid.flatMap(({ currency }) => (currency === null ? [] : [currency.toUpperCase()])),
  );
  const mixedCurrencies = currencies.size > 1;
  const [currency] = currencies;
  const start = times.length === 0 ? null : Math.min(...times.map(({ from }) => from));
  const isOver = times.length > 0 && times.every(({ to }) => to === null || to <= today);
  const ends = times.map(({ to }) => to).filter((to) => to !== null);
  const leftUnknownDay = isOver && ends.length < times.length;
  const churned = isOver && !leftUnknownDay ? Math.max(...ends) : null;
  const known = start !== null && !mixedCurrencies;
  const firstMrr = known ? mrrOn(times, start) : null;
  const currentMrr = known ? mrrOn(times, today) : null;
  return {
    start,
    churned,
    leftUnknownDay,
    firstMrr,
    currentMrr,
    expansion: leftUnknownDay ? null : expansionOf(churned, firstMrr, currentMrr),
    currency: mixedCurrencies ? null : (currency ?? null),
    mixedCurrencies,
    trials: trials.length,
  };
}
