import { readRange } from "#lib/accounts/range.ts";
import { readExactList } from "#lib/import/exact-list.ts";
import type { IssueKind } from "#lib/import/issue.ts";
import type { ColumnMapping } from "#lib/import/mapping.ts";
import {
  currencyCode,
  currencyOf,
  isMissing,
  readDate,
  readList,
  readNumber,
  readYesNo,
} from "#lib/import/value.ts";

/** One value as read: a number for numbers, days since 1970-01-01 for dates, the file's own spelling, members. */
export type CellValue = string | number | readonly string[] | null;

export type Complain = (column: string | null, value: string, kind: IssueKind, accepted: string) => void;

/**
 * Reads a trimmed cell; what cannot be read is complained of and becomes null. `beside` is the cell that names the currency of an
 * amount without a sign of its own.
 */
export type CellReader = (text: string, complain: Complain, beside?: string) => CellValue;

const yesNoExample = "yes or no, true or false, 1 or 0, or an empty cell";

const rangeExample = "a range such as 51-200, 10,001+ or <50, a number, or an empty cell";

function numberExample(column: ColumnMapping): string {
  return column.decimal === "point"
    ? "a number such as 1,054.00, or an empty cell"
    : "a number such as 1.054,00, or an empty cell";
}

/** What one of a currency is worth in the column's; null: nobody has said so. */
export const rateOf = ({ rates = {} }: ColumnMapping, currency: string): number | null =>
  (Object.hasOwn(rates, currency) ? rates[currency] : null) ?? null;

/** An amount at a rate, to twelve digits: 200 at 1.1 is 220, and not 220.00000000000003. */
export const converted = (amount: number, rate: number): number => Number((amount * rate).toPrecision(12));

/** The currency of an amount: as its own sign says, as the cell beside it, or as somebody has said of those that name none; null: nobody says. */
function currencyOfAmount({ amountsIn }: ColumnMapping, text: string, beside: string): string | null {
  // Most amounts are digits and marks alone.
  const own = bareAmount.test(text) ? null : currencyOf(text);
  return own ?? (isMissing(beside) ? (amountsIn ?? null) : currencyCode(beside));
}

/** Digits and marks alone: no sign of a currency. */
export const bareAmount = /^[\d.,\s-]*$/;

function readNumberCell(
  column: ColumnMapping,
  text: string,
  complain: Complain,
  beside: string,
): number | null {
  const value = readNumber(text, column.decimal);
  if (value === null) {
    complain(column.heading, text, "number", numberExample(column));
    return null;
  }
  const currency = column.currency === null ? null : currencyOfAmount(column, text, beside);
  if (currency === null || currency === column.currency) return value;
  const rate = rateOf(column, currency);
  if (rate !== null) return converted(value, rate);
  const named = currencyOf(text) === null ? `${currency} ${text}` : text;
  complain(column.heading, named, "currency", `amounts in ${column.currency}`);
  return null;
}

function dateExample(column: ColumnMapping): string {
  switch (column.dateOrder) {
    case "day first":
      return "a date such as 2025-04-03 or 03/04/2025 for 3 April, or an empty cell";
    case "month first":
      return "a date such as 2025-04-03 or 04/03/2025 for 3 April, or an empty cell";
    default:
      return "a date such as 2025-04-03, or an empty cell";
  }
}

/** What an accepted cell of the column looks like, in words. */
export function acceptedBy(column: ColumnMapping): string {
  switch (column.type) {
    case "text":
      return "any text, or an empty cell";
    case "number":
      return numberExample(column);
    case "range":
      return rangeExample;
    case "date":
      return dateExample(column);
    case "yes-no":
      return yesNoExample;
    case "list":
      return column.separator === "json"
        ? 'several values such as ["A","B"], or an empty cell'
        : `several values with ${column.separator} between them, or an empty cell`;
  }
}

function dateOrderOf(column: ColumnMapping) {
  return column.dateOrder === "day first" || column.dateOrder === "month first" ? column.dateOrder : null;
}

/** Makes the function that reads the cells of an attribute. */
export function cellReader(column: ColumnMapping): CellReader {
  const extra = new Set(column.missing);
  switch (column.type) {
    case "text":
      return (text) => (isMissing(text, extra) ? null : text);
    case "list": {
      const { separator } = column;
      const members = (text: string) =>
        separator === "json" ? readExactList(text) : readList(text, separator);
      return (text) => (isMissing(text, extra) ? null : members(text));
    }
    case "number":
      return (text, complain, beside = "") =>
        isMissing(text, extra) ? null : readNumberCell(column, text, complain, beside);
    case "range":
      return (text, complain) => {
        if (isMissing(text, extra)) return null;
        if (readRange(text) !== null) return text;
        complain(column.heading, text, "range", rangeExample);
        return null;
      };
    case "yes-no":
      return (text, complain) => {
        if (isMissing(text, extra)) return null;
        if (readYesNo(text) !== null) return text;
        complain(column.heading, text, "yes-no", yesNoExample);
        return null;
      };
    case "date": {
      const order = dateOrderOf(column);
      return (text, complain) => {
        if (isMissing(text, extra)) return null;
        const days = readDate(text, order);
        if (days === null) complain(column.heading, text, "date", dateExample(column));
        return days;
      };
    }
  }
}

/** Makes the function that reads the cells of an outcome: a number, or yes and no as 1 and 0. NaN is missing. */
export function numberOrYesNo(
  column: ColumnMapping,
): (text: string, complain: Complain, beside?: string) => number {
  const extra = new Set(column.missing);
  return (text, complain, beside = "") => {
    if (isMissing(text, extra)) return Number.NaN;
    const answer = column.type === "yes-no" ? readYesNo(text) : null;
    if (answer !== null) return answer ? 1 : 0;
    return readNumberCell(column, text, complain, beside) ?? Number.NaN;
  };
}
