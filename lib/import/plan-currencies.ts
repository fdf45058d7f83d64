import { phraseOf } from "#lib/import/heading-words.ts";
import type { ColumnMapping } from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import type { Field } from "#lib/import/sources/definition.ts";
import { currencyCode } from "#lib/import/value.ts";

/** What of a planned column says which currencies its amounts are in. */
interface PricedColumn {
  readonly heading: string;
  readonly field: Field;
  readonly mapping: ColumnMapping;
  readonly profile: ColumnProfile;
  readonly currencies: readonly string[];
  readonly doubt: string | null;
}

const amounts: readonly Field[] = ["amount", "mrr", "change"];

/** Amounts without a sign are in the currency that stands beside them; of several, those without a rate are not counted. */
export function settleCurrencies<T extends PricedColumn>(columns: readonly T[]): readonly T[] {
  const beside = columns.find(({ field }) => field === "currency")?.profile.values ?? [];
  const told = [
    ...new Set(beside.map(([code]) => currencyCode(code)).filter((code) => /^[A-Z]{3}$/.test(code))),
  ];
  return columns.map((column) => {
    const mixed = mixedBeside(column, columns);
    if (mixed !== null) return { ...column, doubt: mixed };
    if (!amounts.includes(column.field) && column.currencies.length === 0) return column;
    const isBare = column.currencies.length === 0 && amounts.includes(column.field);
    const currencies = isBare ? told : column.currencies;
    const currency = column.mapping.currency ?? currencies[0] ?? null;
    const { rates = {} } = column.mapping;
    const without = currencies.filter((code) => code !== currency && !Object.hasOwn(rates, code));
    return {
      ...column,
      currencies,
      mapping: { ...column.mapping, currency },
      doubt: without.length > 0 && currency !== null ? sayCurrencies(currency, without) : column.doubt,
    };
  });
}

const currencyWords = / (?:currency(?: code)?|währung|devise|moneda|valuta|moeda|waluta) $/;
const moneyWords =
  / (?:amount|revenue|acv|arr|mrr|tcv|ltv|clv|price|fee|spend|budget|value|cost|umsatz|betrag|montant|importe|valor|kwota) /;

/** Amounts of one's own table beside a column that names several currencies: nothing there says which is worth what. */
function mixedBeside({ field, heading, mapping, profile }: PricedColumn, columns: readonly PricedColumn[]) {
  const isMoney = mapping.type === "number" && moneyWords.test(phraseOf(heading));
  if (!isMoney || amounts.includes(field) || profile.currencies.length > 0) return null;
  const beside = columns.find((one) => one.field !== "currency" && currencyWords.test(phraseOf(one.heading)));
  const codes = new Set(beside?.profile.values.map(([code]) => currencyCode(code)));
  if (beside === undefined || codes.size < 2) return null;
  return `“${beside.heading}” says that amounts are in ${[...codes].slice(0, 5).join(" and ")}; they are compared as they stand, so bring them into one currency first.`;
}

function sayCurrencies(currency: string, others: readonly string[]): string {
  return `Amounts are in ${[currency, ...others].join(" and ")}. Say what one ${others.join(" and one ")} is worth in ${currency}.`;
}
