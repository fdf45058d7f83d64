import type { Column, Frame } from "#lib/accounts/frame.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import type { ReadAttributes } from "#lib/compute/read-attributes.ts";

/** Columns, rows and cells that did not take part, and why. */
export function asideIn(
  { leftOut, unreadable }: ReadAttributes,
  { columns }: Frame,
): { heading: string; why: string }[] {
  const alike = columns.filter(isAlike).map(({ attribute }) => ({
    heading: attribute.name,
    why: "The same in every row: there is nothing to compare.",
  }));
  const cells = [...unreadable].map(([heading, count]) => ({
    heading,
    why: `${formatCounted(count, "cell")} of another kind than the others, taken as empty.`,
  }));
  return [...leftOut, ...alike, ...cells];
}

/** Whether every row says the same; of lists each member is looked at for itself. */
function isAlike(column: Column): boolean {
  if (column.kind === "list") return false;
  const values = column.kind === "number" ? column.values : column.codes;
  return values.every((value) => Object.is(value, values[0]));
}
