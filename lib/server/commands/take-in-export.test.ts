import { readFile, rm } from "node:fs/promises";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import type { Frame } from "#lib/accounts/frame.ts";
import { valuesAt } from "#lib/criteria/frame-values.ts";
import { csvLine } from "#lib/import/csv.ts";
import { exportedHistory } from "#lib/samples/testing/exports.ts";
import type { Actor } from "#lib/server/actor.ts";
import { endExclusion, exclude } from "#lib/server/commands/exclude.ts";
import { type ExportFormat, exportData } from "#lib/server/commands/export-data.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { storeRecords } from "#lib/server/commands/store-records.ts";
import { takeInExport } from "#lib/server/commands/take-in-export.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { listSetAside } from "#lib/server/queries/exclusions.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { lookIntoExport } from "#lib/server/queries/look-into-export.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import {
  customersCsv,
  importText,
  streamOf,
  uploadText,
  useUploadFolder,
} from "#lib/server/testing/tables.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

let actor: Actor;
beforeEach(async () => {
  actor = await makeWorkspace();
});

async function exported(of: Actor, format: ExportFormat): Promise<Buffer> {
  const written = await exportData(of, format);
  if (!written.ok) throw new Error(written.error);
  const bytes = await readFile(written.value.path);
  await rm(written.value.path);
  return bytes;
}

async function takeIn(into: Actor, bytes: Buffer, fileName = "export.zip") {
  const upload = await receiveUpload(into, { fileName, length: bytes.length, body: streamOf(bytes) });
  if (!upload.ok) throw new Error(upload.error);
  const { id } = upload.value;
  const seen = await lookIntoExport(into, id);
  const taken = await takeInExport(into, { uploadId: id });
  if (!seen.ok || !taken.ok) throw new Error(JSON.stringify([seen, taken]));
  return { seen: seen.value, taken: taken.value };
}

function accountsOf(
  { accountIds, retention, startDays, outcomes, ...frame }: Frame,
  names: ReadonlyMap<string, object>,
) {
  return accountIds
    .map((id, at) => ({
      ...names.get(id),
      values: [...valuesAt({ accountIds, retention, startDays, outcomes, ...frame }, at)],
      retention: retention && [retention.left[at], retention.months[at]],
      start: startDays?.[at],
      outcomes: outcomes.map(({ values }) => values[at]),
    }))
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

/** Everything that is known in a workspace, without ids. */
async function everythingOf(of: Actor) {
  const { frame } = await loadFrame(of);
  const { workspaceId } = of;
  const stored = await inWorkspace(workspaceId, async (tx) => ({
    accounts: await tx.account.findMany({
      where: { workspaceId },
      select: { id: true, identity: true, name: true, domain: true },
    }),
    attributes: await tx.attribute.findMany({
      where: { workspaceId },
      omit: { workspaceId: true, id: true },
      orderBy: { position: "asc" },
    }),
  }));
  return {
    accounts: accountsOf(frame, new Map(stored.accounts.map(({ id, ...name }) => [id, name]))),
    columns: frame.columns.map(({ attribute }) => attribute),
    outcomes: frame.outcomes.map(({ outcome }) => outcome),
    attributes: stored.attributes,
    setAside: (await listSetAside(of)).map(({ id: _, accountId, ...one }) => ({
      ...one,
      known: accountId !== null,
    })),
  };
}

const revisionOf = async (of: Actor) => (await loadFrame(of)).dataRevision;

const contacts = `Record ID,Email,Last Name,Company Domain Name,Note
1,a@x.example,Müller,x.example,"two
lines"
007,b@y.example,O'Neil,y.example,=1+1
`;

/** A workspace with accounts, people and exclusions, by several people. */
async function fill(of: Actor): Promise<void> {
  const text = `Customer ID,Company,Website,Plan,Tools,Seats,Since,Start date,End date,Status,ACV
C-1,"Müller, ""Söhne"" & Co",mueller.example,=Pro,AWS;Okta,12,2019-05-01,2023-01-15,,Active,1234.5
007,Nordwind,www.nordwind.example,-Basic,,0.1,,2023-02-01,2024-06-30,Churned,-7
C-3,@Home,,'Quoted,;,1e21,2020-02-29,,,Active,
C-4,"Two
lines",two.example,+Plus,AWS,,2021-12-31,2024-03-01,2024-06-30,Churned,0.30000000000000004
C-5,__proto__,proto.example,__proto__,Jira,3,,2024-01-31,,Active,1
`;
  const imported = await importText(of, text);
  if (!imported.ok) throw new Error(JSON.stringify(imported));
  await storeRecords(of, { kind: "person", fileName: "contacts.csv", text: contacts });
  const { accountIds } = (await loadFrame(of)).frame;
  const colleague = await makeMember(of, { name: "Bo Ek", role: "editor" });
  await exclude(of, { accountId: accountIds[0]!, reason: '=A favour, to a "founder"' });
  const second = await exclude(colleague, { accountId: accountIds[1]!, reason: "One-off\nenterprise" });
  if (second.ok) await endExclusion(of, second.value);
}

test.each(["csv", "xlsx"] as const)(
  "a workspace exported as %s and taken in where nothing is says just the same",
  async (format) => {
    await fill(actor);
    const bytes = await exported(actor, format);
    const empty = await makeWorkspace({ name: "Elsewhere" });
    const { seen, taken } = await takeIn(empty, bytes);
    expect(seen).toMatchObject({
      accounts: { rows: 5, newAccounts: 5, changedAccounts: 0, same: false },
      people: { rows: 2, same: false },
      setAside: { rows: 2, same: false },
    });
    expect(taken).toEqual({ accounts: 5, accountsNew: 5, people: 2, setAside: 2 });
    const [there, here] = [await everythingOf(empty), await everythingOf(actor)];
    expect(there).toEqual(here);
    expect(here.accounts).toHaveLength(5);
    expect(here.setAside).toMatchObject([{ ended: null }, { by: "Bo Ek", ended: { by: actor.name } }]);
    // What is exported there is what was exported here, but for whom an address is known of.
    const again = await makeWorkspace({ name: "Further" });
    await takeIn(again, await exported(empty, format === "csv" ? "xlsx" : "csv"));
    expect(await everythingOf(again)).toEqual(here);
  },
);

test.each(["csv", "xlsx"] as const)(
  "taken in where it was exported, a %s changes nothing",
  async (format) => {
    await fill(actor);
    const [before, revision] = [await everythingOf(actor), await revisionOf(actor)];
    const { seen, taken } = await takeIn(actor, await exported(actor, format));
    expect([seen?.accounts?.same, seen?.people?.same, seen?.setAside?.same]).toEqual([true, true, true]);
    expect(taken).toEqual({ accounts: 0, accountsNew: 0, people: 0, setAside: 0 });
    expect(await everythingOf(actor)).toEqual(before);
    expect(await revisionOf(actor)).toBe(revision);
  },
);

test("after a change the export of before brings back what it says, and doubles nobody", async () => {
  await fill(actor);
  const before = await everythingOf(actor);
  const bytes = await exported(actor, "csv");
  const changed = await importText(
    actor,
    "Customer ID,Plan,Seats,Churn\nC-1,Changed,99,Yes\nC-9,New,1,No\n007,Changed,98,No\nC-8,New,2,No\n",
  );
  if (!changed.ok) throw new Error(changed.error);
  await storeRecords(actor, {
    kind: "person",
    fileName: "more.csv",
    text: "Record ID,Email\n9,c@z.example\n",
  });
  const { seen, taken } = await takeIn(actor, bytes);
  expect(seen).toMatchObject({
    // Of two a later import says something otherwise.
    accounts: {
      rows: 5,
      newAccounts: 0,
      changedAccounts: 2,
      changedNames: ["C-1", "007"],
      same: false,
    },
    setAside: { same: true },
  });
  expect(taken).toEqual({ accounts: 5, accountsNew: 0, people: 0, setAside: 0 });
  const after = await everythingOf(actor);
  const five = after.accounts.filter(({ values }) => !JSON.stringify(values).includes("New"));
  expect(five.map(({ values, retention }) => [new Map(values).get("Plan"), retention])).toEqual(
    before.accounts.map(({ values, retention }) => [new Map(values).get("Plan"), retention]),
  );
});

test("several files joined into accounts come back from their export: traits, outcomes, retention, identities", async () => {
  const { files } = exportedHistory(5, 40, "HubSpot");
  const uploadIds: string[] = [];
  for (const { name, text, encoding, mark } of files) {
    const bytes = Buffer.from((mark ? "\ufeff" : "") + text, encoding);
    const upload = await receiveUpload(actor, {
      fileName: name,
      length: bytes.length,
      body: streamOf(bytes),
    });
    if (upload.ok) uploadIds.push(upload.value.id);
  }
  const done = await importSet(actor, { uploadIds, asOf: null, skipBadRows: true });
  if (!done.ok) throw new Error(done.error);
  const here = await everythingOf(actor);
  expect(here.accounts.length).toBeGreaterThan(20);
  const empty = await makeWorkspace({ name: "Elsewhere" });
  const { taken } = await takeIn(empty, await exported(actor, "csv"));
  expect(taken.people).toBeGreaterThan(10);
  const there = await everythingOf(empty);
  expect(there.accounts).toEqual(here.accounts);
  expect([there.columns, there.outcomes]).toEqual([here.columns, here.outcomes]);
  expect((await takeIn(empty, await exported(actor, "xlsx"))).taken).toMatchObject({
    accounts: 0,
    people: 0,
  });
  expect((await takeIn(actor, await exported(actor, "xlsx"))).taken).toMatchObject({
    accounts: 0,
    people: 0,
  });
}, 60_000);

const nasty = fc.constantFrom(
  "=1+1",
  "+1",
  "-1",
  "@x",
  "'x",
  "''",
  "007",
  "1e5",
  "a\nb",
  'q"q',
  ",",
  ";",
  "__proto__",
  "🦉",
  "e\u0301",
  "TRUE",
  "2024-01-02",
  "_x000D_",
  "<b>",
  "Unknown",
  "none",
  "0",
  "1,5",
);

test("whatever the cells of the table, the workspace comes back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(nasty, nasty, fc.boolean(), fc.integer({ min: 0, max: 400 })), {
        minLength: 1,
        maxLength: 6,
      }),
      // A workbook takes a thread to read, so most of the tables go as CSV.
      fc.constantFrom("csv" as const, "csv" as const, "csv" as const, "xlsx" as const),
      async (rows, format) => {
        const of = await makeWorkspace();
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = rows.map(
          ([name, trait, left, tenure], i) =>
            `C${i},${quoted(name)},${quoted(trait)},${tenure / 7},${left ? "Yes" : "No"}`,
        );
        const text = `Customer ID,Company,=Trait [x],Tenure in months,Churn\nZ0,Z,Z,1,Yes\nZ1,Z,Z,1,No\n${lines.join("\n")}\n`;
        const imported = await importText(of, text);
        if (!imported.ok) throw new Error(JSON.stringify([imported, text]));
        const empty = await makeWorkspace();
        await takeIn(empty, await exported(of, format));
        expect(await everythingOf(empty)).toEqual(await everythingOf(of));
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);

test("what is no export is none; nobody without the right takes data out or in", async () => {
  await fill(actor);
  const table = await uploadText(actor, customersCsv(5));
  expect(await lookIntoExport(actor, table)).toEqual({ ok: true, value: null });
  expect(await takeInExport(actor, { uploadId: table })).toMatchObject({ error: "file-unreadable" });
  const viewer = await makeMember(actor, { role: "viewer" });
  expect(await exportData(viewer, "csv")).toMatchObject({ error: "not-allowed" });
  const bytes = await exported(actor, "csv");
  const upload = await receiveUpload(actor, {
    fileName: "a.zip",
    length: bytes.length,
    body: streamOf(bytes),
  });
  const uploadId = upload.ok ? upload.value.id : "";
  expect(await takeInExport(viewer, { uploadId })).toMatchObject({ error: "not-allowed" });
  const stranger = await makeWorkspace();
  expect(await takeInExport(stranger, { uploadId })).toMatchObject({ error: "not-found" });
  expect(await lookIntoExport(stranger, uploadId)).toMatchObject({ error: "not-found" });
});

test("a damaged export is refused in a sentence, and nothing of it is taken in", async () => {
  const headings = csvLine(["ICP Workshop account", "Account name", "Plan [budget, deal, text]"]);
  const damaged = `${headings}id:1,Eins,"Pro\r\nid:2,Zwei,Basic\r\n`;
  const uploadId = await uploadText(actor, damaged, "accounts.csv");
  const refused = { error: "file-unreadable", detail: { sentence: expect.stringContaining("row 2") } };
  expect(await lookIntoExport(actor, uploadId)).toMatchObject(refused);
  expect(await takeInExport(actor, { uploadId })).toMatchObject(refused);
  expect((await everythingOf(actor)).accounts).toEqual([]);
});

test("a table of accounts alone is taken in too; headings of another make are refused", async () => {
  const alone = `${csvLine(["ICP Workshop account", "Account name", "Domain", "Left", "Months as a customer", "Plan [budget, deal, text]"])}${csvLine(["id:1", "Eins", "", "yes", 3, "-x"])}${csvLine(["name:zwei", "Zwei", "", "no", 4, "'y"])}`;
  const { taken } = await takeIn(actor, Buffer.from(alone), "accounts.csv");
  expect(taken).toMatchObject({ accounts: 2, accountsNew: 2 });
  expect((await everythingOf(actor)).accounts).toMatchObject([
    { identity: "id:1", name: "Eins", values: [["Plan", "-x"]], retention: [1, 3] },
    { identity: "name:zwei", values: [["Plan", "'y"]] },
  ]);
  const together = await uploadText(actor, alone, "accounts.csv");
  expect(await importSet(actor, { uploadIds: [together], asOf: null, skipBadRows: true })).toMatchObject({
    error: "file-unreadable",
    detail: { sentence: expect.stringContaining("Drop it alone") },
  });
  const strange = await uploadText(actor, "ICP Workshop account set aside,Something\nid:1,x\n");
  expect(await takeInExport(actor, { uploadId: strange })).toMatchObject({ error: "file-unreadable" });
});
