import { formatCounted } from "#lib/analysis/format.ts";
import type { Footer } from "#lib/import/data-rows.ts";

export const sayLines = (lines: number): string => (lines === 0 ? "nothing" : formatCounted(lines, "line"));

/** What of a file stands below its table, with the first of it, so that data among it is seen. */
export function sayFooter({ lines, texts }: Footer): string {
  const shown = texts.map((text) => `“${text}”`).join(", ");
  const more = lines > texts.length ? " and more" : "";
  const are = lines === 1 ? "is no data and is" : "are no data and are";
  return `${formatCounted(lines, "line")} below the table ${are} set aside: ${shown}${more}.`;
}
