import fc from "fast-check";
import { expect, test } from "vitest";
import type { Column } from "#lib/accounts/frame.ts";
import { formOf, listCell, readExactList } from "#lib/import/exact-list.ts";
import { cellReader } from "#lib/import/read-cell.ts";
import { accountHeadings, mappingOfExport } from "#lib/import/workshop-headings.ts";
import { accountRowWriter, columnsOfFrame } from "#lib/import/workshop-rows.ts";

const awkward = fc.constantFrom(
  "a;b",
  "a|b",
  "a,b",
  ";|,",
  " padded ",
  "n/a",
  "-",
  "",
  '"',
  "[",
  '["x"]',
  "a\nb",
  "'x",
);
const member = fc.oneof(awkward, fc.string({ unit: "binary" }), fc.string());
const lists = fc.array(fc.uniqueArray(member, { maxLength: 5 }), { minLength: 1, maxLength: 6 });

function columnOf(rows: readonly (readonly string[])[]): Column {
  const dictionary = [...new Set(rows.flat())];
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + row.length;
  });
  return {
    kind: "list",
    attribute: { name: "Stack", dimension: "technographic", knownAt: "prospect", type: "list" },
    dictionary,
    codes: Int32Array.from(rows.flat(), (one) => dictionary.indexOf(one)),
    offsets,
    missing: new Uint8Array(rows.length),
  };
}

test("whatever the members of a list, an export gives them back", () => {
  fc.assert(
    fc.property(lists, (rows) => {
      const column = columnOf(rows);
      const frame = {
        accountIds: rows.map((_, i) => `a${i}`),
        columns: [column],
        outcomes: [],
        retention: null,
        startDays: null,
      };
      const mapping = mappingOfExport(accountHeadings(columnsOfFrame(frame, Number.NaN)));
      const read = cellReader(mapping!.columns.at(-1)!);
      const write = accountRowWriter(frame);
      const back = rows.map((_, at) => {
        const cell = String(write(at, { identity: `id:${at}`, name: "x", domain: null }).at(-1));
        return read(cell.trim(), (...what) => expect.fail(String(what)));
      });
      expect(back).toEqual(rows);
    }),
    { seed: 12, numRuns: 2000 },
  );
});

test("a plain separator is used as long as it will do", () => {
  expect(formOf(["AWS", "Okta"])).toBe(";");
  expect(formOf(["a;b", "c"])).toBe("|");
  expect(formOf(["a;b", "c|d"])).toBe(",");
  expect(formOf(["a;b", "c|d", "e,f"])).toBe("json");
  expect(listCell([], ";")).toBe(";");
  expect(listCell([], "json")).toBe("[]");
});

test("a cell that somebody has written by hand is one member, not lost", () => {
  expect(readExactList("AWS; Okta")).toEqual(["AWS; Okta"]);
  expect(readExactList('["a",1]')).toEqual(['["a",1]']);
});
