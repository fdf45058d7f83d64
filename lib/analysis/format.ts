import { sayPercent } from "#lib/criteria/words.ts";

/**
 * How figures are written, everywhere the same and without a locale: 57.3 %, 1,204, 35 months, p = 0.012. Numbers that
 * are not finite are written as a dash, so that no screen ever shows NaN.
 */

const dash = "–";

/** Whole number with thousands separated: 1204 → "1,204". */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return dash;
  const digits = Math.abs(Math.round(value)).toString();
  const grouped = digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return Math.round(value) < 0 ? `−${grouped}` : grouped;
}

/** A share of 0-1 as a percentage with one decimal: .57292 → "57.3 %"; 100 % and 0 % only where it is all and none. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return dash;
  if (share < 1 && share >= 0.9995) return "> 99.9 %";
  if (share > 0 && share < 0.0005) return "< 0.1 %";
  return `${signed((share * 100).toFixed(1))} %`;
}

/** The two ends of an interval of shares: "74.1 to 82.0 %". */
export function formatPercents(low: number, high: number): string {
  return `${formatFixed(low * 100, 1)} to ${formatFixed(high * 100, 1)} %`;
}

/** A number with so many decimals, whatever its size: (.2, 1) → "0.2", (−3, 0) → "−3". */
export function formatFixed(value: number, decimals: number): string {
  return Number.isFinite(value) ? signed(value.toFixed(decimals)) : dash;
}

/** A share as a whole percentage, for running text: .361 → "36 %". */
export function formatWholePercent(share: number): string {
  return Number.isFinite(share) ? sayPercent(share) : dash;
}

/** Any number with at most `digits` significant digits, never in scientific notation: 0.041234 → "0.0412". */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return dash;
  const size = Math.abs(value);
  if (size >= 10 ** (digits - 1)) return formatCount(value);
  if (size < 1e-6) return "0";
  const decimals = Math.min(9, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
  return signed(value.toFixed(decimals).replace(/\.?0+$/, ""));
}

/** The same words with each per cent sign kept on the line of its figure, for text that wraps. */
export const keepPercents = (words: string): string => words.replaceAll(" %", "\u00a0%");

/** A number as it stands in the file, with its thousands separated and its own decimals: 1234.5 → "1,234.5". */
export function formatExact(value: number): string {
  if (!Number.isFinite(value)) return dash;
  const [whole = "0", decimals] = Math.abs(value).toString().split(".");
  if (whole.includes("e")) return value.toString();
  const grouped = formatCount(Number(whole));
  return `${value < 0 ? "−" : ""}${grouped}${decimals === undefined ? "" : `.${decimals}`}`;
}

/** A probability: "0.012", "< 0.001". */
export function formatP(p: number): string {
  if (!Number.isFinite(p)) return dash;
  if (p < 0.001) return "< 0.001";
  return p > 0.995 ? "1" : p.toFixed(p < 0.1 ? 3 : 2);
}

/** "p < 0.001" or "p = 0.012". */
export function formatPEquation(p: number): string {
  const text = formatP(p);
  return text.startsWith("<") ? `p ${text}` : `p = ${text}`;
}

/** Months with at most one decimal: 35 → "35 months", 1 → "1 month". */
export function formatMonths(months: number): string {
  if (!Number.isFinite(months)) return dash;
  const text = signed(months.toFixed(1).replace(/\.0$/, ""));
  return `${text} ${text === "1" ? "month" : "months"}`;
}

/** A noun with its count: (1, "account") → "1 account", (14, "account") → "14 accounts". */
export function formatCounted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** Rounded up to two significant digits, because a needed number of accounts is itself a guess: 1,873 → 1,900. */
export function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return value;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit - 1e-9) * unit;
}

/** Days since 1970-01-01 as an ISO date: 20000 → "2024-10-04" (Hinnant's civil calendar, no clock, no time zone). */
export function isoDate(days: number): string {
  const z = Math.floor(days) + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** The inverse of isoDate for a well-formed date: "2024-10-04" → 20000. */
export function daysOf(iso: string): number {
  const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

const pad = (value: number, width: number) => value.toString().padStart(width, "0");

/** A real minus sign, and no "−0.0". */
function signed(text: string): string {
  if (/^-0(\.0*)?$/.test(text)) return text.slice(1);
  return text.startsWith("-") ? `−${text.slice(1)}` : text;
}
