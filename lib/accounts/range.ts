/**
 * A range as a cell tells it, such as 51 to 200: the ends as written, both of them included; null is open. A plain number is the
 * range from itself to itself.
 */
export interface NumberRange {
  readonly from: number | null;
  readonly to: number | null;
}

const longestRange = 80;
const currency =
  "(?:(?:us|a|c|r|hk|s|nz|mx)?\\$|[€£¥₹]|zł|kr\\.?|usd|eur|gbp|chf|jpy|cad|aud|nzd|sek|nok|dkk|pln|czk|huf|ron|inr|cny|brl|mxn|sgd|hkd)";
/** What the words behind a number make of it: "5k", "3 Mio." */
export const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  tsd: 1e3,
  thousand: 1e3,
  tys: 1e3,
  lakh: 1e5,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  mln: 1e6,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  millones: 1e6,
  milhões: 1e6,
  cr: 1e7,
  crore: 1e7,
  b: 1e9,
  bn: 1e9,
  mrd: 1e9,
  mld: 1e9,
  billion: 1e9,
  billions: 1e9,
  milliarden: 1e9,
  milliards: 1e9,
};
/** The same words, for a pattern. */
export const scaleNames = Object.keys(scales)
  .sort((a, b) => b.length - a.length)
  .join("|");
const scale = `(?:${scaleNames})`;
/** A number with what stands around it; after it no letter goes on, so that "5 main" is not five million. */
const amount = `(${currency}?\\s?\\d+(?:[.,'’\\s]\\d{2,3}(?!\\d))*(?:[.,]\\d+)?(?:\\s?${scale}(?!\\p{L})\\.?)?\\s?%?(?:\\s?${currency}(?!\\p{L}))?)`;
const things =
  "employees?|emp|staff|people|persons?|users?|seats?|licen[cs]es?|ftes?|headcount|companies|years?|yrs|months?|weeks?|days?|hours?|mitarbeiter(?:innen|:innen|\\*innen)?|mitarbeitende|beschäftigte|personen|nutzer|jahre?|monate?|tage?|salariés?|employés?|personnes?|collaborateurs|ans|mois|jours|empleados|personas|trabajadores|años|meses|días|funcionários|pessoas|colaboradores|anos|dias|dipendenti|persone|medewerkers|werknemers|anställda|pracowników|pracownicy|osób|osoby|lat";
/** One sign for what is counted, so that no pattern below holds all its words. */
const counted = new RegExp(`\\s?(?:(?<!\\p{L})(?:${things})(?!\\p{L})|社員|従業員|人|名)`, "gu");
const unit = "¤?";
const whole = (pattern: string) => new RegExp(`^${pattern}$`, "u");

const dashed = whole(
  `(?:(?:from|von|de|da|van|od|desde|från)\\s)?${amount}${unit}(?:\\s?(?:[-–—‒−~〜]|\\.\\.|…|から)\\s?|\\s(?:to|bis|à|a|au|do|tot|até|hasta|til|till)\\s)${amount}${unit}`,
);
const between = whole(
  `(?:between|zwischen|entre|tra|tussen|mellan|między)\\s${amount}${unit}\\s(?:and|und|et|y|e|en|och|a|i)\\s${amount}${unit}`,
);
const openUp = [
  whole(
    `(?:>=?|≥|≧|over|above|more than|greater than|at least|from|min\\.?|über|mehr als|mindestens|ab|plus de|au moins|à partir de|más de|al menos|desde|mais de|acima de|a partir de|più di|oltre|meer dan|vanaf|över|mer än|powyżej|ponad|od)\\s?${amount}${unit}`,
  ),
  whole(
    `${amount}${unit}\\s?(?:\\+|plus|or more|and more|or above|and above|and over|und mehr|oder mehr|et plus|ou plus|y más|o más|e mais|ou mais|o più|e più|en meer|of meer|eller fler|i więcej|lub więcej|以上)${unit}`,
  ),
];
const openDown = [
  whole(
    `(?:<=?|≤|≦|under|below|less than|fewer than|up to|at most|max\\.?|unter|weniger als|bis zu|bis|höchstens|moins de|jusqu['’]à|au plus|menos de|hasta|até|abaixo de|meno di|fino a|minder dan|tot|under|färre än|poniżej|mniej niż|do)\\s?${amount}${unit}`,
  ),
  whole(
    `${amount}${unit}\\s?(?:or less|or fewer|or under|and under|oder weniger|et moins|ou moins|o menos|ou menos|o meno|of minder|eller färre|lub mniej|未満|以下)`,
  ),
];
const alone = whole(`${amount}${unit}`);
/** "Mid-market (51-200)", "Size: 51-200": what it is called stands before it. */
const called = /^[^\d<>≤≥]*[\p{L}¤][^\d<>≤≥]*[(:[]\s?([^()[\]]+?)\s?[)\]]?$/u;

interface Amount {
  readonly value: number;
  /** Written with neither a thousand's mark nor anything around it. */
  readonly bare: boolean;
  readonly scaled: boolean;
}

const inAmount = new RegExp(
  `^${currency}?\\s?([\\d.,'’\\s]+?)\\s?(${scale})?\\.?\\s?%?\\s?${currency}?$`,
  "u",
);
const grouped = /^[1-9]\d{0,2}(?:([.,'’\s])\d{3})(?:\1\d{3})*$|^[1-9]\d?(?:,\d{2})+,\d{3}$/u;
const decimal = /^(?:0|[1-9]\d*)(?:[.,]\d+)?$/;

/** Three digits after a mark are thousands: an end of a range is hardly ever told to the thousandth. */
function readAmount(text: string): Amount | null {
  const [, digits = "", word] = inAmount.exec(text) ?? [];
  const factor = word === undefined ? 1 : (scales[word] ?? 1);
  const isGrouped = grouped.test(digits);
  if (!isGrouped && !decimal.test(digits)) return null;
  const value = Number(isGrouped ? digits.replace(/\D/g, "") : digits.replace(",", "."));
  return { value: value * factor, bare: /^\d+$/.test(text), scaled: word !== undefined };
}

const isYear = ({ value, bare }: Amount) => bare && value >= 1900 && value <= 2100;

/** Digits with a dash between them that are no range: two years, a month and a year, a telephone number. */
function isSomethingElse(text: string, from: Amount, to: Amount): boolean {
  if (!from.bare || !to.bare || !/^\d+[-–/.]\d+$/.test(text)) return false;
  if (isYear(to) && ((isYear(from) && to.value - from.value <= 30) || from.value <= 12)) return true;
  return /^\d{3}-\d{4}$/.test(text) && ![0, 99].includes(to.value % 100);
}

function pair(text: string, first: string, second: string): NumberRange | null {
  const [from, to] = [readAmount(first.trim()), readAmount(second.trim())];
  if (from === null || to === null || isSomethingElse(text, from, to)) return null;
  // "1-10M" is in millions at both ends.
  const [, word] = new RegExp(`(${scale})\\.?\\s?(?:${currency})?$`, "u").exec(second.trim()) ?? [];
  const factor = from.scaled || word === undefined ? 1 : (scales[word] ?? 1);
  const low = from.value * factor < to.value ? from.value * factor : from.value;
  return low < to.value ? { from: low, to: to.value } : null;
}

function read(text: string): NumberRange | null {
  const two = dashed.exec(text) ?? between.exec(text);
  if (two !== null) return pair(text, two[1] ?? "", two[2] ?? "");
  const one = (patterns: readonly RegExp[]) => {
    for (const pattern of patterns) {
      const found = pattern.exec(text);
      if (found !== null) return readAmount((found[1] ?? "").trim());
    }
    return null;
  };
  const low = one(openUp);
  if (low !== null) return { from: low.value, to: null };
  const high = one(openDown);
  if (high !== null) return { from: null, to: high.value };
  const point = one([alone]);
  return point === null ? null : { from: point.value, to: point.value };
}

/**
 * Reads `51-200`, `201–500`, `10,001+`, `<50`, `1-10 employees`, `$1M - $10M`, `50 bis 99`, `over 500`, `Mid-market (51-200)` and
 * plain numbers; null for anything else. What a mark between digits means is told by the text alone: three digits after it
 * are thousands. What a spreadsheet has made of one (`10-Jan`) is read as well. Years (`2024-2025`), months (`12-2024`) and telephone numbers (`555-1234`) are no ranges.
 */
export function readRange(cell: string): NumberRange | null {
  if (cell.length > longestRange || !/\p{Nd}/u.test(cell)) return null;
  // Most cells with digits are this: every pattern below would be tried on them in vain.
  if (plain.test(cell)) return plainRange(cell);
  let range = known.get(cell);
  if (range !== undefined) return range;
  if (known.size >= mostKnown) known.clear();
  range = readAnew(cell);
  // A copy: a slice of a file keeps the whole piece of the file in memory.
  known.set(`${cell}\u0000`.slice(0, -1), range);
  return range;
}

const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

function plainRange(cell: string): NumberRange | null {
  if (cell.startsWith("-")) return null;
  const value = Number(grouped.test(cell) ? cell.replace(".", "") : cell);
  return { from: value, to: value };
}

/** The same few cells are asked for again and again, each by a rule or a column of its own. */
const known = new Map<string, NumberRange | null>();
const mostKnown = 5_000;

function readAnew(cell: string): NumberRange | null {
  const text = cell.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim().replace(counted, "¤");
  return read(text) ?? readCalled(text) ?? readDamaged(text);
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const damaged = /^(\d{1,2})-([a-z]{3})$|^([a-z]{3})-(\d{2})$/;

/** Whether a spreadsheet has taken the range for a date: 1-10 becomes 10-Jan, and 11-50 becomes Nov-50. */
export const isDamaged = (cell: string): boolean => damaged.test(cell.toLowerCase());

function readDamaged(text: string): NumberRange | null {
  const [, day, ofDay, ofYear, year] = damaged.exec(text) ?? [];
  const from = months.indexOf(ofDay ?? ofYear ?? "") + 1;
  const to = Number(day ?? year);
  return from > 0 && from < to ? { from, to } : null;
}

function readCalled(text: string): NumberRange | null {
  const inner = called.exec(text)?.[1];
  const range = inner === undefined ? null : read(inner);
  return range === null || isPoint(range) ? null : range;
}

/** Whether it is a plain number. */
export const isPoint = ({ from, to }: NumberRange): boolean => from !== null && from === to;

/** By the lower end, then by the upper one; an open end is beyond all. */
export function compareRanges(a: NumberRange, b: NumberRange): number {
  const low = (a.from ?? Number.NEGATIVE_INFINITY) - (b.from ?? Number.NEGATIVE_INFINITY);
  if (low !== 0 && !Number.isNaN(low)) return low;
  const high = (a.to ?? Number.POSITIVE_INFINITY) - (b.to ?? Number.POSITIVE_INFINITY);
  return Number.isNaN(high) ? 0 : high;
}

/**
 * Whether all of a range lies from `from` (included) to under `to`; null is open. Null is the answer where only a part of it does,
 * so that nobody knows. Ends that meet are one cut: files write 0-10 and 10-20 as well as 0-9 and 10-19.
 */
export function liesWithin(range: NumberRange, from: number | null, to: number | null): boolean | null {
  if (isPoint(range)) {
    const value = range.from ?? 0;
    return (from === null || value >= from) && (to === null || value < to);
  }
  if (to !== null && range.from !== null && range.from >= to) return false;
  if (from !== null && range.to !== null && range.to <= from) return false;
  const low = from === null || (range.from !== null && range.from >= from);
  // 51-200 is all of 51 to under 201, and of 51 to 200.
  const high = to === null || (range.to !== null && range.to <= to);
  return low && high ? true : null;
}

/** Whether a range (or plain number) is the wanted one or lies in it; null where only a part of it does. */
export function isInRange(range: NumberRange, wanted: NumberRange): boolean | null {
  if (compareRanges(range, wanted) === 0) return true;
  if (isPoint(range)) {
    const value = range.from ?? 0;
    return (wanted.from === null || value >= wanted.from) && (wanted.to === null || value <= wanted.to);
  }
  return isPoint(wanted) ? null : liesWithin(range, wanted.from, wanted.to);
}

/** Texts in the order of their ranges; such that are none come last. */
export function byRange(a: string, b: string): number {
  const [left, right] = [readRange(a), readRange(b)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareRanges(left, right);
}
