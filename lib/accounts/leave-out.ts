import type { CategoryColumn, Column, Frame, ListColumn } from "#lib/accounts/frame.ts";

/** Gives codes anew in the order in which they are met, as a frame read without the others would have them. */
function recoder(dictionary: readonly string[]) {
  const fresh = new Int32Array(dictionary.length).fill(-1);
  const words: string[] = [];
  return {
    words,
    code: (old: number): number => {
      if (old < 0) return -1;
      if (fresh[old] === -1) fresh[old] = words.push(dictionary[old] ?? "") - 1;
      return fresh[old] ?? -1;
    },
  };
}

function categoriesAt(column: CategoryColumn, kept: Int32Array): CategoryColumn {
  const { words, code } = recoder(column.dictionary);
  const codes = kept.map((i) => code(column.codes[i] ?? -1));
  return { ...column, dictionary: words, codes };
}

function listsAt(column: ListColumn, kept: Int32Array): ListColumn {
  const { words, code } = recoder(column.dictionary);
  const offsets = new Int32Array(kept.length + 1);
  const codes: number[] = [];
  kept.forEach((i, at) => {
    for (let m = column.offsets[i] ?? 0; m < (column.offsets[i + 1] ?? 0); m++)
      codes.push(code(column.codes[m] ?? -1));
    offsets[at + 1] = codes.length;
  });
  return {
    ...column,
    dictionary: words,
    offsets,
    codes: Int32Array.from(codes),
    missing: Uint8Array.from(kept, (i) => column.missing[i] ?? 1),
  };
}

const numbersAt = (values: Float64Array, kept: Int32Array): Float64Array =>
  Float64Array.from(kept, (i) => values[i] ?? Number.NaN);

function columnAt(column: Column, kept: Int32Array): Column {
  if (column.kind === "category") return categoriesAt(column, kept);
  if (column.kind === "list") return listsAt(column, kept);
  return { ...column, values: numbersAt(column.values, kept) };
}

/**
 * A frame without some of its accounts, as if they had never been read: the others keep their order, and values that only
 * those left out had are in no dictionary any more. The frame itself where none of them is in it.
 */
export function withoutAccounts(frame: Frame, left: ReadonlySet<string>): Frame {
  if (left.size === 0) return frame;
  const kept = Int32Array.from(frame.accountIds.flatMap((id, position) => (left.has(id) ? [] : [position])));
  if (kept.length === frame.accountIds.length) return frame;
  const { retention, startDays } = frame;
  return {
    accountIds: Array.from(kept, (i) => frame.accountIds[i] ?? ""),
    columns: frame.columns.map((column) => columnAt(column, kept)),
    retention: retention && {
      months: numbersAt(retention.months, kept),
      left: Uint8Array.from(kept, (i) => retention.left[i] ?? 2),
    },
    outcomes: frame.outcomes.map(({ outcome, values }) => ({ outcome, values: numbersAt(values, kept) })),
    startDays: startDays && numbersAt(startDays, kept),
  };
}
