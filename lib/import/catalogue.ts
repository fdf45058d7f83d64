import type { Attribute } from "#lib/accounts/attribute.ts";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import { attributesOf, outcomesOf } from "#lib/import/read-row.ts";

/** What is known of the accounts of a workspace. A name stands for one attribute or one outcome, never both. */
export interface Catalogue {
  readonly attributes: readonly Attribute[];
  readonly outcomes: readonly NumericOutcome[];
}

/** A newer file tells what an attribute is; but numbers can be told among ranges, and ranges not among numbers. */
export const keepingRanges = (before: Attribute | undefined, now: Attribute): Attribute =>
  before?.type === "range" && now.type === "number" ? { ...now, type: "range" } : now;

/**
 * The columns of a workspace from the mappings of its imports, oldest first. A name that several imports bring is
 * what the newest says it is, at the place where it first appeared.
 */
export function foldCatalogue(mappings: readonly Mapping[]): Catalogue {
  const entries = new Map<string, { attribute: Attribute } | { outcome: NumericOutcome }>();
  for (const mapping of mappings) {
    for (const attribute of attributesOf(mapping)) {
      const known = entries.get(attribute.name);
      const before = known !== undefined && "attribute" in known ? known.attribute : undefined;
      entries.set(attribute.name, { attribute: keepingRanges(before, attribute) });
    }
    for (const outcome of outcomesOf(mapping)) entries.set(outcome.name, { outcome });
  }
  const all = [...entries.values()];
  return {
    attributes: all.flatMap((entry) => ("attribute" in entry ? [entry.attribute] : [])),
    outcomes: all.flatMap((entry) => ("outcome" in entry ? [entry.outcome] : [])),
  };
}
