import { plainNumber } from "#lib/compute/plain-number.ts";
import type { Complain } from "#lib/import/read-cell.ts";

const mostEntries = 4096;
const mostBytes = 262_144;
const slots = 8192;
/** A longer cell hardly comes twice. */
const longestRemembered = 64;

/** What the cells of one column were read as, by their bytes: most columns say the same few things over and over. */
interface CellCache<T> {
  /** The place of these bytes among `values`, or -1. `hash` is any hash of them, the same for the same bytes. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number;
  /** Remembers a value, while there is room. */
  add(bytes: Uint8Array, from: number, to: number, hash: number, value: T): void;
  readonly values: readonly T[];
}

function createCellCache<T>(): CellCache<T> {
  const table = new Int16Array(slots).fill(-1);
  const hashes = new Int32Array(mostEntries);
  const starts = new Int32Array(mostEntries + 1);
  const values: T[] = [];
  let kept = new Uint8Array(4096);

  function isSame(place: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = starts[place] ?? 0;
    if ((starts[place + 1] ?? 0) - start !== to - from) return false;
    for (let i = from, k = start; i < to; i++, k++) if (bytes[i] !== kept[k]) return false;
    return true;
  }

  const slotOf = (hash: number) => (hash ^ (hash >>> 15)) & (slots - 1);

  return {
    values,
    find(bytes, from, to, hash) {
      for (let slot = slotOf(hash); ; slot = (slot + 1) & (slots - 1)) {
        const place = table[slot] ?? -1;
        if (place < 0) return -1;
        if (hashes[place] === hash && isSame(place, bytes, from, to)) return place;
      }
    },
    add(bytes, from, to, hash, value) {
      const place = values.length;
      const start = starts[place] ?? 0;
      const end = start + to - from;
      if (place >= mostEntries || end > mostBytes || to - from > longestRemembered) return;
      if (end > kept.length) {
        const grown = new Uint8Array(Math.max(kept.length * 2, end));
        grown.set(kept);
        kept = grown;
      }
      kept.set(bytes.subarray(from, to), start);
      starts[place + 1] = end;
      hashes[place] = hash;
      values.push(value);
      let slot = slotOf(hash);
      while ((table[slot] ?? -1) >= 0) slot = (slot + 1) & (slots - 1);
      table[slot] = place;
    },
  };
}

/** How the cells of a column are read. */
export interface CellReading<T> {
  /** A trimmed cell. It depends on nothing but the cell, so it may be remembered, unless it is complained of. */
  readonly read: (text: string, complain: Complain) => T;
  /**
   * Not null: digits with at most one point, of 15 at most, are read as the number they are, and this makes it the
   * value, or undefined where the cell has to be read as text; a minus before them only where `signed`.
   */
  readonly plain: { readonly signed: boolean; readonly value: (digits: number) => T | undefined } | null;
}

/** Reads a cell from its bytes; undefined where it is complained of. `hash` is any hash of them, the same for the same bytes. */
export type ByteReading<T> = (bytes: Buffer, from: number, to: number, hash: number) => T | undefined;

/** Cells that have been read before are looked up, digits are counted, and only what is left is read as text. */
export function readingOfBytes<T>({ read, plain }: CellReading<T>): ByteReading<T> {
  const cache = createCellCache<T>();
  let doubtful = false;
  const doubt: Complain = () => {
    doubtful = true;
  };
  return (bytes, from, to, hash) => {
    if (plain !== null) {
      const digits = plainNumber(bytes, from, to, plain.signed);
      const value = Number.isNaN(digits) ? undefined : plain.value(digits);
      if (value !== undefined) return value;
    }
    const place = cache.find(bytes, from, to, hash);
    if (place >= 0) return cache.values[place];
    doubtful = false;
    const value = read(bytes.toString("utf8", from, to).trim(), doubt);
    if (doubtful) return undefined;
    cache.add(bytes, from, to, hash, value);
    return value;
  };
}
