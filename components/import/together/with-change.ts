import type { ColumnChange, FileChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood, FileUnderstood } from "#lib/import/import-set.ts";

function changed(column: ColumnUnderstood, said: ColumnChange | undefined): ColumnUnderstood {
  if (said === undefined) return column;
  return {
    ...column,
    type: said.type ?? column.type,
    dimension: said.dimension ?? column.dimension,
    knownAt: said.knownAt ?? column.knownAt,
    decimal: said.decimal ?? column.decimal,
    dateOrder: said.dateOrder ?? column.dateOrder,
  };
}

/**
 * A file as it will be, as far as that can be told before the server has read it again: what is said next is said on top of
 * it, and would otherwise take this back.
 */
export function withChange(file: FileUnderstood, change: FileChange): FileUnderstood {
  const said = change.columns ?? {};
  return {
    ...file,
    change,
    columns: file.columns.map((column) =>
      changed(column, Object.hasOwn(said, column.heading) ? said[column.heading] : undefined),
    ),
  };
}
