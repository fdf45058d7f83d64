import type { CategoryColumn, Column, Frame, ListColumn } from "#lib/accounts/frame.ts";

const concat = (a: Float64Array, b: Float64Array): Float64Array => {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
};

/** Words of both dictionaries, the first one's in their places, and where the second one's are. */
function together(first: readonly string[], second: readonly string[]) {
  const places = new Map(first.map((word, code) => [word, code]));
  for (const word of second) if (!places.has(word)) places.set(word, places.size);
  return { dictionary: [...places.keys()], code: (old: number) => places.get(second[old] ?? "") ?? -1 };
}

function appendCategories(a: CategoryColumn, b: CategoryColumn): CategoryColumn {
  const { dictionary, code } = together(a.dictionary, b.dictionary);
  const codes = Int32Array.from([...a.codes, ...b.codes.map((old) => (old < 0 ? -1 : code(old)))]);
  return { ...a, dictionary, codes };
}

function appendLists(a: ListColumn, b: ListColumn): ListColumn {
  const { dictionary, code } = together(a.dictionary, b.dictionary);
  return {
    ...a,
    dictionary,
    offsets: Int32Array.from([...a.offsets, ...b.offsets.subarray(1).map((at) => at + a.codes.length)]),
    codes: Int32Array.from([...a.codes, ...b.codes.map(code)]),
    missing: Uint8Array.from([...a.missing, ...b.missing]),
  };
}

function unknown(column: Column, count: number): Column {
  if (column.kind === "number") return { ...column, values: new Float64Array(count).fill(Number.NaN) };
  if (column.kind === "category") return { ...column, codes: new Int32Array(count).fill(-1) };
  const offsets = new Int32Array(count + 1);
  return { ...column, offsets, codes: new Int32Array(0), missing: new Uint8Array(count).fill(1) };
}

function appendColumn(a: Column, b: Column): Column {
  if (a.kind === "number" && b.kind === "number") return { ...a, values: concat(a.values, b.values) };
  if (a.kind === "category" && b.kind === "category") return appendCategories(a, b);
  return a.kind === "list" && b.kind === "list" ? appendLists(a, b) : a;
}

/**
 * A frame with the accounts of another behind its own: of the other's columns those of the same name and kind are taken;
 * what it does not have is unknown of its accounts, and so is how long they stayed and how they did.
 */
export function appendAccounts(frame: Frame, more: Frame): Frame {
  const count = more.accountIds.length;
  const blank = new Float64Array(count).fill(Number.NaN);
  const { retention, startDays } = frame;
  return {
    accountIds: [...frame.accountIds, ...more.accountIds],
    columns: frame.columns.map((column) => {
      const other = more.columns.find(
        (one) => one.attribute.name === column.attribute.name && one.kind === column.kind,
      );
      return appendColumn(column, other ?? unknown(column, count));
    }),
    retention: retention && {
      months: concat(retention.months, blank),
      left: Uint8Array.from([...retention.left, ...new Uint8Array(count).fill(2)]),
    },
    outcomes: frame.outcomes.map(({ outcome, values }) => ({ outcome, values: concat(values, blank) })),
    startDays: startDays && concat(startDays, blank),
  };
}
