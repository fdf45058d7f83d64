import { currencyOf } from "#lib/import/value.ts";

/** What the format of a cell makes of its number; an amount of money comes with the code or sign of its currency. */
export type SheetFormat = "number" | "percent" | "date" | "time" | "duration" | `money ${string}`;

/** Whose dollar or crown a sign is, by the language that Excel writes beside it (Windows language code, low part). */
const signsOfLanguages: Readonly<Record<string, string>> = {
  "$ 409": "USD",
  "$ 1009": "CAD",
  "$ c0c": "CAD",
  "$ c09": "AUD",
  "$ 1409": "NZD",
  "$ 1004": "SGD",
  "$ c04": "HKD",
  "$ 80a": "MXN",
  "kr 41d": "SEK",
  "kr 414": "NOK",
  "kr. 406": "DKK",
  "kr 406": "DKK",
  "kč 405": "CZK",
  "ft 40e": "HUF",
  "zł 415": "PLN",
  "lei 418": "RON",
  "r 1c09": "ZAR",
  "¥ 804": "CNY",
  "¥ 411": "JPY",
};

/** A text names a currency where a cell with it before a number would. */
const isCurrency = (text: string) => text !== "" && currencyOf(`${text} 1`) !== null;

/**
 * The currency that a format shows beside its number (`[$€-407]`, `"USD"`, `$`), as it would be read in a cell; null where it
 * shows none, or one that is not known. The formats that every workbook has without naming them show that of whoever looks.
 */
function currencyIn(code: string): string | null {
  const bracket = /\[\$([^\]-]+)(?:-([0-9a-f]+))?[^\]]*\]/i.exec(code);
  if (bracket !== null) {
    const [, sign = "", language = ""] = bracket;
    const own = signsOfLanguages[`${sign.trim().toLowerCase()} ${language.toLowerCase().replace(/^0+/, "")}`];
    return own ?? (isCurrency(sign.trim()) ? sign.trim() : null);
  }
  const words = [...code.replace(/\[[^\]]*\]/g, "").matchAll(/"([^"]*)"|\\(.)|([$€£¥₹])/g)].map((found) =>
    found.slice(1).join("").trim(),
  );
  return words.find(isCurrency) ?? null;
}

/** The formats that every workbook has without naming them (ECMA-376, 18.8.30), those of East Asian calendars among them. */
const builtIn: readonly (readonly [from: number, to: number, format: SheetFormat])[] = [
  [9, 10, "percent"],
  [14, 17, "date"],
  [18, 21, "time"],
  [22, 22, "date"],
  [27, 31, "date"],
  [32, 35, "time"],
  [36, 36, "date"],
  [45, 45, "time"],
  [46, 46, "duration"],
  [47, 47, "time"],
  [50, 58, "date"],
];

/** The format of a number format's id, and of its code where the workbook gives one. */
export function sheetFormat(id: number, code: string | undefined): SheetFormat {
  if (code === undefined) return builtIn.find(([from, to]) => id >= from && id <= to)?.[2] ?? "number";
  // Words in quotes, escaped and padding characters, and colours are no placeholders.
  const bare = code.replace(/"[^"]*"|\\.|[_*]./g, "").replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  const [first = ""] = bare.split(";");
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return "duration";
  if (/general/i.test(first)) return "number";
  if (/[yd]|m{3}/i.test(first)) return "date";
  if (/[hs]/i.test(first)) return "time";
  if (/m/i.test(first)) return "date";
  if (first.includes("%")) return "percent";
  const currency = currencyIn(code);
  return currency === null ? "number" : `money ${currency}`;
}

const dayMs = 86_400_000;
const two = (value: number) => String(value).padStart(2, "0");

function clock(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/**
 * A day number of a spreadsheet as ISO 8601: a day, a day and a time where it has one, or a time alone below 1. In the
 * 1900 system day 60 is a 29 February that never was; the days before it count from one day later.
 */
function dayText(serial: number, format: "date" | "time", from1904: boolean): string | null {
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  if (format === "time" && day === 0) return clock(rest);
  const since1970 = from1904 ? day - 24_107 : day - (day < 60 ? 25_568 : 25_569);
  const date = new Date(since1970 * dayMs);
  if (day < 0 || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return null;
  const text = date.toISOString().slice(0, 10);
  return rest === 0 ? text : `${text} ${clock(rest)}`;
}

/** As a spreadsheet keeps it: fifteen digits, so that 0.1 + 0.2 is 0.3. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}

/**
 * The text of a stored number: dates as ISO 8601, percentages with their sign, other amounts with their currency before them, other numbers with a point for decimals,
 * whatever the language of the workbook. What is no number, and whole numbers, are given as they are stored.
 */
export function sheetNumber(stored: string, format: SheetFormat, from1904: boolean): string {
  const text = stored.trim();
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return text;
  if (format === "date" || format === "time") return dayText(value, format, from1904) ?? plainNumber(value);
  if (format === "duration" && value >= 0) return clock(Math.round(value * 86_400));
  if (format === "percent") return `${plainNumber(value * 100)}%`;
  // An identifier of twenty digits must not lose its last ones.
  const digits = /^-?\d+$/.test(text) ? text : plainNumber(value);
  return format.startsWith("money ") ? `${format.slice(6)} ${digits}` : digits;
}
