import fc from "fast-check";
import { expect, test } from "vitest";
import { cellSeparator, packCells, unpackCells } from "#lib/import/cells.ts";

test("cells that the row reader lets pass survive being packed", () => {
  const cell = fc.string({ unit: "grapheme" }).filter((text) => !text.includes(cellSeparator));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
      expect(unpackCells(packCells(cells))).toEqual(cells);
    }),
  );
});
