import type { Attribute } from "#lib/accounts/attribute.ts";
import type { CategoryColumn, Column, Frame, ListColumn, NumberColumn } from "#lib/accounts/frame.ts";
import type { NumberRange } from "#lib/accounts/range.ts";
import { distinctUpTo, knownOf } from "#lib/analysis/ascending.ts";
import { type Band, dateBands, mostDistinct, numberBands } from "#lib/analysis/bands.ts";
import { formatExact, isoDate } from "#lib/analysis/format.ts";
import { type RangeGroup, rangeGroups } from "#lib/analysis/range-groups.ts";
import { nearDuplicates } from "#lib/analysis/spelling.ts";
import type { Condition } from "#lib/criteria/criterion.ts";

/** One level of an attribute: a value, a band, a list member, the rarest values together, or missing. */
export interface Level {
  /** Attribute and level as text, unique in the workspace; what addresses carry. */
  readonly id: string;
  readonly label: string;
  readonly kind: "value" | "band" | "member" | "other" | "missing";
  readonly when: readonly Condition[];
  /** Accounts of the frame at this level. */
  readonly n: number;
}

/** An attribute cut into levels without looking at any outcome. */
export interface LevelledAttribute {
  readonly attribute: Attribute;
  readonly levels: readonly Level[];
  /** Accounts whose value is not empty. */
  readonly known: number;
  /** The level of every account, where levels exclude each other; null for lists. */
  readonly codes: Int32Array | null;
  /** The accounts of every level, ascending, for lists; null where `codes` says it. */
  readonly members: readonly Int32Array[] | null;
  readonly spellings: readonly (readonly string[])[];
  /** Of ranges that do not overlap: the first levels by size, as a rule says their ends. */
  readonly spans?: readonly NumberRange[];
}

/** At most this many values of an attribute stand alone; the rarest are looked at together. */
const mostValues = 40;
/** Longer values cannot be written into a condition. */
const longestValue = 500;
const missingLabel = "not recorded";

/** Values rarer than this are folded: they could not show anything, and each would cost the others a test. */
const rarest = (accounts: number) => (accounts >= 100 ? 5 : 3);

/** All attributes of a frame in column order, cut into outcome-blind levels (statistics.md, "bands" and "missing"). */
export function levelsOfFrame(frame: Frame): LevelledAttribute[] {
  return frame.columns.map((column) => levelsOf(column, frame.accountIds.length));
}

/** One column of `accounts` values cut into levels. */
export function levelsOf(column: Column, accounts: number): LevelledAttribute {
  if (column.kind === "category") return rangeLevels(column) ?? categoryLevels(column);
  return column.kind === "list" ? listLevels(column, accounts) : numberLevels(column);
}

const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A heading as ids begin with it: the signs that end it are escaped. */
export function headingInId(attribute: string): string {
  return attribute.replace(/[\\=:@+!]/g, "\\$&");
}

/** `=` a value, `:` a band, `@` a list member, `+` the others, `!` missing; those signs in a heading are escaped. */
function idOf(attribute: string, sign: string, text: string): string {
  return `${headingInId(attribute)}${sign}${text}`;
}

function missingLevel(attribute: string, n: number): Level {
  return {
    id: idOf(attribute, "!", ""),
    label: missingLabel,
    kind: "missing",
    when: [{ attribute, operator: "is unknown" }],
    n,
  };
}

/** Entries of a dictionary that stand alone, most frequent first, and how many are folded. */
function keptEntries(dictionary: readonly string[], counts: Int32Array, accounts: number) {
  const used = [...counts.keys()].filter((code) => counts[code]! > 0);
  const order = used.sort((a, b) => counts[b]! - counts[a]! || byCodePoint(dictionary[a]!, dictionary[b]!));
  const fits = (code: number) =>
    counts[code]! >= rarest(accounts) && dictionary[code]!.length <= longestValue;
  const kept = order.filter(fits).slice(0, mostValues);
  // Folding one value alone would only hide its name.
  const alone = order.length - kept.length === 1 && dictionary[order.at(-1)!]!.length <= longestValue;
  const keep = alone && kept.length < mostValues ? order : kept;
  return { keep, used, folded: order.length - keep.length };
}

/** How many accounts have each entry of the dictionary, and how many have none. */
function countsOf({ dictionary, codes }: CategoryColumn): { counts: Int32Array; missing: number } {
  const counts = new Int32Array(dictionary.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  return { counts, missing };
}

/** Ranges by their size, each spelling of one being the same level; null where the column is not of ranges. */
function rangeLevels(column: CategoryColumn): LevelledAttribute | null {
  const { attribute, dictionary, codes } = column;
  if (attribute.type !== "range") return null;
  const { counts, missing } = countsOf(column);
  const found = rangeGroups(dictionary, counts);
  if (found === null) return null;
  const levels = found.groups.map((group) => rangeLevel(attribute.name, group));
  const missingAt = levels.length;
  if (missing > 0) levels.push(missingLevel(attribute.name, missing));
  return {
    attribute,
    levels,
    known: codes.length - missing,
    codes: codes.map((code) => (code < 0 ? missingAt : found.groupOfCode[code]!)),
    members: null,
    spellings: [],
    ...(found.isChain ? { spans: found.groups.map(({ span }) => span) } : {}),
  };
}

function rangeLevel(attribute: string, { label, isGap, span, n }: RangeGroup): Level {
  if (!isGap) {
    const id = idOf(attribute, "=", label);
    return { id, label, kind: "value", when: [{ attribute, operator: "equals", value: label }], n };
  }
  const id = idOf(attribute, ":", `${span.from ?? ""}..${span.to ?? ""}`);
  return { id, label, kind: "band", when: [{ attribute, operator: "between", value: span }], n };
}

function categoryLevels(column: CategoryColumn): LevelledAttribute {
  const { attribute, dictionary } = column;
  const accounts = column.codes.length;
  const { counts, missing } = countsOf(column);
  const { keep, used, folded } = keptEntries(dictionary, counts, accounts);
  const levels: Level[] = keep.map((code) => ({
    id: idOf(attribute.name, "=", dictionary[code]!),
    label: dictionary[code]!,
    kind: "value",
    when: [{ attribute: attribute.name, operator: "equals", value: dictionary[code]! }],
    n: counts[code]!,
  }));
  const levelOfCode = new Int32Array(dictionary.length).fill(levels.length);
  keep.forEach((code, level) => {
    levelOfCode[code] = level;
  });
  if (folded > 0) levels.push(otherLevel(attribute.name, folded, levels, accounts - missing));
  const missingAt = levels.length;
  if (missing > 0) levels.push(missingLevel(attribute.name, missing));
  const codes = column.codes.map((code) => (code < 0 ? missingAt : levelOfCode[code]!));
  const spellings = nearDuplicates(used.map((code) => dictionary[code]!));
  return { attribute, levels, known: accounts - missing, codes, members: null, spellings };
}

function otherLevel(attribute: string, folded: number, kept: readonly Level[], known: number): Level {
  const n = known - kept.reduce((sum, level) => sum + level.n, 0);
  const labels = kept.map((level) => level.label);
  const id = idOf(attribute, "+", "");
  if (kept.length === 0) {
    return { id, label: "recorded", kind: "other", when: [{ attribute, operator: "is known" }], n };
  }
  const label = `${folded} other values`;
  return { id, label, kind: "other", when: [{ attribute, operator: "none of", value: labels }], n };
}

function numberLevels(column: NumberColumn): LevelledAttribute {
  const { attribute, values } = column;
  const known = knownOf(values);
  const distinct = distinctUpTo(known, mostDistinct);
  const isDate = attribute.type === "date";
  const levels =
    !isDate && distinct !== null ? valueLevels(attribute.name, distinct) : bandLevels(attribute, known);
  const missingAt = levels.length;
  const codes = codesOfNumbers(values, levels, missingAt);
  const counts = new Int32Array(missingAt + 1);
  for (const code of codes) counts[code]!++;
  const counted: Level[] = levels.map(({ level }, i) => ({ ...level, n: counts[i]! }));
  const missing = counts[missingAt]!;
  if (missing > 0) counted.push(missingLevel(attribute.name, missing));
  return { attribute, levels: counted, known: known.length, codes, members: null, spellings: [] };
}

interface CutLevel {
  readonly level: Omit<Level, "n">;
  readonly from: number | null;
}

function valueLevels(attribute: string, distinct: readonly number[]): CutLevel[] {
  return distinct.map((value) => ({
    from: value,
    level: {
      id: idOf(attribute, "=", String(value)),
      label: formatExact(value),
      kind: "value",
      when: [{ attribute, operator: "equals", value }],
    },
  }));
}

function bandLevels(attribute: Attribute, known: Float64Array): CutLevel[] {
  const isDate = attribute.type === "date";
  const bands = isDate ? dateBands(known) : numberBands(attribute.name, known);
  const bound = (value: number | null) => (value === null ? null : isDate ? isoDate(value) : value);
  return bands.map((band: Band) => ({
    from: band.from,
    level: {
      id: idOf(attribute.name, ":", `${bound(band.from) ?? ""}..${bound(band.to) ?? ""}`),
      label: band.label,
      kind: "band",
      when: [
        {
          attribute: attribute.name,
          operator: "between",
          value: { from: bound(band.from), to: bound(band.to) },
        },
      ],
    },
  }));
}

function codesOfNumbers(values: Float64Array, levels: readonly CutLevel[], missingAt: number): Int32Array {
  const codes = new Int32Array(values.length);
  const starts = levels.map(({ from }) => from ?? Number.NEGATIVE_INFINITY);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      codes[i] = missingAt;
      continue;
    }
    let level = starts.length - 1;
    while (level > 0 && value < starts[level]!) level--;
    codes[i] = level;
  }
  return codes;
}

function listLevels(column: ListColumn, accounts: number): LevelledAttribute {
  const { attribute, dictionary } = column;
  const lists: number[][] = dictionary.map(() => []);
  const unknown: number[] = [];
  for (let account = 0; account < accounts; account++) {
    if (column.missing[account] === 1) unknown.push(account);
    for (let at = column.offsets[account]!; at < column.offsets[account + 1]!; at++) {
      const list = lists[column.codes[at]!]!;
      // The same member twice in one cell is one membership.
      if (list.at(-1) !== account) list.push(account);
    }
  }
  const counts = Int32Array.from(lists, (list) => list.length);
  const { keep, used } = keptEntries(dictionary, counts, accounts);
  const frequent = keep.filter((code) => counts[code]! >= Math.min(rarest(accounts), 3));
  const levels: Level[] = frequent.map((code) => ({
    id: idOf(attribute.name, "@", dictionary[code]!),
    label: dictionary[code]!,
    kind: "member",
    when: [{ attribute: attribute.name, operator: "contains any", value: [dictionary[code]!] }],
    n: counts[code]!,
  }));
  const members = frequent.map((code) => Int32Array.from(lists[code]!));
  if (unknown.length > 0) {
    levels.push(missingLevel(attribute.name, unknown.length));
    members.push(Int32Array.from(unknown));
  }
  const spellings = nearDuplicates(used.map((code) => dictionary[code]!));
  return { attribute, levels, known: accounts - unknown.length, codes: null, members, spellings };
}
