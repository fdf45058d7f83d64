import { monthOf } from "#lib/import/month-names.ts";

/** Cells that mean "not known", in lower case. "Unknown" and "none" are answers and stay what they are. */
const missingTokens = new Set([
  "",
  "n/a",
  "#n/a",
  "n.a.",
  "-",
  "--",
  "–",
  "—",
  "null",
  "(null)",
  "nan",
  "nil",
  "\\n",
  "#value!",
  "#ref!",
  "#div/0!",
  "#name?",
  "#num!",
  "#null!",
  "#nv",
  "#wert!",
  "n/d",
  "n.d.",
]);
const longestToken = 7;
const tokenStarts = "nN-–—#(\\";

/** Whether a trimmed cell says that nothing is known. `extra` are a column's own tokens, in lower case. */
export function isMissing(cell: string, extra?: ReadonlySet<string>): boolean {
  if (cell === "") return true;
  // Nearly every cell of a file passes here, and "No" and "Yes" are the commonest: they are told apart first.
  if (cell.length <= longestToken && tokenStarts.includes(cell.charAt(0)) && cell.charCodeAt(1) !== 111) {
    if (missingTokens.has(cell.toLowerCase())) return true;
  }
  return extra !== undefined && extra.size > 0 && extra.has(cell.toLowerCase());
}

export type DecimalMark = "point" | "comma";

const plainNumber = /^-?\d+(?:\.\d+)?$/;
const currencySymbols: Readonly<Record<string, string>> = {
  $: "USD",
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
};
/** Signs in letters; the crown is that of three countries, so it names none. */
const signedCodes: Readonly<Record<string, string | null>> = {
  US$: "USD",
  A$: "AUD",
  C$: "CAD",
  R$: "BRL",
  ZŁ: "PLN",
  KR: null,
  "KR.": null,
};
const currencyCode =
  "USD|EUR|GBP|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|INR|CNY|BRL|MXN|ZAR|SGD|HKD|ILS|TRY|AED|SAR|KRW|US\\$|A\\$|C\\$|R\\$|zł|kr\\.?";
const leadingCurrency = new RegExp(`^(?:(${currencyCode})|([$€£¥₹]))\\s*`, "i");
const trailingCurrency = new RegExp(`\\s*(?:(${currencyCode})|([$€£¥₹]))$`, "i");
const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, mm: 1e6, b: 1e9, bn: 1e9 };

/** The currency a cell names (ISO 4217), or null. */
export function currencyOf(cell: string): string | null {
  const found =
    leadingCurrency.exec(cell.replace(/^[-−(]\s*/, "")) ?? trailingCurrency.exec(cell.replace(/\)$/, ""));
  if (found === null) return null;
  const code = found[1]?.toUpperCase();
  if (code !== undefined) return code in signedCodes ? (signedCodes[code] ?? null) : code;
  return currencySymbols[found[2] ?? ""] ?? null;
}

const groupings: Readonly<Record<DecimalMark, RegExp>> = {
  point: /^(?:\d+|\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}(?:['’\s]\d{3})+)(?:\.\d+)?(?:e[+-]?\d+)?$|^\.\d+$/i,
  comma: /^(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:['’\s]\d{3})+)(?:,\d+)?(?:e[+-]?\d+)?$|^,\d+$/i,
};

/**
 * Reads a trimmed cell as a number: `1,054.00`, `1.234,56 €`, `USD 1,054`, `(12.5)`, `45 %` (45), `1.2M`.
 * Null when it is none. Thousands must stand in their places, so that `51-200` and `1,2,3` stay text.
 */
export function readNumber(cell: string, decimal: DecimalMark): number | null {
  if (decimal === "point" && plainNumber.test(cell)) return Number(cell);
  let text = cell;
  let sign = 1;
  const bracketed = /^\((.+)\)$/.exec(text);
  if (bracketed !== null) {
    text = bracketed[1] ?? "";
    sign = -1;
  }
  // The sign stands before or after the currency, once.
  const minus = /^([-−+])\s*/;
  const outer = minus.exec(text);
  text = text.replace(minus, "").replace(leadingCurrency, "");
  const inner = outer === null ? minus.exec(text) : null;
  if (inner !== null) text = text.replace(minus, "");
  const mark = outer?.[1] ?? inner?.[1];
  if (mark !== undefined && mark !== "+") sign = -sign;
  text = text.replace(trailingCurrency, "").replace(/\s*%$/, "");
  const scaled = /^(.*\d)\s?(k|mn|mm|m|bn|b)$/i.exec(text);
  const scale = scales[scaled?.[2]?.toLowerCase() ?? ""] ?? 1;
  text = scaled?.[1] ?? text;
  if (!groupings[decimal].test(text)) return null;
  const bare = text.replace(/['’\s]/g, "");
  const value = Number(
    decimal === "point" ? bare.replace(/,/g, "") : bare.replace(/\./g, "").replace(",", "."),
  );
  return Number.isFinite(value) ? sign * value * scale || 0 : null;
}

const longestDate = 60;
export type DateOrder = "day first" | "month first";

const zone = String.raw`\(?(?:[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}(?::?\d{2})?)\)?`;
const timeOfDay = String.raw`(?:[T ,]+(?:(?:at|um|à|a las|alle|om|às)\s+)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AP]\.?\s?M\.?|Uhr)?\s*(?:${zone})?)?$`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?${timeOfDay}`, "i");
const numeric = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${timeOfDay}`, "i");
const weekday = String.raw`(?:\p{L}[\p{L}-]{1,13}\.?,?\s+)?`;
/** `3 Apr 2025`, `3. April 2025`, `1er mars 2025`, `jueves, 3 de abril de 2025`. */
const dayMonthName = new RegExp(
  String.raw`^${weekday}(\d{1,2})(?:st|nd|rd|th|er|º|°)?[-\s./]+(?:de\s+)?(\p{L}{3,12})\.?[-\s,./]+(?:del?\s+)?(\d{4}|'?\d{2})${timeOfDay}`,
  "iu",
);
/** `Apr 3, 2025`, `Thursday, April 3rd, 2025`. */
const monthNameDay = new RegExp(
  String.raw`^(?:\p{L}{2,12}\.?,\s+)?(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${timeOfDay}`,
  "iu",
);
/** A month without a day is its first: `April 2025`, `Apr-25`, `abril de 2025`. */
const monthNameYear = /^(\p{L}{3,12})\.?(?:[-\s/]+(?:de\s+)?(\d{4})|[-/ ]'(\d{2})|-(\d{2}))$/iu;
/** Of our times only: 11-1000 is a number of employees. */
const monthYear = /^(\d{1,2})[-/.]((?:19|20|21)\d{2})$/;
const eastAsian = /^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/;

/** Days since 1970-01-01 of a calendar date, or null when there is no such day. */
function dayNumber(year: number, month: number, day: number): number | null {
  const full = year < 100 ? (year < 70 ? 2000 + year : 1900 + year) : year;
  if (full < 1000 || month < 1 || month > 12 || day < 1) return null;
  const length = new Date(Date.UTC(full, month, 0)).getUTCDate();
  return day > length ? null : Date.UTC(full, month - 1, day) / 86_400_000;
}

/**
 * Reads a trimmed cell as a date: days since 1970-01-01, or null. The time of day and its zone are left out:
 * the day is the one written. `order` is needed for `03/04/2025` alone and null refuses such a date, so that
 * it is never guessed row by row; dates with points are day first everywhere. A month without a day (`2025-04`, `April 2025`) is its first day.
 */
export function readDate(cell: string, order: DateOrder | null): number | null {
  const iso = yearFirst.exec(cell);
  if (iso !== null) return dayNumber(Number(iso[1]), Number(iso[2]), Number(iso[3] ?? 1));
  const digits = numeric.exec(cell);
  if (digits !== null) {
    const [first, second, year] = [Number(digits[1]), Number(digits[3]), Number(digits[4])];
    const how = digits[2] === "." ? "day first" : order;
    if (how === null) return null;
    return how === "day first" ? dayNumber(year, second, first) : dayNumber(year, first, second);
  }
  return readWordyDate(cell);
}

/** Dates that name their month, or have no day. */
function readWordyDate(cell: string): number | null {
  // Nearly every text passes here, and nearly none is a date.
  if (cell.length > longestDate || !/\d/.test(cell)) return null;
  const named = dayMonthName.exec(cell);
  if (named !== null) return dayNumber(yearOf(named[3]), monthOf(named[2] ?? ""), Number(named[1]));
  const american = monthNameDay.exec(cell);
  if (american !== null)
    return dayNumber(yearOf(american[3]), monthOf(american[1] ?? ""), Number(american[2]));
  const month = monthNameYear.exec(cell);
  if (month !== null) return dayNumber(yearOf(month[2] ?? month[3] ?? month[4]), monthOf(month[1] ?? ""), 1);
  const bare = monthYear.exec(cell);
  if (bare !== null) return dayNumber(Number(bare[2]), Number(bare[1]), 1);
  const eastern = eastAsian.exec(cell);
  return eastern === null ? null : dayNumber(Number(eastern[1]), Number(eastern[2]), Number(eastern[3]));
}

const yearOf = (text: string | undefined) => Number((text ?? "").replace("'", ""));

/** The ISO form (2025-04-03) of days since 1970-01-01. */
export function isoDate(days: number): string {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

const yesWords = new Set(
  "yes y true t 1 on ja oui si sí sì sim wahr vrai vero verdadero verdadeiro waar sant sand tak prawda igen evet kyllä ✓ ✔ ✅ ☑ да はい 是 예 ναι".split(
    " ",
  ),
);
const noWords = new Set(
  "no n false f 0 off nein non não nao falsch faux falso nee onwaar nej nei falskt falsk nie fałsz nem hayır ✗ ✘ ❌ ☐ нет いいえ 否 아니요 όχι".split(
    " ",
  ),
);

/** Reads a trimmed cell as yes (true) or no (false) in several spellings and languages, or null. */
export function readYesNo(cell: string): boolean | null {
  const word = cell.toLowerCase();
  if (yesWords.has(word)) return true;
  return noWords.has(word) ? false : null;
}

export const listSeparators = [";", "|", ","] as const;
export type ListSeparator = (typeof listSeparators)[number];

/** The members of a multi-value cell, each once, in the file's order and spelling. */
export function readList(cell: string, separator: ListSeparator): string[] {
  const members = new Set<string>();
  for (const part of cell.split(separator)) {
    const member = part.trim();
    if (!isMissing(member)) members.add(member);
  }
  return [...members];
}
