import { existsSync, readFileSync } from "node:fs";
import type { TextColumn } from "#lib/analysis/search/exact.ts";

const folder = new URL("../../../../../shared/data/", import.meta.url);

/** A comma-separated file beside the project (others' work, never part of it) as text columns; null where it is not there. */
export function readColumns(name: string): TextColumn[] | null {
  const path = new URL(name, folder);
  if (!existsSync(path)) return null;
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(","));
  return head.split(",").map((column, at) => {
    const cells = rows.map((row) => row[at]!.trim());
    return textColumn(column, cells);
  });
}

/** A column of cells as its distinct texts and their places; an empty cell is −1. */
export function textColumn(name: string, cells: readonly string[]): TextColumn {
  const dictionary = [...new Set(cells)].filter((cell) => cell !== "");
  const codeOf = new Map(dictionary.map((cell, code) => [cell, code]));
  return { name, dictionary, codes: Int32Array.from(cells, (cell) => codeOf.get(cell) ?? -1) };
}

/** 1 where the column has the value. */
export function rowsWith(column: TextColumn, value: string): Uint8Array {
  return Uint8Array.from(column.codes, (code) => (column.dictionary[code] === value ? 1 : 0));
}
