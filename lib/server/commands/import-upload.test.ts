import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { changeReading } from "#lib/server/commands/import-reading.ts";
import { startImport } from "#lib/server/commands/import-start.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { problemsOfImport, problemsOfUploads } from "#lib/server/queries/import-problems.ts";
import { loadReading } from "#lib/server/queries/import-reading.ts";
import { previewSet } from "#lib/server/queries/import-set-preview.ts";
import { loadImport } from "#lib/server/queries/load-import.ts";
import { listImports } from "#lib/server/queries/load-imports.ts";
import { readUpload } from "#lib/server/queries/read-upload.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import {
  customersCsv,
  importText,
  streamOf,
  uploadText,
  useUploadFolder,
} from "#lib/server/testing/tables.ts";
import { value } from "#lib/server/testing/value.ts";
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

const look = async (uploadId: string, whole = true) =>
  value(await previewSet(actor, { uploadIds: [uploadId], asOf: null, whole }));

test("one table into an empty workspace is looked at without joining, and remembers what was chosen", async () => {
  const uploadId = await uploadText(actor, customersCsv(40));
  const first = await look(uploadId);
  expect(first).toMatchObject({
    files: [{ fileName: "customers.csv", delimiter: ",", encoding: "utf-8", saved: null }],
    counts: [{ rows: 40, problems: 0, retention: { left: 13, stayed: 27, unclear: 0, unsaid: [] } }],
    ...{ whole: true, joins: null, doubts: [], problems: 0, blocked: [] },
    change: {
      ...{ accountsBefore: 0, accountsAfter: 40, newAccounts: 40, changedAccounts: 0 },
      newColumns: ["Plan", "Seats", "Left"],
    },
  });
  expect(first.files[0]?.head[0]).toEqual({ number: 2, cells: ["C-1", "Firm 1", "Pro", "1", "1", "No"] });
  expect(first.change.newNames.slice(0, 2)).toEqual(["Firm 1", "Firm 2"]);
  const change = { columns: { Plan: { dimension: "budget" as const } } };
  value(await changeReading(actor, { uploadId, change }));
  expect(value(await loadReading(actor, uploadId)).columns[2]).toMatchObject({
    ...{ heading: "Plan", dimension: "budget", decidedBy: "person" },
  });
});

test("a file with the headings of an earlier one is read as that one was", async () => {
  const uploadId = await uploadText(actor, customersCsv(20));
  const change = { columns: { Plan: { dimension: "budget" as const } } };
  value(await changeReading(actor, { uploadId, change }));
  await importAll(uploadId);
  const next = value(await loadReading(actor, await uploadText(actor, customersCsv(20, 100), "next.csv")));
  expect(next).toMatchObject({ saved: { by: actor.name }, change });
});

/** Imports a file by the way of the wizard, and waits for it. */
async function importAll(uploadId: string, skipBadRows = false): Promise<string> {
  const { id } = value(await startImport(actor, { uploadIds: [uploadId], asOf: null, skipBadRows }));
  await expect.poll(async () => value(await loadImport(actor, id)).state).not.toBe("running");
  return id;
}

test("the dry run of one table says what its import does, then and when the table comes anew", async () => {
  const uploadId = await uploadText(actor, customersCsv(300));
  const { change } = await look(uploadId);
  const id = await importAll(uploadId);
  expect(value(await loadImport(actor, id))).toMatchObject({
    ...{ id, state: "done", joins: null, problems: 0 },
    change: { accountsAfter: change.accountsAfter, newAccounts: change.newAccounts },
    files: [{ fileName: "customers.csv", source: "Own table", rows: 300, problems: 0 }],
  });
  expect(await look(await uploadText(actor, customersCsv(300)))).toMatchObject({
    counts: [{ importedOn: expect.any(String) }],
    change: { newAccounts: 0, changedAccounts: 0 },
  });
  const changed = customersCsv(310).replace("C-7,Firm 7,Pro", "C-7,Firm 7,Basic");
  const anew = await uploadText(actor, changed);
  const told = await look(anew);
  expect(told.change).toMatchObject({
    ...{ accountsBefore: 300, accountsAfter: 310, newAccounts: 10, changedAccounts: 1 },
    cells: [{ account: "Firm 7", column: "Plan", from: "Pro", to: "Basic" }],
  });
  expect(told.joins).toMatchObject({ doubtful: 0, without: 0 });
  expect(value(await loadImport(actor, await importAll(anew))).change).toEqual({
    ...told.change,
    newNames: expect.any(Array),
  });
});

test("of a large table the first part is looked at, until all of it is asked for", async () => {
  const uploadId = await uploadText(actor, customersCsv(90_000));
  const part = await look(uploadId, false);
  expect(part.whole).toBe(false);
  expect(part.counts[0]?.rows).toBeLessThan(90_000);
  expect(await look(uploadId)).toMatchObject({ whole: true, change: { newAccounts: 90_000 } });
});

test("one table that does not say how it went is not imported alone, and may be beside another", async () => {
  const uploadId = await uploadText(actor, "id,Plan\n1,A\n2,B\n");
  expect((await look(uploadId)).blocked[0]).toMatch(/^Nothing here says how it went/);
  expect(await startImport(actor, { uploadIds: [uploadId], asOf: null, skipBadRows: false })).toMatchObject({
    error: "mapping-unfinished",
  });
  const other = await uploadText(actor, customersCsv(3));
  const both = value(await previewSet(actor, { uploadIds: [uploadId, other], asOf: null, whole: true }));
  expect(both.blocked).toEqual([]);
});

test("a look tells problems, values nobody has spoken about and the day of the data, without importing", async () => {
  const text =
    "id,Plan,Start date,End date,Status\n1,A,2024-01-01,,Active\n2,B,2024-02-01,2024-06-30,Churned\n3,B,soon,,Active\n4,A,2024-05-01,,Active\n5,A,2024-05-01,,Churned\n";
  const uploadId = await uploadText(actor, text);
  const change = {
    columns: { "Start date": { role: "start date" as const } },
    statusValues: [
      { value: "Active", means: "stayed" as const },
      { value: "Gone", means: "left" as const },
    ],
  };
  value(await changeReading(actor, { uploadId, change }));
  expect(await look(uploadId)).toMatchObject({
    ...{ problems: 3, asOf: "2024-06-30" },
    // Whose start cannot be read stays a customer; of whom nothing is said but an end, the end tells.
    counts: [{ rows: 5, retention: { stayed: 3, left: 1, unclear: 1, unsaid: ["Churned"] } }],
  });
  const problems = value(await problemsOfUploads(actor, [uploadId]));
  let csv = "";
  for await (const line of problems.lines) csv += line;
  expect(csv.split("\r\n").length).toBe(5);
  expect(csv).toContain('customers.csv,4,Start date,soon,"“soon” is not a date that can be read.');
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
    value: { issues: [{ row: 62, code: "ragged" }], problems: 1, by: actor.name, progress: null },
  });
  expect(await loadImport(stranger, imports[0]?.id ?? "")).toMatchObject({ error: "not-found" });
  expect(await problemsOfImport(stranger, imports[0]?.id ?? "")).toMatchObject({ error: "not-found" });
  expect(await loadImport(actor, "nonsense")).toMatchObject({ error: "not-found" });
  expect((await listImports(stranger)).imports).toEqual([]);
  const uploadId = await uploadText(actor, customersCsv(5));
  expect(await loadReading(stranger, uploadId)).toMatchObject({ error: "not-found" });
  expect(await changeReading(stranger, { uploadId, change: {} })).toMatchObject({ error: "not-found" });
  expect(await problemsOfUploads(stranger, [uploadId])).toMatchObject({ error: "not-found" });
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
  ["a quote that never closes", 'id,"Plan,Churn\n1,a,Yes\n', "A quotation mark opens here and never closes"],
])("%s: a clear sentence, and nothing imported", async (_, text, sentence) => {
  const uploadId = await uploadText(actor, text);
  const { blocked, issues } = await look(uploadId);
  expect([...blocked, ...issues.map(({ message }) => message)].join(" ")).toContain(sentence);
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
      problems: 2,
      issues: [
        { row: 32, code: "ragged" },
        { row: 33, column: "__proto__", code: "cell too long" },
      ],
    },
  });
  expect((await listImports(actor)).customers).toBe(0);
  expect(await importText(actor, text, { skipBadRows: true })).toMatchObject({
    ok: true,
    value: { counts: { imported: 31, skipped: 1 } },
  });
  expect((await listImports(actor)).customers).toBe(31);
});

test("the title of a report is passed over and told, and the row of the headings can be said", async () => {
  const text = `"Customers\nof 2025"\nPrinted by Jo\n\n${customersCsv(30)}`;
  const uploadId = await uploadText(actor, text);
  const read = value(await loadReading(actor, uploadId));
  expect(read.headings).toEqual({ row: 4, titles: 2 });
  expect(read.columns[0]?.heading).toBe("Customer ID");
  const said = value(await changeReading(actor, { uploadId, change: { headingsRow: 2 } }));
  expect(said.headings).toEqual({ row: 2, titles: 1 });
  expect(said.columns[0]?.heading).toBe("Printed by Jo");
  value(await changeReading(actor, { uploadId, change: {} }));
  expect(await importText(actor, text)).toMatchObject({ value: { counts: { rows: 30, imported: 30 } } });
  expect((await listImports(actor)).customers).toBe(30);
});
