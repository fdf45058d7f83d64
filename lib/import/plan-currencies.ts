import type { ColumnChange } from "#lib/import/file-change.ts";
import { phraseOf } from "#lib/import/heading-words.ts";
import type { ColumnMapping } from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import type { Field } from "#lib/import/sources/definition.ts";
import { currencyCode, isCurrency } from "#lib/import/value.ts";

/** What of a planned column says which currencies its amounts are in. */
interface PricedColumn {
  readonly heading: string;
  readonly field: Field;
  readonly mapping: ColumnMapping;
  readonly profile: ColumnProfile;
  readonly currencies: readonly string[];
  readonly isMoney: boolean;
  readonly doubt: string | null;
}

/** What somebody has said of a column's currency. */
type SaidOf = (heading: string) => Pick<ColumnChange, "currencyFrom">;

/** Amounts that a tool's export is known to have: their rows have one currency. */
const amounts: readonly Field[] = ["amount", "mrr", "change"];

const moneyWords =
  / (?:amount|revenue|acv|arr|mrr|tcv|ltv|clv|gmv|price|fees?|spend|spent|paid|budget|value|costs?|charges?|sales|turnover|profit|bookings|umsatz|betrag|preis|kosten|montant|prix|chiffre d affaires|importe|precio|ingresos|valor|prezzo|fatturato|omzet|bedrag|kwota) /;
/** Shares and counts, whatever they are of. */
const noMoneyWords =
  / (?:growth|change|rate|ratio|margin|share|percent(?:age)?|count|number|no|seats|users|employees|licen[cs]es|quantity|qty|units|days|weeks|months|years|age|score|nps|cycle|id|zip|year) |[%#]/;
/** More than so many are no currencies of one company. */
const mostCurrencies = 40;

/** Whether the cells of a column are currencies and nothing else: `EUR`, `usd`, `£`. */
export function namesCurrencies({ profile }: Pick<PricedColumn, "profile">): boolean {
  const { values, distinct } = profile;
  return values.length > 0 && distinct <= mostCurrencies && values.every(([value]) => isCurrency(value));
}

const namedIn = ({ profile }: PricedColumn): readonly string[] => [
  ...new Set(profile.values.map(([value]) => currencyCode(value)).filter((code) => /^[A-Z]{3}$/.test(code))),
];

const isNumeric = ({ mapping }: PricedColumn) =>
  mapping.type === "number" && (mapping.role === "attribute" || mapping.role === "outcome");

/** The column that names the currency of another's amounts: by its heading (`ARR currency`), else the only one, else the next one. */
function besides<T extends PricedColumn>(column: T, columns: readonly T[], naming: readonly T[]): T | null {
  const words = phraseOf(column.heading).trim();
  const twin = naming.find(({ heading }) => ` ${phraseOf(heading)} `.includes(` ${words} `));
  if (twin !== undefined) return twin;
  const at = columns.indexOf(column);
  // A currency of something else says nothing of this.
  const free = naming.filter(
    ({ heading }) =>
      !columns.some(
        (one) =>
          one !== column &&
          isNumeric(one) &&
          ` ${phraseOf(heading)} `.includes(` ${phraseOf(one.heading).trim()} `),
      ),
  );
  const distance = (one: T) => Math.abs(columns.indexOf(one) - at);
  return [...free].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** What the currency of each amount of money is said by, as somebody has said or as headings and cells say. */
function withMoney<T extends PricedColumn>(columns: readonly T[], saidOf: SaidOf): readonly T[] {
  const naming = columns.filter((column) => column.field === "currency" || namesCurrencies(column));
  const isNextTo = (column: T) =>
    naming.some((one) => Math.abs(columns.indexOf(one) - columns.indexOf(column)) === 1);
  return columns.map((column) => {
    const said = saidOf(column.heading).currencyFrom;
    const phrase = phraseOf(column.heading);
    const isNamed = (moneyWords.test(phrase) || isNextTo(column)) && !noMoneyWords.test(phrase);
    const isAmount = amounts.includes(column.field);
    const isMoney =
      isAmount || column.currencies.length > 0 || said != null || (isNumeric(column) && isNamed);
    if (!isMoney) return column;
    if (isAmount || said === null) return { ...column, isMoney };
    const found = column.currencies.length > 0 ? null : besides(column, columns, naming);
    const currencyFrom = said ?? found?.heading;
    if (currencyFrom === undefined || !columns.some(({ heading }) => heading === currencyFrom))
      return { ...column, isMoney };
    return { ...column, isMoney, mapping: { ...column.mapping, currencyFrom } };
  });
}

/** The currencies that amounts of a column are in, those of their own signs first. */
function currenciesOf(column: PricedColumn, columns: readonly PricedColumn[]): readonly string[] {
  const { field, mapping, currencies } = column;
  const beside = amounts.includes(field)
    ? columns.find((one) => one.field === "currency")
    : columns.find(({ heading }) => heading === mapping.currencyFrom);
  const told = currencies.length > 0 || beside === undefined ? currencies : namedIn(beside);
  const { amountsIn } = mapping;
  return amountsIn === undefined || told.includes(amountsIn) ? told : [...told, amountsIn];
}

/** Amounts without a sign are in the currency that stands beside them; of several, those without a rate are not counted. */
export function settleCurrencies<T extends PricedColumn>(
  columns: readonly T[],
  saidOf: SaidOf,
): readonly T[] {
  const money = withMoney(columns, saidOf);
  const named = money.map((column) => {
    const currencies = column.isMoney ? currenciesOf(column, money) : column.currencies;
    const currency = column.mapping.currency ?? currencies[0] ?? null;
    return { ...column, currencies, mapping: { ...column.mapping, currency } };
  });
  return named.map((column) => {
    const { currency } = column.mapping;
    if (!column.isMoney || currency === null) return column;
    // What one is worth in another is the same in every column of a file.
    const rates = Object.assign(
      {},
      ...named.map(({ mapping }) => (mapping.currency === currency ? mapping.rates : {})),
      column.mapping.rates,
    ) as Record<string, number>;
    const mapping = Object.keys(rates).length === 0 ? column.mapping : { ...column.mapping, rates };
    const without = column.currencies.filter((code) => code !== currency && !Object.hasOwn(rates, code));
    return {
      ...column,
      mapping,
      doubt: without.length > 0 ? sayCurrencies(currency, without) : column.doubt,
    };
  });
}

function sayCurrencies(currency: string, others: readonly string[]): string {
  return `Amounts are in ${[currency, ...others].join(" and ")}. Say what one ${others.join(" and one ")} is worth in ${currency}.`;
}
