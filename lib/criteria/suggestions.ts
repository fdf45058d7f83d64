import type { Column } from "#lib/accounts/frame.ts";
import { byRange } from "#lib/accounts/range.ts";
import { isoOf } from "#lib/criteria/days.ts";

/** One level of an attribute and how many accounts have it. */
export interface Level {
  readonly value: string;
  readonly count: number;
}

/** What an attribute's values look like, for whoever writes a rule on it. */
export type Suggestions =
  | { readonly kind: "levels"; readonly levels: readonly Level[]; readonly more: number }
  /** Lowest, quartiles, highest. */
  | { readonly kind: "numbers"; readonly quartiles: readonly number[] }
  | { readonly kind: "dates"; readonly first: string; readonly last: string }
  | { readonly kind: "none" };

const mostLevels = 60;

/** The commonest levels of a column with their counts, ranges by their size, or the spread of its numbers or dates. */
export function suggestionsOf(column: Column): Suggestions {
  if (column.kind === "number") return spread(column.values, column.attribute.type === "date");
  const counts = new Int32Array(column.dictionary.length);
  for (const code of column.codes) if (code >= 0) counts[code]! += 1;
  const levels = column.dictionary
    .map((value, code) => ({ value, count: counts[code]! }))
    .filter((one) => one.count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const shown = levels.slice(0, mostLevels);
  if (column.attribute.type === "range") shown.sort((a, b) => byRange(a.value, b.value));
  if (levels.length === 0) return { kind: "none" };
  return {
    kind: "levels",
    levels: shown,
    more: Math.max(0, levels.length - mostLevels),
  };
}

function spread(values: Float64Array, isDate: boolean): Suggestions {
  const known = values.filter((value) => Number.isFinite(value)).sort();
  if (known.length === 0) return { kind: "none" };
  const at = (share: number) => known[Math.round(share * (known.length - 1))]!;
  if (isDate) return { kind: "dates", first: isoOf(at(0)), last: isoOf(at(1)) };
  return { kind: "numbers", quartiles: [0, 0.25, 0.5, 0.75, 1].map(at) };
}
