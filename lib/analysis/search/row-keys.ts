import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { hashOfText } from "#lib/analysis/seed.ts";

/** Spreads the bits of a number over 32 (the finalizer of MurmurHash3, Appleby). */
function spread(bits: number): number {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** What a column is called and what its first cells stand for: members of one list are columns of one name. */
function nameKey({ attribute, selectors, say }: SearchColumn): number {
  const [first] = selectors;
  return spread(
    hashOfText(JSON.stringify([attribute, first === undefined ? null : say(first.from, first.to)])),
  );
}

/** A number of 32 bits for each account, from its cells alone: neither the order of rows nor that of columns changes it. */
export function rowKeys(columns: readonly SearchColumn[], accounts: number): Int32Array {
  const keys = new Int32Array(accounts);
  for (const column of columns) {
    const name = nameKey(column);
    const ofCell = Int32Array.from({ length: column.cells }, (_, cell) => spread(name + cell));
    const { codes } = column;
    for (let account = 0; account < accounts; account++) keys[account]! += ofCell[codes[account]!]!;
  }
  return keys;
}

/**
 * Draws `count` of the rows by their keys and a seed of 32 bits: the same rows whatever their order. Rows of one key are told
 * apart by how many came before, so that accounts alike in everything do not all fall to one side. Sets `isDrawn` to 1.
 */
export function drawByKey(
  rows: Int32Array,
  keyOf: (row: number) => number,
  count: number,
  seed: number,
  isDrawn: Uint8Array,
): void {
  const seen = new Map<number, number>();
  const places = Float64Array.from(rows, (row) => {
    const key = keyOf(row);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return spread(spread(key ^ seed) + Math.imul(before, 0x9e3779b9));
  });
  if (count <= 0) return;
  const last = places.slice().sort()[Math.min(count, rows.length) - 1]!;
  let equal = count;
  for (const place of places) if (place < last) equal--;
  places.forEach((place, i) => {
    if (place < last || (place === last && equal-- > 0)) isDrawn[rows[i]!] = 1;
  });
}
