const mostEntries = 4096;
const mostBytes = 262_144;
const slots = 8192;
/** A longer cell hardly comes twice. */
const longestRemembered = 64;

/** What the cells of one column were read as, by their bytes: most columns say the same few things over and over. */
export interface CellCache<T> {
  /** The place of these bytes among `values`, or -1. `hash` is any hash of them, the same for the same bytes. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number;
  /** Remembers a value, while there is room. */
  add(bytes: Uint8Array, from: number, to: number, hash: number, value: T): void;
  readonly values: readonly T[];
}

export function createCellCache<T>(): CellCache<T> {
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
