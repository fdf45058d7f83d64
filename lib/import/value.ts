import { scaleNames, scales } from "#lib/accounts/range.ts";
import { monthOf } from "#lib/import/month-names.ts";

/** Cells that mean "nothing is said here", in lower case. "Unknown" and "none" are answers and stay what they are. */
const missingTokens = new Set(
  [
    "|n/a|#n/a|n.a.|n.a|n/d|n.d.|n/v|n.v.|-|--|---|–|—|null|(null)|<null>|[null]|nan|nil|\\n",
    "#value!|#ref!|#div/0!|#name?|#num!|#null!|#nv|#wert!|#bezug!|#n/d|#¡ref!|#¡valor!|#valor!",
    "(blank)|(empty)|(leer)|(vide)|(en blanco)|(vacío)|(vazio)|(vuoto)|(leeg)|(puste)|(空白)|(no value)",
    "--none--|-- none --|keine angabe|keine angaben|k.a.|k. a.|nicht angegeben|nicht verfügbar",
    "non renseigné|non renseignée|non communiqué|n.c.|s/d|sin datos|sin especificar|no disponible",
    "não informado|não disponível|sem dados|non disponibile|non specificato|niet bekend gemaakt|geen gegevens",
    "brak danych|b.d.|nie podano|未設定|未入力|該当なし|データなし",
    "0000-00-00|0000-00-00 00:00:00|1/0/1900|1/0/00",
  ].flatMap((words) => words.split("|")),
);
const longestToken = Math.max(...[...missingTokens].map((token) => token.length));

/** Nearly every cell of a file passes here: what does not begin as a token does is told by a look at two letters. */
const beginnings = new Uint8Array(4096);
const beginningOf = (text: string) => (text.charCodeAt(0) * 61 + text.charCodeAt(1)) & 4095;
for (const token of missingTokens) {
  const [first = "", second = ""] = token;
  for (const one of [first, first.toUpperCase()])
    for (const two of [second, second.toUpperCase()]) beginnings[beginningOf(one + two)] = 1;
}

/** Whether a trimmed cell says that nothing is known. `extra` are a column's own tokens, in lower case. */
export function isMissing(cell: string, extra?: ReadonlySet<string>): boolean {
  if (cell === "") return true;
  if (cell.length <= longestToken && beginnings[beginningOf(cell)] === 1) {
    if (missingTokens.has(cell.toLowerCase())) return true;
  }
  return extra !== undefined && extra.size > 0 && extra.has(cell.toLowerCase());
}

export type DecimalMark = "point" | "comma";

const plainNumber = /^-?\d+(?:\.\d+)?$/;
/** Digits with at most one point between them and a minus before them: no currency, no word, no mark of anything else. */
export const isPlainNumber = (cell: string): boolean => plainNumber.test(cell);
/** Signs that stand for one currency, and those of several countries (null), which name none. */
const currencySigns: Readonly<Record<string, string | null>> = {
  $: "USD",
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
  "₩": "KRW",
  "₺": "TRY",
  "₪": "ILS",
  "₽": "RUB",
  "₴": "UAH",
  "₫": "VND",
  "฿": "THB",
  "₱": "PHP",
  "₦": "NGN",
  US$: "USD",
  $US: "USD",
  "$ US": "USD",
  A$: "AUD",
  AU$: "AUD",
  C$: "CAD",
  CA$: "CAD",
  "$ CA": "CAD",
  $CA: "CAD",
  $AU: "AUD",
  $HK: "HKD",
  $SG: "SGD",
  $NZ: "NZD",
  $MX: "MXN",
  "£GB": "GBP",
  BR$: "BRL",
  NZ$: "NZD",
  HK$: "HKD",
  S$: "SGD",
  R$: "BRL",
  MX$: "MXN",
  "CN¥": "CNY",
  "JP¥": "JPY",
  元: "CNY",
  円: "JPY",
  원: "KRW",
  ZŁ: "PLN",
  KČ: "CZK",
  LEI: "RON",
  "FR.": "CHF",
  SFR: "CHF",
  "RS.": "INR",
  RS: "INR",
  KR: null,
  "KR.": null,
};
const escaped = (text: string) => text.replace(/[$.]/g, "\\$&");
/** Those that are known by their code, ISO 4217. */
export const currencyCodes: readonly string[] = [
  ...[
    "USD",
    "EUR",
    "GBP",
    "CHF",
    "JPY",
    "CAD",
    "AUD",
    "NZD",
    "SEK",
    "NOK",
    "DKK",
    "ISK",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "BGN",
  ],
  ...[
    "INR",
    "CNY",
    "BRL",
    "MXN",
    "CLP",
    "COP",
    "ARS",
    "PEN",
    "ZAR",
    "SGD",
    "HKD",
    "TWD",
    "THB",
    "MYR",
    "IDR",
    "PHP",
    "VND",
  ],
  ...["ILS", "TRY", "AED", "SAR", "QAR", "EGP", "NGN", "KES", "KRW", "UAH", "RUB"],
];
const currencyName = `${currencyCodes.join("|")}|RMB|${Object.keys(currencySigns)
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join("|")}`;
// A sign in letters stands beside a number, or it is a word.
const leadingCurrency = new RegExp(`^(${currencyName})\\s*(?=[-−+(.,\\d])`, "iu");
const trailingCurrency = new RegExp(`(?:(?<=[\\d.)%\\s-])|(?=[^\\p{L}]))\\s*(${currencyName})$`, "iu");
/** The currency a cell names (ISO 4217), or null. */
export function currencyOf(cell: string): string | null {
  if (isPlainNumber(cell)) return null;
  const text = narrow(cell);
  const found =
    leadingCurrency.exec(text.replace(/^[-−(]\s*/, "")) ??
    trailingCurrency.exec(text.replace(/\)$/, "").replace(/[-−]$/, ""));
  if (found === null) return null;
  const sign = (found[1] ?? "").toUpperCase();
  return sign in currencySigns ? (currencySigns[sign] ?? null) : sign === "RMB" ? "CNY" : sign;
}

/** Whether a cell is the code or sign of a currency, and nothing else. */
export const isCurrency = (cell: string): boolean =>
  currencyOf(`${cell.trim()} 1`) !== null && !/\d/.test(cell);

/** The currency that a cell names by its code or sign alone; what is neither is taken as it stands. */
export const currencyCode = (cell: string): string =>
  currencyOf(`${cell.trim()} 1`) ?? cell.trim().toUpperCase();

/** Wide digits and signs of East Asian keyboards, and the many blanks that stand between digits, as the plain ones; marks of writing direction left out. */
function narrow(text: string): string {
  return /[^\x20-\x7e]/.test(text) ? text.normalize("NFKC").replace(/[\u200e\u200f\u061c]/g, "") : text;
}

const groupings: Readonly<Record<DecimalMark, RegExp>> = {
  point:
    /^(?:\d+|[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}|[1-9]\d{0,2}(?:['’\s]\d{3})+)(?:\.\d+)?(?:e[+-]?\d+)?$|^\.\d+$/i,
  comma: /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:['’\s]\d{3})+)(?:,\d+)?(?:e[+-]?\d+)?$|^,\d+$/i,
};

/**
 * Reads a trimmed cell as a number: `1,054.00`, `1.234,56 €`, `USD 1,054`, `(12.5)`, `12,50-`, `45 %` (45), `1.2M`, `3 Mio. €`.
 * Null when it is none. Thousands must stand in their places, so that `51-200` and `1,2,3` stay text.
 */
export function readNumber(cell: string, decimal: DecimalMark): number | null {
  if (isPlainNumber(cell)) {
    if (decimal === "point") return Number(cell);
    // Most points stand before decimals, and not between thousands.
    if (cell.includes(".") && !groupings.comma.test(cell.replace("-", ""))) return null;
  }
  if (!/\p{Nd}/u.test(cell)) return null;
  const bare = bareNumber(narrow(cell), decimal);
  if (bare === null) return null;
  const [, digits = bare.text, word] = scaled.exec(bare.text) ?? [];
  const scale = scales[word?.toLowerCase() ?? ""] ?? 1;
  if (!groupings[decimal].test(digits)) return null;
  const plain = digits.replace(/['’\s]/g, "");
  const value = Number(
    decimal === "point" ? plain.replace(/,/g, "") : plain.replace(/\./g, "").replace(",", "."),
  );
  return Number.isFinite(value) ? bare.sign * value * scale || 0 : null;
}

const scaled = new RegExp(`^(.*\\d)\\s?(${scaleNames})\\.?$`, "i");
const signed = /^([-−+])\s*(?=\D*\d)|\s?([-−])$/;

/**
 * What is left of an amount without its currency, its percent sign and its sign, which stand around it in any order. A sign is told
 * once: before, after, or by brackets.
 */
function bareNumber(cell: string, decimal: DecimalMark): { text: string; sign: 1 | -1 } | null {
  let text = cell;
  let sign: 1 | -1 = 1;
  let signs = 0;
  for (let before = ""; text !== before && !groupings[decimal].test(text); ) {
    before = text;
    text = text
      .replace(leadingCurrency, "")
      .replace(trailingCurrency, "")
      .replace(/^%\s?|\s*%$/, "");
    const inside = /^\((.+)\)$/.exec(text)?.[1];
    const mark = inside === undefined ? signed.exec(text) : null;
    if (inside === undefined && mark === null) continue;
    if (++signs > 1) return null;
    if (mark?.[1] !== "+") sign = -1;
    text = inside ?? text.replace(signed, "");
  }
  return { text, sign };
}

const longestDate = 60;
export type DateOrder = "day first" | "month first";

const zone = String.raw`\(?(?:[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}(?::?\d{2})?)\)?`;
const timeOfDay = String.raw`(?:[T ,]+(?:(?:at|um|à|a las|alle(?: ore)?|om|às|klo|kl\.?|o|오전|오후|上午|下午|午前|午後)\s*)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AP]\.?\s?M\.?|Uhr)?\s*(?:${zone})?)?$`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.]\s?(\d{1,2})(?:[-/.]\s?(\d{1,2})\.?)?${timeOfDay}`, "i");
const numeric = new RegExp(String.raw`^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})${timeOfDay}`, "i");
const weekday = String.raw`(?:\p{L}[\p{L}-]{1,13}\.?,?\s+)?(?:den\s+|le\s+|dnia\s+)?`;
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
const eastAsian = /^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일])?/;
const compact = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
/** What spreadsheets count: days since 1899-12-30, from 1970 to 2099, with the time of day as a fraction. */
const serial = /^(?:2[5-9]|[3-6]\d|7[0-2])\d{3}(?:[.,]\d+)?$/;
const serialEpoch = 25_569;
/** Seconds or thousandths of them since 1970. */
const unixTime = /^[12]\d{9}(?:\d{3})?$/;

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
  // Nearly every text passes here, and nearly none is a date.
  return /\p{Nd}/u.test(cell) ? readWrittenDate(narrow(cell), order) : null;
}

function readWrittenDate(cell: string, order: DateOrder | null): number | null {
  const iso = yearFirst.exec(cell);
  if (iso !== null) return dayNumber(Number(iso[1]), Number(iso[2]), Number(iso[3] ?? 1));
  const digits = numeric.exec(cell);
  if (digits !== null) {
    const [first, second, year] = [Number(digits[1]), Number(digits[3]), Number(digits[4])];
    const how = digits[2] === "." ? "day first" : order;
    if (how === null) return null;
    return how === "day first" ? dayNumber(year, second, first) : dayNumber(year, first, second);
  }
  return readCountedDate(cell) ?? readWordyDate(cell);
}

/** Dates as bare digits: `20250403`, `45750` as a spreadsheet counts, `1743638400` as computers do. */
function readCountedDate(cell: string): number | null {
  const joined = compact.exec(cell);
  if (joined !== null) return dayNumber(Number(joined[1]), Number(joined[2]), Number(joined[3]));
  if (serial.test(cell)) return Math.floor(Number(cell.replace(",", "."))) - serialEpoch;
  if (!unixTime.test(cell)) return null;
  return Math.floor(Number(cell) / (cell.length > 10 ? 86_400_000 : 86_400));
}

/** Dates that name their month, or have no day. */
function readWordyDate(cell: string): number | null {
  if (cell.length > longestDate) return null;
  const bare = monthYear.exec(cell);
  if (bare !== null) return dayNumber(Number(bare[2]), Number(bare[1]), 1);
  if (isPlainNumber(cell)) return null;
  const named = dayMonthName.exec(cell);
  if (named !== null) return dayNumber(yearOf(named[3]), monthOf(named[2] ?? ""), Number(named[1]));
  const american = monthNameDay.exec(cell);
  if (american !== null)
    return dayNumber(yearOf(american[3]), monthOf(american[1] ?? ""), Number(american[2]));
  const month = monthNameYear.exec(cell);
  if (month !== null) return dayNumber(yearOf(month[2] ?? month[3] ?? month[4]), monthOf(month[1] ?? ""), 1);
  const eastern = eastAsian.exec(cell);
  return eastern === null ? null : dayNumber(Number(eastern[1]), Number(eastern[2]), Number(eastern[3] ?? 1));
}

const yearOf = (text: string | undefined) => Number((text ?? "").replace("'", ""));

/** The ISO form (2025-04-03) of days since 1970-01-01. */
export function isoDate(days: number): string {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

const yesWords = new Set(
  "yes y true t 1 on ja oui si sí sì sim wahr vrai vero verdadero verdadeiro waar sant sand tak prawda igen evet kyllä ✓ ✔ ✅ ☑ да はい 是 예 ναι j s ano áno あり 有 ○".split(
    " ",
  ),
);
const noWords = new Set(
  "no n false f 0 off nein non não nao falsch faux falso nee onwaar nej nei falskt falsk nie fałsz nem hayır ✗ ✘ ❌ ☐ нет いいえ 否 아니요 όχι ne なし 無 ×".split(
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
