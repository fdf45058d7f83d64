import type { Column, Frame } from "#lib/accounts/frame.ts";

/** Two spellings of one attribute that a person has called the same: `from` is read as `to`. */
export interface SpellingMerge {
  readonly attribute: string;
  readonly from: string;
  readonly to: string;
}

/** The spelling that each ends at, however many merges lie between; a circle ends where it was entered. */
function endOf(next: ReadonlyMap<string, string>, from: string): string {
  const passed = new Set([from]);
  let at = from;
  for (;;) {
    const to = next.get(at);
    if (to === undefined || passed.has(to)) return at;
    passed.add(to);
    at = to;
  }
}

/** The code that each code becomes; null: nothing changes. A spelling that no cell has any more stays without accounts. */
function recoded(
  dictionary: readonly string[],
  next: ReadonlyMap<string, string>,
): { readonly dictionary: readonly string[]; readonly codes: Int32Array } | null {
  const places = new Map(dictionary.map((text, code) => [text, code]));
  const whole = [...dictionary];
  let changed = false;
  const codes = Int32Array.from(dictionary, (text, code) => {
    const to = endOf(next, text);
    if (to === text) return code;
    changed = true;
    const known = places.get(to);
    if (known !== undefined) return known;
    places.set(to, whole.length);
    whole.push(to);
    return whole.length - 1;
  });
  return changed ? { dictionary: whole, codes } : null;
}

function mergeColumn(column: Column, next: ReadonlyMap<string, string>): Column {
  if (column.kind === "number") return column;
  const merged = recoded(column.dictionary, next);
  if (merged === null) return column;
  const { dictionary, codes: becomes } = merged;
  if (column.kind === "category") {
    return { ...column, dictionary, codes: column.codes.map((code) => (code < 0 ? code : becomes[code]!)) };
  }
  // A list that held both spellings holds the value once.
  const codes = new Int32Array(column.codes.length);
  const offsets = new Int32Array(column.offsets.length);
  let end = 0;
  for (let i = 0; i + 1 < column.offsets.length; i++) {
    const start = end;
    for (let at = column.offsets[i]!; at < column.offsets[i + 1]!; at++) {
      const code = becomes[column.codes[at]!]!;
      if (codes.subarray(start, end).includes(code)) continue;
      codes[end++] = code;
    }
    offsets[i + 1] = end;
  }
  return { ...column, dictionary, offsets, codes: codes.slice(0, end) };
}

/**
 * A frame with the spellings that people have called the same read as one value; without merges the very same object. Merges
 * follow one another in any order; those of an attribute or a spelling that is not there change nothing.
 */
export function applyMerges(frame: Frame, merges: readonly SpellingMerge[]): Frame {
  if (merges.length === 0) return frame;
  const byAttribute = new Map<string, Map<string, string>>();
  for (const { attribute, from, to } of merges) {
    const known = byAttribute.get(attribute);
    if (known === undefined) byAttribute.set(attribute, new Map([[from, to]]));
    else known.set(from, to);
  }
  const columns = frame.columns.map((column) => {
    const next = byAttribute.get(column.attribute.name);
    return next === undefined ? column : mergeColumn(column, next);
  });
  return columns.every((column, i) => column === frame.columns[i]) ? frame : { ...frame, columns };
}
