import type { RowBatch, Table } from "#lib/compute/open-table.ts";
import { createDataRows } from "#lib/import/data-rows.ts";
import { isBlankRow } from "#lib/import/heading-row.ts";
import { checkHeadings } from "#lib/import/headings.ts";
import type { Refusal } from "#lib/import/refusal.ts";
import type { ExactRow } from "#lib/import/split.ts";

const openHeading =
  "A quotation mark opens in the headings and never closes, so they cannot be told apart. Mend that row, and choose the file again.";

/** A table each of whose columns has a name of its own, and of whose rows only those of data are read. */
export interface NamedTable extends Pick<Table, "layout" | "bytes" | "pieces"> {
  readonly headings: readonly string[];
  /** The rows of data of the sample, to judge the columns by. */
  readonly sample: readonly ExactRow[];
  /** All rows of data, in memory proportional to a batch. Throws ReadingStopped. */
  data(): AsyncGenerator<RowBatch, void, void>;
}

export type TableNamed =
  | { readonly ok: true; readonly table: NamedTable }
  | { readonly ok: false; readonly refusal: Refusal };

const refused = (refusal: Refusal): TableNamed => ({ ok: false, refusal });

/**
 * An open table as one of accounts that stands alone: nothing of it may be guessed, so headings that are alike or cannot be told
 * apart refuse it, and so does a table without a row of data.
 */
export function namedTable(table: Table): TableNamed {
  const { head, headIsAll, layout, bytes, pieces } = table;
  if (headIsAll && head.every(({ cells }) => isBlankRow(cells))) return refused({ reason: "empty" });
  const [first, ...rest] = head;
  if (first?.problems.some(({ problem }) => problem === "never closed"))
    return refused({ reason: "headings", sentence: openHeading });
  const checked = checkHeadings(first?.cells ?? []);
  if (!checked.ok) return refused({ reason: "headings", sentence: checked.sentence });
  const { headings } = checked;
  const sample = createDataRows(headings.length, layout.lastRow).pick(rest);
  if (sample.length === 0 && headIsAll) return refused({ reason: "no rows" });
  return {
    ok: true,
    table: { headings, sample, layout, bytes, pieces, data: () => dataOf(table, headings.length) },
  };
}

async function* dataOf(table: Table, width: number): AsyncGenerator<RowBatch, void, void> {
  const dataRows = createDataRows(width, table.layout.lastRow);
  const headingsRow = table.layout.rowsBefore + 1;
  for await (const { rows, bytesRead } of table.batches()) {
    const below = (rows[0]?.number ?? 0) > headingsRow ? rows : rows.slice(1);
    yield { rows: dataRows.pick(below), bytesRead };
  }
}
