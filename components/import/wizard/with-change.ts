import type { ColumnChange, FileChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood, FileUnderstood } from "#lib/import/import-set.ts";
import { saidOf } from "#lib/import/say-of-file.ts";

function changed(column: ColumnUnderstood, said: ColumnChange): ColumnUnderstood {
  return {
    ...column,
    role: said.role ?? column.role,
    type: said.type ?? column.type,
    dimension: said.dimension ?? column.dimension,
    knownAt: said.knownAt ?? column.knownAt,
    decimal: said.decimal ?? column.decimal,
    dateOrder: said.dateOrder ?? column.dateOrder,
    separator: said.separator ?? column.separator,
    unit: said.unit ?? column.unit,
    outcome: said.outcome ?? column.outcome,
  };
}

/**
 * A file as it will be, as far as that can be told before the server has read it again: what is said next is said on top of
 * it, and would otherwise take this back.
 */
export function withChange(file: FileUnderstood, change: FileChange): FileUnderstood {
  const { status } = file;
  const means = new Map(change.statusValues?.map((one) => [one.value, one.means]));
  return {
    ...file,
    change,
    columns: file.columns.map((column) => changed(column, saidOf(change, column.heading))),
    status: status && {
      ...status,
      values: status.values.map((one) => ({ ...one, means: means.get(one.value) ?? one.means })),
    },
  };
}
