import { createJoinRows, grown, type JoinRows, type WorkspaceRow } from "#lib/import/join-rows.ts";

/** Rows that are joined, with where each of them stands. */
export interface PlacedRows {
  readonly joins: JoinRows;
  /** The place of its table among those of the workspace. */
  table(at: number): number;
  /** Its number in the file. */
  number(at: number): number;
  add(row: WorkspaceRow, table: number, number: number): void;
}

const firstCapacity = 1024;

export function createPlacedRows(): PlacedRows {
  const joins = createJoinRows();
  let tables = new Int32Array(firstCapacity);
  let numbers = new Int32Array(firstCapacity);
  return {
    joins,
    table: (at) => tables[at]!,
    number: (at) => numbers[at]!,
    add(row, table, number) {
      const at = joins.length;
      tables = grown(tables, at + 1);
      numbers = grown(numbers, at + 1);
      tables[at] = table;
      numbers[at] = number;
      joins.add(row);
    },
  };
}
