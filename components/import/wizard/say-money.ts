import type { ColumnChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood } from "#lib/import/import-set.ts";

type Priced = Pick<ColumnUnderstood, "currency" | "otherCurrencies" | "rates" | "wantedCurrency">;

/** A rate that somebody may give: what one of a currency is worth in another. */
export interface RateAsked {
  readonly code: string;
  readonly into: string;
  readonly rate: number | null;
}

/**
 * The rates to ask for: of each currency beside the column's own, and of the column's own where what was imported before is in
 * another one.
 */
export function ratesAsked({ currency, otherCurrencies, rates, wantedCurrency }: Priced): RateAsked[] {
  if (currency === null) return [];
  if (wantedCurrency !== null) return [{ code: currency, into: wantedCurrency, rate: null }];
  return otherCurrencies.map((code) => ({ code, into: currency, rate: rates[code] ?? null }));
}

/** What a text in the field of a rate says of its column; null: nothing new. */
export function rateChange(
  { currency, rates }: Priced,
  { code, into, rate: before }: RateAsked,
  text: string,
): ColumnChange | null {
  const rate = Number(text.trim().replace(",", "."));
  const isRate = text.trim() !== "" && rate > 0 && Number.isFinite(rate);
  if (!isRate) {
    if (before === null) return null;
    const { [code]: _, ...others } = rates;
    return { rates: others };
  }
  if (rate === before) return null;
  // What others were worth in the column's own currency says nothing of the other one.
  return into === currency
    ? { rates: { ...rates, [code]: rate } }
    : { currency: into, rates: { [code]: rate } };
}

/** What a choice of what amounts are in says of a column: `from` and a heading, a currency, or nothing. */
export function sayAmountsIn(choice: string): ColumnChange {
  // What they are counted in follows from what they are in.
  const anew = { currency: undefined, rates: undefined };
  if (choice.startsWith("from ")) return { ...anew, currencyFrom: choice.slice(5), amountsIn: undefined };
  return { ...anew, currencyFrom: null, amountsIn: choice === "" ? undefined : choice };
}
