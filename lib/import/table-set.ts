/**
 * A set of tables as one text, in order. Nearly every account is in one table, and then it is that table's own text: a million
 * sets would take more memory than all that is in them.
 */
export type TableSet = string;

export const noTables: TableSet = "";
const separator = "\u001f";

export const tablesIn = (tables: TableSet): readonly string[] =>
  tables === noTables ? [] : tables.split(separator);

/** The set with one more table. */
export function withTable(tables: TableSet, table: string): TableSet {
  if (tables === table || tables === noTables) return table;
  const members = tablesIn(tables);
  return members.includes(table) ? tables : [...members, table].sort().join(separator);
}
