import type { Attribute, KnownAt, ValueType } from "#lib/accounts/attribute.ts";
import type { Column, Frame } from "#lib/accounts/frame.ts";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";

/** A column as a test writes it: its cells as text or numbers, null for missing, arrays for lists. */
export interface PlainColumn {
  readonly name: string;
  readonly cells: readonly (string | number | readonly string[] | null)[];
  readonly type?: ValueType;
  readonly knownAt?: KnownAt;
}

export interface PlainTable {
  readonly columns: readonly PlainColumn[];
  readonly retention?: { readonly months: readonly number[]; readonly left: readonly number[] };
  readonly outcomes?: readonly { readonly outcome: NumericOutcome; readonly values: readonly number[] }[];
  readonly startDays?: readonly number[];
}

/** Makes a frame of a small table written by hand or generated, for tests. */
export function frameOf(table: PlainTable): Frame {
  const n = table.columns[0]?.cells.length ?? table.retention?.months.length ?? 0;
  return {
    accountIds: Array.from({ length: n }, (_, i) => `account-${i}`),
    columns: table.columns.map(columnOf),
    retention:
      table.retention === undefined
        ? null
        : { months: Float64Array.from(table.retention.months), left: Uint8Array.from(table.retention.left) },
    outcomes: (table.outcomes ?? []).map(({ outcome, values }) => ({
      outcome,
      values: Float64Array.from(values),
    })),
    startDays: table.startDays === undefined ? null : Float64Array.from(table.startDays),
  };
}

function columnOf(plain: PlainColumn): Column {
  const known = plain.cells.find((cell) => cell !== null);
  const type = plain.type ?? (Array.isArray(known) ? "list" : typeof known === "number" ? "number" : "text");
  const attribute: Attribute = {
    name: plain.name,
    dimension: "firmographic",
    knownAt: plain.knownAt ?? "prospect",
    type,
  };
  if (type === "number" || type === "date") {
    const values = Float64Array.from(plain.cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
    return { kind: "number", attribute, values };
  }
  const dictionary = [...new Set(plain.cells.flat().filter((cell) => cell !== null))].map(String);
  const codeOf = new Map(dictionary.map((text, code) => [text, code]));
  if (type !== "list") {
    const codes = Int32Array.from(plain.cells, (cell) => (cell === null ? -1 : codeOf.get(String(cell))!));
    return { kind: "category", attribute, dictionary, codes };
  }
  const lists = plain.cells.map((cell) => (Array.isArray(cell) ? (cell as string[]) : []));
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => {
    offsets[i + 1] = offsets[i]! + list.length;
  });
  const codes = Int32Array.from(lists.flat(), (member) => codeOf.get(member)!);
  const missing = Uint8Array.from(plain.cells, (cell) => (cell === null ? 1 : 0));
  return { kind: "list", attribute, dictionary, offsets, codes, missing };
}
