import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { saveMapping } from "#lib/server/commands/import-save-mapping.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { checkImport } from "#lib/server/queries/import-check.ts";
import { loadImportPreview } from "#lib/server/queries/import-preview.ts";
import { problemsOfImport, problemsOfUpload } from "#lib/server/queries/import-problems.ts";
import { listImports, loadImport } from "#lib/server/queries/load-imports.ts";
import { readUpload } from "#lib/server/queries/read-upload.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import {
  customersCsv,
  guessOf,
  importText,
  streamOf,
  uploadText,
  useUploadFolder,
} from "#lib/server/testing/tables.ts";
import { uploadPath } from "#lib/server/upload-files.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

let actor: Actor;
beforeEach(async () => {
  actor = await makeWorkspace();
});

const filesKept = async () => (await readdir(process.env.ICP_UPLOAD_DIR ?? "")).length;

test("a file of 25 MB arrives whole, in whatever pieces", async () => {
  const bytes = Buffer.from(customersCsv(1000).repeat(1000)).subarray(0, 25_000_000);
  const upload = await receiveUpload(actor, {
    fileName: "big.csv",
    length: bytes.length,
    body: streamOf(bytes, 377),
  });
  if (!upload.ok) throw new Error(upload.error);
  const read = await readUpload(actor, upload.value.id);
  expect(read).toMatchObject({
    ok: true,
    value: { bytes: 25_000_000, sha256: createHash("sha256").update(bytes).digest("hex") },
  });
  expect((await readFile(uploadPath(upload.value.id))).equals(bytes)).toBe(true);
});

test("what is too large, empty, cut short or not allowed is refused, and nothing is kept", async () => {
  process.env.ICP_UPLOAD_MB = "200";
  const before = await filesKept();
  const piece = new Uint8Array(8_000_000).fill(65);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => (sent++ < 40 ? controller.enqueue(piece) : controller.close()),
  });
  expect(await receiveUpload(actor, { fileName: "a.csv", length: null, body: endless })).toMatchObject({
    error: "file-too-large",
  });
  expect(sent).toBeLessThan(35);
  expect(
    await receiveUpload(actor, { fileName: "a.csv", length: 300_000_000, body: streamOf(piece) }),
  ).toMatchObject({ error: "file-too-large", detail: { limit: 200 } });
  expect(await receiveUpload(actor, { fileName: "a.csv", length: 0, body: null })).toMatchObject({
    error: "file-unreadable",
  });
  expect(
    await receiveUpload(actor, { fileName: "a.csv", length: 9_000_000, body: streamOf(piece) }),
  ).toMatchObject({ error: "file-unreadable" });
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error("gone")),
  });
  await expect(receiveUpload(actor, { fileName: "a.csv", length: 10, body: broken })).rejects.toThrow("gone");
  const viewer = await makeMember(actor, { role: "viewer" });
  expect(await receiveUpload(viewer, { fileName: "a.csv", length: 10, body: streamOf(piece) })).toMatchObject(
    { error: "not-allowed" },
  );
  expect(await filesKept()).toBe(before);
});

test("an upload is shown as it would be read, and remembers what was chosen", async () => {
  const uploadId = await uploadText(actor, customersCsv(40));
  const preview = await loadImportPreview(actor, uploadId);
  if (!preview.ok) throw new Error(preview.error);
  expect(preview.value).toMatchObject({
    fileName: "customers.csv",
    from: { kind: "guess" },
    delimiter: ",",
    encoding: "utf-8",
  });
  expect(preview.value.rows[0]).toEqual({ number: 2, cells: ["C-1", "Firm 1", "Pro", "1", "1", "No"] });
  const { mapping } = preview.value;
  const changed = {
    ...mapping,
    columns: mapping.columns.map((column) => ({ ...column, dimension: "budget" as const })),
  };
  expect(await saveMapping(actor, { uploadId, mapping: changed, whole: true })).toMatchObject({
    ok: true,
    value: { rows: 40, ready: 40, left: 13, stayed: 27, problems: 0 },
  });
  expect(await loadImportPreview(actor, uploadId)).toMatchObject({
    value: { from: { kind: "chosen" }, mapping: changed },
  });
});

test("a file with the headings of an earlier one is read as that one was", async () => {
  await importText(actor, customersCsv(20));
  const next = await uploadText(actor, customersCsv(20, 100), "next.csv");
  expect(await loadImportPreview(actor, next)).toMatchObject({
    value: { from: { kind: "earlier", fileName: "customers.csv" } },
  });
});

test("a check tells problems, values nobody has spoken about and the day of the data, without importing", async () => {
  const text =
    "id,Plan,Start date,End date,Status\n1,A,2024-01-01,,Active\n2,B,2024-02-01,2024-06-30,Churned\n3,B,soon,,Active\n4,A,2024-05-01,,Active\n5,A,2024-05-01,,Churned\n";
  const uploadId = await uploadText(actor, text);
  const guess = await guessOf(actor, uploadId);
  const columns = guess.columns.map((column) =>
    column.heading === "Start date"
      ? { ...column, role: "start date" as const, type: "date" as const }
      : column,
  );
  const mapping = {
    ...guess,
    columns,
    statusValues: guess.statusValues.filter(({ value }) => value !== "Churned"),
  };
  const check = await checkImport(actor, { uploadId, mapping, whole: true });
  expect(check).toMatchObject({
    value: { whole: true, rows: 5, problems: 3, newStatusValues: ["Churned"], asOf: "2024-05-01" },
  });
  await saveMapping(actor, { uploadId, mapping, whole: true });
  const problems = await problemsOfUpload(actor, uploadId);
  if (!problems.ok) throw new Error(problems.error);
  let csv = "";
  for await (const line of problems.value.lines) csv += line;
  expect(csv.split("\r\n").length).toBe(5);
  expect(csv).toContain("4,Start date,soon,“soon” is not a date that can be read.");
  expect((await listImports(actor)).imports).toEqual([]);
});

test("imports are listed with counts and problems, and only to their workspace", async () => {
  const stranger = await makeWorkspace({ name: "Elsewhere" });
  await importText(actor, customersCsv(30));
  await importText(actor, `${customersCsv(60, 200)}C-1\n`);
  const { imports, customers } = await listImports(actor);
  expect(customers).toBe(30);
  expect(imports.map(({ state, counts }) => [state, counts.problems])).toEqual([
    ["failed", 1],
    ["done", 0],
  ]);
  const failed = await loadImport(actor, imports[0]?.id ?? "");
  expect(failed).toMatchObject({
    value: { problems: [{ row: 62, kind: "ragged" }], by: actor.name, progress: null },
  });
  expect(await loadImport(stranger, imports[0]?.id ?? "")).toMatchObject({ error: "not-found" });
  expect(await problemsOfImport(stranger, imports[0]?.id ?? "")).toMatchObject({ error: "not-found" });
  expect(await loadImport(actor, "nonsense")).toMatchObject({ error: "not-found" });
  expect((await listImports(stranger)).imports).toEqual([]);
  const uploadId = await uploadText(actor, customersCsv(5));
  const mapping = await guessOf(actor, uploadId);
  expect(await loadImportPreview(stranger, uploadId)).toMatchObject({ error: "not-found" });
  expect(await saveMapping(stranger, { uploadId, mapping, whole: true })).toMatchObject({
    error: "not-found",
  });
  expect(await problemsOfUpload(stranger, uploadId)).toMatchObject({ error: "not-found" });
});

const row = (cells: number, cell: (i: number) => string) =>
  Array.from({ length: cells }, (_, i) => cell(i)).join(",");

test.each([
  ["a file of blank lines", "\n \n\n", "The file is empty."],
  ["a binary file", "\u0001\u0000\u0002PNG\u0000\u0003", "not a table of text"],
  ["a damaged Excel file", "PK\u0003\u0004 rest of it", "This Excel file is damaged."],
  [
    "2,000 columns",
    `${row(2000, (i) => `c${i}`)}\n${row(2000, String)}\n`,
    "The file has 2,000 columns; up to 500",
  ],
  ["duplicate headings", "id,Plan,Plan,Churn\n1,a,b,Yes\n", "Columns 2 and 3 are both called “Plan”."],
  ["headings alone", "id,Plan,Churn\n", "The file has headings, but no row below them."],
  [
    "a quote that never closes",
    'id,"Plan,Churn\n1,a,Yes\n',
    "A quotation mark opens in the headings and never closes",
  ],
])("%s: a clear sentence, and nothing imported", async (_, text, sentence) => {
  const uploadId = await uploadText(actor, text);
  const preview = await loadImportPreview(actor, uploadId);
  expect(preview).toMatchObject({
    error: "file-unreadable",
    detail: { sentence: expect.stringContaining(sentence) },
  });
  expect((await listImports(actor)).customers).toBe(0);
});

test("ragged rows, a cell of a megabyte and a heading __proto__: told by row, and nothing imported unless it is asked for", async () => {
  const good = Array.from({ length: 30 }, (_, i) => `${i},x${i % 2},${i % 3 ? "No" : "Yes"}`).join("\n");
  const text = `id,__proto__,Churn\n${good}\n98,x\n99,${"z".repeat(1_000_000)},No\n`;
  expect(await importText(actor, text)).toMatchObject({ error: "import-problems", detail: { problems: 2 } });
  const [failed] = (await listImports(actor)).imports;
  expect(await loadImport(actor, failed?.id ?? "")).toMatchObject({
    value: {
      state: "failed",
      problems: [
        { row: 32, kind: "ragged" },
        { row: 33, column: "__proto__", kind: "cell too long" },
      ],
    },
  });
  expect((await listImports(actor)).customers).toBe(0);
  expect(await importText(actor, text, { skipBadRows: true })).toMatchObject({
    ok: true,
    value: { counts: { imported: 30, skipped: 2 } },
  });
  expect((await listImports(actor)).customers).toBe(30);
});
