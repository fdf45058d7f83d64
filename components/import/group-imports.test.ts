import { expect, test } from "vitest";
import type { PastImport } from "#lib/import/report.ts";
import { groupImports } from "./group-imports.ts";

const imported = (id: string, setId: string | null, rows: number): PastImport => ({
  id,
  setId,
  setChange: null,
  fileName: `${id}.csv`,
  state: "done",
  counts: { rows, imported: rows, skipped: 1, accountsNew: 2, accountsUpdated: 3, problems: 4 },
  at: "2026-11-22T10:00:00Z",
  undoneAt: null,
  by: "Ada",
});

test("files imported together are one import, with what they brought together", () => {
  const groups = groupImports([
    imported("a", null, 1),
    imported("b", "set", 10),
    imported("c", "set", 20),
    imported("d", null, 5),
  ]);
  expect(groups.map(({ files }) => files.map(({ id }) => id))).toEqual([["a"], ["b", "c"], ["d"]]);
  expect(groups[1]?.counts).toEqual({
    rows: 30,
    imported: 30,
    skipped: 2,
    accountsNew: 4,
    accountsUpdated: 6,
    problems: 8,
  });
});
