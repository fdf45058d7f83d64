import type { TextColumn } from "#lib/analysis/search/exact.ts";

/** Collects one column of the file's own strings; an empty cell is none. */
export interface TextBuilder {
  set: (row: number, cell: string) => void;
  finish(name: string, rows: number): TextColumn;
}

export function createTextBuilder(): TextBuilder {
  const known = new Map<string, number>();
  let codes = new Int32Array(1024).fill(-1);
  return {
    set(row, cell) {
      if (row >= codes.length) {
        const grown = new Int32Array(Math.max(codes.length * 2, row + 1)).fill(-1);
        grown.set(codes);
        codes = grown;
      }
      if (cell === "") return;
      const code = known.get(cell);
      if (code === undefined) {
        codes[row] = known.size;
        // A slice of a file would keep the whole piece of the file in memory.
        known.set(`${cell}\u0000`.slice(0, -1), known.size);
      } else codes[row] = code;
    },
    finish: (name, rows) => {
      const all = new Int32Array(rows).fill(-1);
      all.set(codes.subarray(0, rows));
      return { name, dictionary: [...known.keys()], codes: all };
    },
  };
}
