import { isDamaged, isPoint, readRange } from "#lib/accounts/range.ts";
import {
  currencyOf,
  type DateOrder,
  isMissing,
  isPlainNumber,
  readDate,
  readNumber,
  readYesNo,
} from "#lib/import/value.ts";

/** Cells judged per column: the first that are not empty. */
export const judgedCells = 400;
const distinctKept = 60;
const distinctCounted = 1000;
const longestValue = 200;

/** What the first few hundred non-empty cells of a column look like. Plain data: it travels to the screen. */
export interface ColumnProfile {
  readonly heading: string;
  /** Cells seen in all, and how many of them say something. */
  readonly seen: number;
  readonly filled: number;
  /** Non-empty cells judged, and how many different ones there were among them. */
  readonly judged: number;
  readonly distinct: number;
  /** The most frequent values of all cells seen, with their counts. */
  readonly values: readonly (readonly [string, number])[];
  /** Shares (0-1) of the judged cells that can be read as each. */
  readonly number: Readonly<Record<"point" | "comma", number>>;
  readonly date: Readonly<Record<DateOrder, number>>;
  /** Ranges such as 51-200, and what could stand among them: numbers, and ranges that a spreadsheet took for dates. */
  readonly range: number;
  readonly rangeOrNumber: number;
  /** Different ranges. */
  readonly ranges: number;
  readonly yesNo: number;
  readonly domain: number;
  readonly email: number;
  readonly list: Readonly<Record<";" | "|", number>>;
  /** Numbers written with leading zeros are codes. */
  readonly leadingZeros: boolean;
  /** Largest number, for telling days from months; null when there is none. */
  readonly largest: number | null;
  /** Cells that only one of the two marks, or orders, can read: what decides between them. */
  readonly onlyPoint: number;
  readonly onlyComma: number;
  /** Cells such as 1,054 that both marks read, differently. */
  readonly eitherMark: number;
  readonly onlyDayFirst: number;
  readonly onlyMonthFirst: number;
  readonly eitherOrder: number;
  /** Words for "not known" among the judged cells, in lower case, with their counts. */
  readonly notKnown: readonly (readonly [string, number])[];
  /** Currencies named, the most frequent first. */
  readonly currencies: readonly string[];
}

const notKnownWords = new Set([
  ..."na|unknown|not available|not applicable|not known|not set|not specified|no data|tbd|?|...|…|unspecified|undefined|none".split(
    "|",
  ),
  ..."unbekannt|keine|inconnu|inconnue|aucun|desconocido|ninguno|desconhecido|nenhum|sconosciuto|nessuno".split(
    "|",
  ),
  ..."onbekend|geen|nieznane|nieznany|brak|okänd|不明|なし".split("|"),
]);
const domainLike = /^(?:https?:\/\/)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[/:?#].*)?$/i;
const emailLike = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;

interface Tally {
  judged: number;
  point: number;
  comma: number;
  onlyPoint: number;
  onlyComma: number;
  eitherMark: number;
  dayFirst: number;
  monthFirst: number;
  onlyDayFirst: number;
  onlyMonthFirst: number;
  eitherOrder: number;
  range: number;
  rangeOrNumber: number;
  ranges: number;
  yesNo: number;
  domain: number;
  email: number;
  semicolons: number;
  bars: number;
  leadingZeros: boolean;
  largest: number | null;
}

function tallyNumber(tally: Tally, value: string, count: number): void {
  const point = readNumber(value, "point");
  const comma = readNumber(value, "comma");
  if (point !== null) tally.point += count;
  if (comma !== null) tally.comma += count;
  if (point !== null && comma === null) tally.onlyPoint += count;
  if (comma !== null && point === null) tally.onlyComma += count;
  if (point !== null && comma !== null && point !== comma) tally.eitherMark += count;
  if (/^0\d/.test(value) && point !== null) tally.leadingZeros = true;
  if (point !== null) tally.largest = Math.max(tally.largest ?? point, point);
}

function tallyDate(tally: Tally, value: string, count: number): void {
  const day = readDate(value, "day first");
  const month = readDate(value, "month first");
  if (day !== null) tally.dayFirst += count;
  if (month !== null) tally.monthFirst += count;
  if (day !== null && month === null) tally.onlyDayFirst += count;
  if (month !== null && day === null) tally.onlyMonthFirst += count;
  if (day !== null && month !== null && day !== month) tally.eitherOrder += count;
}

function tallyRange(tally: Tally, value: string, count: number): void {
  const range = readRange(value);
  if (range === null) return;
  tally.rangeOrNumber += count;
  if (isPoint(range) || isDamaged(value)) return;
  tally.range += count;
  tally.ranges++;
}

function tallyAll(counts: ReadonlyMap<string, number>): Tally {
  const tally: Tally = {
    judged: 0,
    point: 0,
    comma: 0,
    onlyPoint: 0,
    onlyComma: 0,
    eitherMark: 0,
    dayFirst: 0,
    monthFirst: 0,
    onlyDayFirst: 0,
    onlyMonthFirst: 0,
    eitherOrder: 0,
    range: 0,
    rangeOrNumber: 0,
    ranges: 0,
    yesNo: 0,
    domain: 0,
    email: 0,
    semicolons: 0,
    bars: 0,
    leadingZeros: false,
    largest: null,
  };
  for (const [value, count] of counts) {
    tally.judged += count;
    tallyNumber(tally, value, count);
    tallyDate(tally, value, count);
    tallyRange(tally, value, count);
    if (readYesNo(value) !== null) tally.yesNo += count;
    if (isPlainNumber(value)) continue;
    if (domainLike.test(value)) tally.domain += count;
    if (emailLike.test(value)) tally.email += count;
    if (/[^;];\s*[^;\s]/.test(value)) tally.semicolons += count;
    if (/[^|]\|\s*[^|\s]/.test(value)) tally.bars += count;
  }
  return tally;
}

function currenciesOf(counts: ReadonlyMap<string, number>): string[] {
  const found = new Map<string, number>();
  for (const [value, count] of counts) {
    const currency = currencyOf(value);
    if (currency !== null) found.set(currency, (found.get(currency) ?? 0) + count);
  }
  return [...found].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
}

/** Counts what follows the judged cells as it stands, and makes values of it once per spelling. */
function countRest(
  cells: readonly string[],
  from: number,
  judged: ReadonlyMap<string, number>,
): { filled: number; counts: Map<string, number> } {
  const raw = new Map<string, number>();
  let filled = 0;
  for (let i = from; i < cells.length; i++) {
    const cell = cells[i] ?? "";
    const count = raw.get(cell);
    if (count !== undefined) raw.set(cell, count + 1);
    else if (raw.size < distinctCounted) raw.set(cell, 1);
    else if (!isMissing(cell.trim())) filled++;
  }
  const counts = new Map(judged);
  for (const [cell, count] of raw) {
    const value = cell.trim().slice(0, longestValue);
    if (isMissing(value)) continue;
    filled += count;
    counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return { filled, counts };
}

/**
 * Profiles one column from its cells in file order (all of the sample; empty ones are skipped, however many
 * come first). Values are trimmed; a word longer than 200 characters is cut, as it is no level of anything.
 */
export function profileColumn(heading: string, cells: readonly string[]): ColumnProfile {
  const judged = new Map<string, number>();
  let filled = 0;
  let at = 0;
  for (; at < cells.length && filled < judgedCells; at++) {
    const value = (cells[at] ?? "").trim().slice(0, longestValue);
    if (isMissing(value)) continue;
    filled++;
    judged.set(value, (judged.get(value) ?? 0) + 1);
  }
  const rest = countRest(cells, at, judged);
  filled += rest.filled;
  const { counts } = rest;
  const tally = tallyAll(judged);
  const share = (count: number) => (tally.judged === 0 ? 0 : count / tally.judged);
  return {
    heading,
    seen: cells.length,
    filled,
    judged: tally.judged,
    distinct: judged.size,
    values: [...counts].sort((a, b) => b[1] - a[1]).slice(0, distinctKept),
    number: { point: share(tally.point), comma: share(tally.comma) },
    date: { "day first": share(tally.dayFirst), "month first": share(tally.monthFirst) },
    range: share(tally.range),
    rangeOrNumber: share(tally.rangeOrNumber),
    ranges: tally.ranges,
    yesNo: share(tally.yesNo),
    domain: share(tally.domain),
    email: share(tally.email),
    list: { ";": share(tally.semicolons), "|": share(tally.bars) },
    leadingZeros: tally.leadingZeros,
    largest: tally.largest,
    onlyPoint: tally.onlyPoint,
    onlyComma: tally.onlyComma,
    eitherMark: tally.eitherMark,
    onlyDayFirst: tally.onlyDayFirst,
    onlyMonthFirst: tally.onlyMonthFirst,
    eitherOrder: tally.eitherOrder,
    notKnown: [...judged].flatMap(([value, count]) => {
      const word = value.toLowerCase();
      return notKnownWords.has(word) ? [[word, count] as const] : [];
    }),
    currencies: currenciesOf(judged),
  };
}
