import type { Attribute, ValueType } from "#lib/accounts/attribute.ts";
import type { Column } from "#lib/accounts/frame.ts";
import { readRange } from "#lib/accounts/range.ts";
import { growableCodes, growableNumbers } from "#lib/import/growable.ts";
import type { CellValue } from "#lib/import/read-cell.ts";
import { isoDate, readDate, readNumber } from "#lib/import/value.ts";

/** A dictionary that copies its texts: a slice of a file keeps the whole piece of the file in memory. */
function createDictionary() {
  const codes = new Map<string, number>();
  const words: string[] = [];
  return {
    words,
    code(word: string): number {
      const known = codes.get(word);
      if (known !== undefined) return known;
      const copy = `${word}\u0000`.slice(0, -1);
      codes.set(copy, words.length);
      words.push(copy);
      return words.length - 1;
    },
  };
}

export interface ColumnBuilder {
  /**
   * What is kept of a value: a number itself, of words the place of them. `from` is the type under which the value was read,
   * which an older import may have had otherwise.
   */
  keep(value: CellValue, from: ValueType): number;
  /** Sets what was kept of a value. */
  set(at: number, kept: number): void;
  finish(length: number): Column;
}

/** A value as text, as a person would write it. */
function asText(value: CellValue, from: ValueType): string | null {
  if (value === null) return null;
  if (typeof value === "number") return from === "date" ? isoDate(value) : String(value);
  return typeof value === "string" ? value : value.join("; ");
}

function asNumber(value: CellValue, from: ValueType, to: ValueType): number {
  if (typeof value === "number" && (from === "date") === (to === "date")) return value;
  const text = asText(value, from);
  if (text === null) return Number.NaN;
  return (to === "date" ? readDate(text, null) : readNumber(text, "point")) ?? Number.NaN;
}

function numberColumn(attribute: Attribute): ColumnBuilder {
  const values = growableNumbers();
  return {
    keep: (value, from) => asNumber(value, from, attribute.type),
    set: values.set,
    finish: (length) => ({ kind: "number", attribute, values: values.finish(length) }),
  };
}

function categoryColumn(attribute: Attribute): ColumnBuilder {
  const dictionary = createDictionary();
  const codes = growableCodes();
  return {
    keep(value, from) {
      const text = asText(value, from);
      const isTold = text !== null && (attribute.type !== "range" || readRange(text) !== null);
      return isTold ? dictionary.code(text) : -1;
    },
    set: codes.set,
    finish: (length) => ({
      kind: "category",
      attribute,
      dictionary: dictionary.words,
      codes: codes.finish(length),
    }),
  };
}

/** A list is kept once, however many accounts have it: they have the place where its members begin. */
function listColumn(attribute: Attribute): ColumnBuilder {
  const dictionary = createDictionary();
  const places = new Map<string, number>();
  const lists: Int32Array[] = [];
  const listOf = growableCodes();
  return {
    keep(value, from) {
      const words = typeof value === "object" ? value : [asText(value, from) ?? ""];
      if (words === null) return -1;
      const members = words.map((word) => dictionary.code(word));
      const key = members.join(" ");
      let place = places.get(key);
      if (place === undefined) {
        place = lists.push(Int32Array.from(members)) - 1;
        places.set(key, place);
      }
      return place;
    },
    set: listOf.set,
    finish(length) {
      const offsets = new Int32Array(length + 1);
      const missing = new Uint8Array(length);
      for (let i = 0; i < length; i++) {
        const own = lists[listOf.get(i)];
        if (own === undefined) missing[i] = 1;
        offsets[i + 1] = (offsets[i] ?? 0) + (own?.length ?? 0);
      }
      const codes = new Int32Array(offsets[length] ?? 0);
      for (let i = 0; i < length; i++) codes.set(lists[listOf.get(i)] ?? [], offsets[i] ?? 0);
      return { kind: "list", attribute, dictionary: dictionary.words, offsets, codes, missing };
    },
  };
}

/** Collects one attribute by account; where nothing is set it is missing. */
export function createColumnBuilder(attribute: Attribute): ColumnBuilder {
  if (attribute.type === "number" || attribute.type === "date") return numberColumn(attribute);
  return attribute.type === "list" ? listColumn(attribute) : categoryColumn(attribute);
}
