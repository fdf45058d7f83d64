import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openTable } from "#lib/compute/open-table.ts";
import { hasTooManyRows } from "#lib/compute/too-many-rows.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";

test("rows beyond the limit are found before they are read, packed or not, and a mark that never closes hides none", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rows-"));
  const lines = (first: string) =>
    `id,name\n${first}\n${Array.from({ length: 199_998 }, (_, i) => `${i},Firm ${i}`).join("\n")}\n`;
  const contents = [lines("x,Acme"), lines('x,"Acme'), gzipSync(lines("x,Acme"))];
  for (const content of contents) {
    const path = join(folder, "table");
    await writeFile(path, content);
    const opened = await openTable(path);
    if (!opened.ok) throw new Error(sentenceOfRefusal(opened.refusal));
    expect(await hasTooManyRows(opened.table, 199_999)).toBe(true);
    // The headings are a row as well.
    expect(await hasTooManyRows(opened.table, 200_000)).toBe(false);
    expect(await hasTooManyRows(opened.table)).toBe(false);
  }
  await rm(folder, { recursive: true });
});
