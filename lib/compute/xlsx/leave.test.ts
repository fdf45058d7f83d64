import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTable } from "#lib/compute/open-table.ts";
import { makeWorkbook } from "#lib/compute/testing/workbook.ts";

test("who leaves a workbook in the middle leaves no thread behind, however often", async () => {
  const folder = await mkdtemp(join(tmpdir(), "leave-"));
  const path = join(folder, "book.xlsx");
  const rows = Array.from({ length: 40_000 }, (_, i) => [`c${i}`, `some text of row ${i}`, i]);
  await writeFile(path, makeWorkbook([{ name: "A", rows: [["id", "text", "n"], ...rows] }]));
  const opened = await openTable(path);
  if (!opened.ok) throw new Error(opened.refusal.reason);
  expect(opened.table.headIsAll).toBe(false);
  // More often than threads may run at once: one left behind would be waited for here.
  for (let i = 0; i < 5; i++) {
    const batches = opened.table.batches();
    await batches.next();
    await batches.return();
  }
  await rm(folder, { recursive: true });
});
