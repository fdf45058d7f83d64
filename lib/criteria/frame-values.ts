import type { Value, Values } from "#lib/accounts/attribute.ts";
import type { Column, Frame } from "#lib/accounts/frame.ts";
import { isoOf } from "#lib/criteria/days.ts";

/** The values of one account of a frame, by its position; what `evaluate` reads. */
export function valuesAt(frame: Frame, position: number): Values {
  return new Map(frame.columns.map((column) => [column.attribute.name, valueAt(column, position)]));
}

function valueAt(column: Column, position: number): Value {
  switch (column.kind) {
    case "category": {
      const code = column.codes[position] ?? -1;
      return code < 0 ? null : (column.dictionary[code] ?? null);
    }
    case "number": {
      const value = column.values[position] ?? Number.NaN;
      if (!Number.isFinite(value)) return null;
      return column.attribute.type === "date" ? isoOf(value) : value;
    }
    case "list": {
      if (column.missing[position] !== 0) return null;
      const codes = column.codes.subarray(column.offsets[position], column.offsets[position + 1]);
      return Array.from(codes, (code) => column.dictionary[code] ?? "");
    }
  }
}
