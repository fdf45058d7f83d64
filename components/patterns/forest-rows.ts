import type { ForestRow } from "../charts/forest";
import type { Row } from "./arrange";
import { type View, viewAddress } from "./view";

/** A pattern as a row of the forest; choosing it opens its sheet in the same view. */
export function forestRow({ attribute, pattern }: Row, page: string, view: View): ForestRow {
  return {
    id: pattern.id,
    href: viewAddress(page, { ...view, pattern: pattern.id }),
    attribute: pattern.attribute,
    level: pattern.level,
    note: attribute.knownAt === "customer" ? "after the sale" : undefined,
    n: pattern.n,
    inside: pattern.inside,
    rest: pattern.rest.value,
    difference: pattern.difference,
    word: pattern.verdict,
    direction: pattern.direction,
    current: view.pattern === pattern.id,
  };
}
