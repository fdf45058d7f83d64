import type { ForestRow } from "../charts/forest";
import type { Row } from "./arrange";
import { type View, viewAddress } from "./view";

/** A pattern as a row of the forest; choosing it opens its sheet in the same view. */
export function forestRow({ attribute, pattern }: Row, page: string, view: View): ForestRow {
  const late = attribute.knownAt === "customer" ? " · known after the sale" : "";
  return {
    id: pattern.id,
    href: viewAddress(page, { ...view, pattern: pattern.id }),
    attribute: `${pattern.attribute}${late}`,
    level: pattern.level,
    n: pattern.n,
    inside: pattern.inside,
    rest: pattern.rest.value,
    difference: pattern.difference,
    word: pattern.verdict,
    direction: pattern.direction,
    current: view.pattern === pattern.id,
  };
}
