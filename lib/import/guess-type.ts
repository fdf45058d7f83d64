import type { ValueType } from "#lib/accounts/attribute.ts";
import { readRange } from "#lib/accounts/range.ts";
import { codeWords, dateWords, traitWords } from "#lib/import/heading-words.ts";
import type { ColumnMapping } from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import { readDate, readNumber } from "#lib/import/value.ts";

/** A column is of a type when all but one cell in twenty are, or all but one in a short file; those become problems. */
function isNearlyAll(share: number, judged: number): boolean {
  return share >= 0.95 || (judged >= 8 && (1 - share) * judged < 1.5);
}
/** A column of so few different ranges may have each once. */
const fewRanges = 12;

/**
 * The type of a column and its own words for "not known". "NA" is a region where the heading is geographic,
 * and nothing known elsewhere; "none" and "unknown" stay levels of text.
 */
export function guessType(profile: ColumnProfile, phrase: string): { type: ValueType; missing: string[] } {
  const words = profile.notKnown.map(([word]) => word).sort();
  const geographic = traitWords.find(({ pattern }) => pattern.test(phrase))?.dimension === "geographic";
  const textMissing = !geographic && words.includes("na") ? ["na"] : [];
  if (profile.judged === 0) return { type: "text", missing: textMissing };
  if (profile.yesNo === 1 && profile.distinct <= 2) return { type: "yes-no", missing: [] };
  // Cells that say "unknown" in words do not speak against a number or a date.
  const silent = profile.notKnown.reduce((sum, [, count]) => sum + count, 0) / profile.judged;
  const numbers = Math.max(profile.number.point, profile.number.comma);
  const dates = Math.max(profile.date["day first"], profile.date["month first"]);
  const isDated = dates > 0 && isNearlyAll(dates + silent, profile.judged);
  // 20250403 and 45750 are days where the heading says so, and numbers everywhere else.
  if (isDated && dateWords.test(phrase)) return { type: "date", missing: words };
  const coded = profile.leadingZeros || (codeWords.test(phrase) && !/ (?:number|no) of /.test(phrase));
  if (!coded && numbers > 0 && isNearlyAll(numbers + silent, profile.judged))
    return { type: "number", missing: words };
  // A postal code such as 45750 is no day.
  if (isDated && numbers < 0.5) return { type: "date", missing: words };
  // Ids with a dash ("1234-5678") are ranges to the eye of a program, but hardly two are alike.
  const repeated = profile.ranges <= Math.max(fewRanges, (profile.range * profile.judged) / 2);
  if (
    !coded &&
    repeated &&
    profile.range >= 0.1 &&
    isNearlyAll(profile.rangeOrNumber + silent, profile.judged)
  )
    return { type: "range", missing: words };
  if (profile.list[";"] >= 0.1 || profile.list["|"] >= 0.1) return { type: "list", missing: textMissing };
  return { type: "text", missing: textMissing };
}

/** From this share on a column of text may have been meant as what most of its cells are. */
const mostly = 0.7;
/** So few different values are names of levels, such as plans 1, 2 and Pro. */
const fewestValues = 12;

/**
 * That a column of text, or one that is left out as such, may be meant as numbers, days or ranges, with a cell that speaks
 * against it; null: nothing says so.
 */
export function textDoubt(profile: ColumnProfile, phrase: string, isLeftOut: boolean): string | null {
  const { number, date, distinct, values, leadingZeros } = profile;
  if (distinct < fewestValues || leadingZeros || codeWords.test(phrase)) return null;
  const mark = number.comma > number.point ? "comma" : "point";
  const order = date["month first"] > date["day first"] ? "month first" : "day first";
  const kinds = [
    {
      share: date[order],
      word: "days",
      type: "Date",
      isOne: (cell: string) => readDate(cell, order) !== null,
    },
    {
      share: number[mark],
      word: "numbers",
      type: "Number",
      isOne: (cell: string) => readNumber(cell, mark) !== null,
    },
    {
      share: profile.rangeOrNumber,
      word: "sizes",
      type: "Range",
      isOne: (cell: string) => readRange(cell) !== null,
    },
  ];
  const meant = kinds.find(({ share }) => share >= mostly);
  const other = meant && values.find(([cell]) => !meant.isOne(cell))?.[0];
  if (meant === undefined || other === undefined) return null;
  return `Most cells are ${meant.word}, but not “${other.slice(0, 40)}”, so it is ${isLeftOut ? "left out. Choose Trait, then" : "read as text. Choose"} ${meant.type}, and such cells can stay empty.`;
}

/** Amounts in these are written with a point for decimals everywhere. */
const pointCurrencies = new Set(["USD", "GBP", "JPY", "INR", "AUD", "NZD"]);

type Format = Pick<ColumnMapping, "decimal" | "currency" | "dateOrder" | "separator">;

/** Why the order of day and month in a column of dates is doubtful; null: it is not. */
export function orderDoubt({ onlyDayFirst, onlyMonthFirst, eitherOrder }: ColumnProfile): string | null {
  if (onlyDayFirst > 0 && onlyMonthFirst > 0)
    return `Some dates can only begin with the day (${onlyDayFirst}) and others only with the month (${onlyMonthFirst}); the fewer cannot be read.`;
  return onlyDayFirst + onlyMonthFirst === 0 && eitherOrder > 0
    ? "Do dates begin with the day or the month?"
    : null;
}

function dateOrderOf(profile: ColumnProfile): ColumnMapping["dateOrder"] {
  if (profile.onlyDayFirst > profile.onlyMonthFirst) return "day first";
  if (profile.onlyMonthFirst > 0) return "month first";
  return profile.eitherOrder > 0 ? "ask" : "not needed";
}

/** How numbers, dates and lists of a column are written, from the whole of its judged cells; with what is doubtful. */
export function guessFormat(
  profile: ColumnProfile,
  europeanNumbers: boolean,
): { column: Format; doubt: string | null } {
  const [first, second] = profile.currencies;
  const undecided = profile.onlyPoint === profile.onlyComma;
  const open = undecided && profile.eitherMark > 0 && !pointCurrencies.has(first ?? "");
  const either = profile.values.flatMap(([value]) => {
    const [point, comma] = [readNumber(value, "point"), readNumber(value, "comma")];
    return point === null || comma === null || point === comma ? [] : [{ value, comma: comma > point }];
  });
  const example = either[0]?.value ?? "";
  // Decimals always have three digits only where they are none: 1.234 and 12.500 are thousands.
  const thousands = either.length > 1 && either.every(({ comma }) => comma === either[0]?.comma);
  const comma = !undecided
    ? profile.onlyComma > profile.onlyPoint
    : open && thousands
      ? either[0]?.comma === true
      : europeanNumbers && !pointCurrencies.has(first ?? "");
  const mixed = profile.onlyPoint > 0 && profile.onlyComma > 0;
  const doubt = mixed
    ? `Some numbers have a point for decimals and others a comma; those with a ${comma ? "point" : "comma"} cannot be read.`
    : second === undefined
      ? open
        ? `“${example}” is read as ${readNumber(example, comma ? "comma" : "point")}.`
        : null
      : `Amounts are in ${profile.currencies.join(" and ")}; only ${first} is read.`;
  return {
    column: {
      decimal: comma ? "comma" : "point",
      currency: first ?? null,
      dateOrder: dateOrderOf(profile),
      separator: profile.list["|"] > profile.list[";"] ? "|" : ";",
    },
    doubt,
  };
}
