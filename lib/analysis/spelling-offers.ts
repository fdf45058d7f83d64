import type { Frame } from "#lib/accounts/frame.ts";
import { nearDuplicates } from "#lib/analysis/spelling.ts";
import { joinGroups, synonyms } from "#lib/analysis/synonyms.ts";

/** Two spellings of one attribute that are probably one value, with how many accounts have each; the rarer one is `from`. */
export interface SpellingOffer {
  readonly attribute: string;
  readonly from: string;
  readonly fromCount: number;
  readonly to: string;
  readonly toCount: number;
}

/** What people have said of two spellings, in either order. */
export interface ToldApart {
  readonly attribute: string;
  readonly from: string;
  readonly to: string;
}

const longestSpelling = 500;
const keyOf = (attribute: string, a: string, b: string) =>
  JSON.stringify(a < b ? [attribute, a, b] : [attribute, b, a]);

/**
 * The spellings of text and list columns that look like one value or are words for one thing, most accounts first; nothing is merged by it. `apart` are
 * pairs that a person has told apart, which are not offered again. Nothing for columns of mostly different values (see
 * nearDuplicates).
 */
export function spellingOffers(frame: Frame, apart: readonly ToldApart[]): SpellingOffer[] {
  const told = new Set(apart.map(({ attribute, from, to }) => keyOf(attribute, from, to)));
  return frame.columns
    .flatMap((column): SpellingOffer[] => {
      // Spellings of a range are understood without being merged.
      if (column.kind === "number" || ["yes-no", "range"].includes(column.attribute.type)) return [];
      const counts = new Map<string, number>();
      for (const code of column.codes) {
        const text = column.dictionary[code];
        if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
      }
      const count = (text: string) => counts.get(text) ?? 0;
      const spellings = [...counts.keys()].filter((text) => text.length <= longestSpelling);
      const attribute = column.attribute.name;
      return joinGroups([...nearDuplicates(spellings), ...synonyms(spellings)]).flatMap((group) => {
        const [to, ...others] = [...group].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
        if (to === undefined) return [];
        return others
          .filter((from) => !told.has(keyOf(attribute, from, to)))
          .map((from) => ({ attribute, from, fromCount: count(from), to, toCount: count(to) }));
      });
    })
    .sort((a, b) => b.fromCount - a.fromCount || b.toCount - a.toCount || (a.from < b.from ? -1 : 1));
}
