import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { makeWorkbook } from "#lib/compute/testing/workbook.ts";
import type { Actor } from "#lib/server/actor.ts";
import { changeReading } from "#lib/server/commands/import-reading.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { loadReading } from "#lib/server/queries/import-reading.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { guessOf, streamOf, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

const day = (number: number) => ({ number, style: 1 });
const book = makeWorkbook([
  { name: "Read me", rows: [["This workbook holds our customers."]] },
  {
    name: "Customers",
    rows: [
      ["Customers, May 2025"],
      [],
      ["Customer ID", "Industry", "Seats", "Customer since", "Churned"],
      ["c1", "Retail", 12.5, day(45_000), "No"],
      ["c2", "Health, care", 1200, day(45_100), "Yes"],
      ["c3", "Retail", 7, day(45_200), "No"],
    ],
  },
]);
const csv =
  "Customer ID,Industry,Seats,Customer since,Churned\nc1,Retail,12.5,2023-03-15,No\nc2,Health,7,2023-03-16,Yes\n";

async function uploaded(actor: Actor, fileName: string, content: Uint8Array): Promise<string> {
  const taken = await receiveUpload(actor, {
    fileName,
    length: content.length,
    body: streamOf(Buffer.from(content)),
  });
  if (!taken.ok) throw new Error(taken.error);
  return taken.value.id;
}

test("a sheet of a workbook is chosen, looked at and imported like a table of text", async () => {
  const actor = await makeWorkspace();
  const id = await uploaded(actor, "customers.xlsx", book);
  expect(await changeReading(actor, { uploadId: id, change: { sheet: "Read me" } })).toMatchObject({
    value: { sheet: { sheet: "Read me" }, columns: [{}] },
  });
  const sheet = await changeReading(actor, { uploadId: id, change: { sheet: "Customers" } });
  expect(sheet).toMatchObject({ value: { sheet: { sheets: ["Read me", "Customers"], sheet: "Customers" } } });
  const reading = await loadReading(actor, id);
  if (!reading.ok) throw new Error(reading.error);
  expect(reading.value.head[1]).toEqual({
    number: 5,
    cells: ["c2", "Health, care", "1200", "2023-06-23", "Yes"],
  });
  expect(reading.value.columns.map(({ role, type }) => [role, type])).toEqual([
    ["identifier", "text"],
    ["attribute", "text"],
    ["attribute", "number"],
    ["start date", "date"],
    ["status", "text"],
  ]);
  const mapping = await guessOf(actor, id);
  expect(await importTable(actor, { uploadId: id, mapping, skipBadRows: false })).toMatchObject({ ok: true });
  const { frame } = await loadFrame(actor);
  const seats = frame.columns.find(({ attribute }) => attribute.name === "Seats");
  expect(seats?.kind === "number" && [...seats.values].sort((a, b) => a - b)).toEqual([7, 12.5, 1200]);
});

test.each([
  ["a packed table of text", gzipSync(csv)],
  [
    "a packed workbook",
    gzipSync(
      makeWorkbook([
        {
          name: "A",
          rows: csv
            .trim()
            .split("\n")
            .map((row) => row.split(",")),
        },
      ]),
    ),
  ],
])("%s is imported on the server", async (_, content) => {
  const actor = await makeWorkspace();
  const uploadId = await uploaded(actor, "customers.gz", content);
  const mapping = await guessOf(actor, uploadId);
  expect(await importTable(actor, { uploadId, mapping, skipBadRows: false })).toMatchObject({
    ok: true,
    value: { counts: { rows: 2, imported: 2 } },
  });
});
