import { beforeEach, describe, expect, test } from "vitest";
import type { DoubtToAnswer } from "#lib/import/import-set.ts";
import { isoDate } from "#lib/import/value.ts";
import { exportedHistory } from "#lib/samples/exports.ts";
import type { Actor } from "#lib/server/actor.ts";
import { answerDoubt } from "#lib/server/commands/answer-doubt.ts";
import { changeReading } from "#lib/server/commands/import-reading.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { undoImport } from "#lib/server/commands/import-undo.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { loadReading } from "#lib/server/queries/import-reading.ts";
import { previewSet } from "#lib/server/queries/import-set-preview.ts";
import { loadDoubts } from "#lib/server/queries/load-doubts.ts";
import { loadImportSet } from "#lib/server/queries/load-import-set.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import {
  accountsByIdentity,
  factsOf,
  halvesOf,
  importExports,
  plainFile,
  storedAccounts,
  uploadExport,
  uploadExports,
} from "#lib/server/testing/sets.ts";
import { customersCsv, importText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

let actor: Actor;
beforeEach(async () => {
  actor = await makeWorkspace();
});

const { files, truth } = exportedHistory(11, 60, "HubSpot");
const asOf = isoDate(truth.exportedOn);
const [companies, deals, contacts, subscriptions, tickets] = files as [
  ...[(typeof files)[0], (typeof files)[0], (typeof files)[0], (typeof files)[0], (typeof files)[0]],
];

const value = <T>(result: { ok: true; value: T } | { ok: false; error: string; detail?: unknown }): T => {
  if (!result.ok) throw new Error(`${result.error} ${JSON.stringify(result.detail)}`);
  return result.value;
};

const preview = async (of: typeof files) =>
  value(await previewSet(actor, { uploadIds: await uploadExports(actor, of), asOf }));

async function counted() {
  return inWorkspace(actor.workspaceId, async (tx) => ({
    records: await tx.record.count(),
    accounts: await tx.account.count(),
    imports: await tx.import.count(),
    frames: await tx.frame.count(),
    revision: (await tx.workspace.findFirstOrThrow()).dataRevision,
  }));
}

const importIdOf = async (setId: string) => value(await loadImportSet(actor, setId)).files[0]!.importId;

describe("five files of one company's history", () => {
  test("give back every account, join, outcome and problem", async () => {
    const done = await importExports(actor, files, truth.exportedOn);
    expect(done.joins).toEqual({ ...truth.joins, byAnswer: 0 });
    expect(done.change).toMatchObject({
      accountsBefore: 0,
      accountsAfter: truth.accounts,
      newAccounts: truth.accounts,
    });
    expect(done.issues.map(({ fileName: file, row, column, code }) => ({ file, row, column, code }))).toEqual(
      truth.problems,
    );
    const accounts = await accountsByIdentity(actor);
    expect(accounts.size).toBe(truth.accounts);
    const [, ...told] = truth.companies;
    for (const company of told) {
      const account = accounts.get(`id:HubSpot:${company.id}`);
      const facts = factsOf(company, truth.exportedOn);
      expect(account?.name).toBe(company.name);
      expect(Object.fromEntries(account?.values ?? [])).toMatchObject(facts.values);
      expect(account?.values.get("Number of Employees") ?? null).toBe(company.employees);
      for (const [name, wanted] of Object.entries(facts.outcomes)) {
        const found = account?.outcomes.get(name) ?? null;
        expect([company.id, name, found]).toEqual([
          company.id,
          name,
          wanted === null ? null : expect.closeTo(wanted, 6),
        ]);
      }
      expect(account?.retention).toEqual(
        facts.retention === null
          ? null
          : { ...facts.retention, months: expect.closeTo(facts.retention.months, 6) },
      );
      expect(account?.startedOn).toBe(facts.startedOn);
    }
  });

  test("are told beforehand as they come in, and nothing is written by telling", async () => {
    const before = await counted();
    const told = await preview(files);
    expect(await counted()).toEqual(before);
    expect(told.blocked).toEqual([]);
    expect(told.files.map(({ source }) => source.id)).toEqual([
      "hubspot-companies",
      "hubspot-deals",
      "hubspot-contacts",
      "stripe-subscriptions",
      "zendesk-tickets",
    ]);
    const done = await importExports(actor, files, truth.exportedOn);
    expect(told.joins).toEqual(done.joins);
    expect({ ...told.change, newNames: [] }).toEqual({ ...done.change, newNames: [] });
    expect(told.problems).toBe(truth.problems.length);
    expect(told.doubts).toEqual((await loadDoubts(actor)).doubts);
    expect(told.doubts.map(({ reason, rows }) => [reason, rows])).toEqual([
      ["same domain", truth.joins.doubtful],
    ]);
  });

  test("change nothing when they come again, and are told to", async () => {
    await importExports(actor, files, truth.exportedOn);
    const before = await counted();
    const ids = await uploadExports(actor, files);
    const told = value(await previewSet(actor, { uploadIds: ids, asOf }));
    expect(told.change).toMatchObject({
      newAccounts: 0,
      changedAccounts: 0,
      goneAccounts: 0,
      changedCells: 0,
    });
    expect(told.counts.every(({ importedOn }) => importedOn !== null)).toBe(true);
    const again = await importSet(actor, { uploadIds: ids, asOf, skipBadRows: true });
    expect(again).toMatchObject({ ok: false, error: "already-imported" });
    expect(await counted()).toEqual(before);
  });

  test("are the same in two steps, in any order, in halves and repeated", async () => {
    await importExports(actor, files, truth.exportedOn);
    const whole = await accountsByIdentity(actor);
    const orders = [
      [files.slice(0, 3), files.slice(3)],
      [files.slice(3), files.slice(0, 3)],
      [[tickets], [subscriptions], [contacts], [deals], [companies]],
      files.flatMap(halvesOf).map((file) => [file]),
      [files.flatMap(halvesOf), files],
    ];
    for (const steps of orders) {
      actor = await makeWorkspace();
      for (const step of steps) await importExports(actor, step, truth.exportedOn);
      const found = await accountsByIdentity(actor);
      const names = (of: typeof found) => [...of.values()].map(({ name }) => name).sort();
      expect(names(found)).toEqual(names(whole));
      const byName = (of: typeof found) =>
        [...of.values()]
          .map((account) => [account.name, account] as const)
          .sort(([a, x], [b, y]) =>
            a === b ? ((x.domain ?? "") < (y.domain ?? "") ? -1 : 1) : a < b ? -1 : 1,
          );
      expect(byName(found)).toEqual(byName(whole));
    }
  });

  test("go as one with everything they brought, and come back as they were", async () => {
    const done = await importExports(actor, files, truth.exportedOn);
    const whole = await accountsByIdentity(actor);
    value(await undoImport(actor, { importId: await importIdOf(done.setId) }));
    expect(await counted()).toMatchObject({ records: 0, accounts: 0 });
    await importExports(actor, files, truth.exportedOn);
    expect(await accountsByIdentity(actor)).toEqual(whole);
  });

  test("leave what was there before as it was when they are taken back", async () => {
    await importExports(actor, [companies, deals], truth.exportedOn);
    const [before, ids] = [await accountsByIdentity(actor), await storedAccounts(actor)];
    const done = await importExports(actor, [contacts, subscriptions, tickets], truth.exportedOn);
    expect(await accountsByIdentity(actor)).not.toEqual(before);
    value(await undoImport(actor, { importId: await importIdOf(done.setId) }));
    expect(await accountsByIdentity(actor)).toEqual(before);
    expect(await storedAccounts(actor)).toEqual(ids);
  });
});

test("a newer export updates, says beforehand what it changes, and accounts keep their ids", async () => {
  await importExports(actor, files, truth.exportedOn);
  const ids = await storedAccounts(actor);
  const company = truth.companies.find(({ employees }) => employees !== null && employees > 999)!;
  const lines = companies.text.split("\n");
  const at = lines.findIndex((line) => line.startsWith(`${company.id},`));
  lines[at] = lines[at]!.replace(`,${company.employees},`, ",7,");
  const newer = { ...companies, text: lines.join("\n") };
  const told = await preview([newer]);
  expect(told.change).toMatchObject({ newAccounts: 0, changedAccounts: 1, goneAccounts: 0, changedCells: 1 });
  expect(told.change.cells).toEqual([
    {
      accountId: ids.get(`id:HubSpot:${company.id}`),
      account: company.name,
      column: "Number of Employees",
      from: String(company.employees),
      to: "7",
    },
  ]);
  await importExports(actor, [newer], truth.exportedOn);
  expect(await storedAccounts(actor)).toEqual(ids);
  const found = await accountsByIdentity(actor);
  expect(found.get(`id:HubSpot:${company.id}`)?.values.get("Number of Employees")).toBe(7);
});

describe("a doubt that somebody answers", () => {
  const settle = (answer: Parameters<typeof answerDoubt>[1]["answer"]) => async () => {
    const { doubts } = await loadDoubts(actor);
    const [{ reason, value: of }] = doubts as [(typeof doubts)[number]];
    return value(await answerDoubt(actor, { reason, value: of, answer }));
  };
  const one = { kind: "one" as const, keys: ["id:HubSpot:9001", "id:HubSpot:8999"] };

  test("is settled at once, for later imports, and can be taken back", async () => {
    await importExports(actor, files, truth.exportedOn);
    const [{ reason, value: of }] = (await loadDoubts(actor)).doubts as [DoubtToAnswer];
    const before = await accountsByIdentity(actor);
    value(await answerDoubt(actor, { reason, value: of, answer: one }));
    expect((await storedAccounts(actor)).size).toBe(truth.accounts - 1);
    expect(await loadDoubts(actor)).toMatchObject({ doubts: [], answered: [{ value: of, answer: one }] });
    expect((await loadDoubts(actor)).joins).toMatchObject({ doubtful: 0, without: truth.joins.without });
    const again = await preview([{ ...tickets, text: `${tickets.text}` }]);
    expect(again.joins.doubtful).toBe(0);
    value(await answerDoubt(actor, { reason, value: of, answer: null }));
    expect([...(await accountsByIdentity(actor)).values()].map(({ name }) => name).sort()).toEqual(
      [...before.values()].map(({ name }) => name).sort(),
    );
    expect((await loadDoubts(actor)).doubts).toHaveLength(1);
    expect(await answerDoubt(actor, { reason, value: of, answer: null })).toMatchObject({
      error: "not-found",
    });
  });

  test("gives the rows that waited to the account chosen", async () => {
    await importExports(actor, files, truth.exportedOn);
    await settle({ kind: "account", key: "id:HubSpot:9001" })();
    const { joins } = await loadDoubts(actor);
    expect(joins).toMatchObject({ doubtful: 0, byAnswer: truth.joins.doubtful });
    const { name } = truth.companies[0]!;
    const facts = factsOf(truth.companies[0]!, truth.exportedOn);
    const account = (await accountsByIdentity(actor)).get("id:HubSpot:9001");
    expect(account).toMatchObject({ name });
    expect(account?.outcomes.get("Tickets per 90 days")).toBeCloseTo(
      facts.outcomes["Tickets per 90 days"] ?? 0,
      6,
    );
  });

  test("is followed when it is answered before the import", async () => {
    const told = await preview(files);
    const [{ reason, value: of }] = told.doubts as [(typeof told.doubts)[number]];
    value(await answerDoubt(actor, { reason, value: of, answer: one }));
    expect((await preview(files)).change.accountsAfter).toBe(truth.accounts - 1);
    await importExports(actor, files, truth.exportedOn);
    expect((await storedAccounts(actor)).size).toBe(truth.accounts - 1);
  });
});

describe("how a file is read", () => {
  const text =
    "Record ID,Company name,Company Domain Name,Create Date,Sector\n1,Acme,acme.com,03/04/2025,Retail\n";
  const file = plainFile("companies.csv", text);

  test("is asked where nothing tells, and what people change is used for the next such file", async () => {
    const id = await uploadExport(actor, file);
    const guessed = value(await loadReading(actor, id));
    expect(guessed.source).toMatchObject({ id: "hubspot-companies", decidedBy: "source" });
    expect(guessed.questions.map(({ column }) => column)).toEqual(["Create Date"]);
    expect(await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true })).toMatchObject({
      error: "mapping-unfinished",
    });
    const change = {
      columns: { "Create Date": { dateOrder: "day first" }, Sector: { dimension: "behavioural" } },
    } as const;
    const changed = value(await changeReading(actor, { uploadId: id, change }));
    expect(changed.questions).toEqual([]);
    expect(changed.columns.find(({ heading }) => heading === "Sector")).toMatchObject({
      dimension: "behavioural",
      decidedBy: "person",
      examples: ["Retail"],
    });
    value(await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true }));
    const next = value(
      await loadReading(actor, await uploadExport(actor, { ...file, text: `${text}2,Birch,birch.io,,\n` })),
    );
    expect(next.saved).toMatchObject({ by: actor.name });
    expect(next.questions).toEqual([]);
    expect(next.columns.find(({ heading }) => heading === "Sector")).toMatchObject({ decidedBy: "saved" });
  });

  test("can be said to be another tool's, and a file that is no table says so", async () => {
    const id = await uploadExport(actor, file);
    const own = value(await changeReading(actor, { uploadId: id, change: { source: "own-table" } }));
    expect(own.source).toMatchObject({ id: "own-table", decidedBy: "person" });
    const damaged = await uploadExport(actor, {
      ...plainFile("packed.csv.gz", "\u001f\u008bnot packed"),
      encoding: "latin1" as const,
    });
    expect(value(await loadReading(actor, damaged)).refusal).toMatch(/damaged/);
    const told = value(await previewSet(actor, { uploadIds: [damaged, id], asOf: null }));
    expect(told.blocked[0]).toMatch(/^packed.csv.gz: /);
  });

  test("read another way, a file replaces what it brought and its accounts keep their ids", async () => {
    await importExports(actor, [companies], truth.exportedOn);
    const ids = await storedAccounts(actor);
    const [id] = (await uploadExports(actor, [companies])) as [string];
    value(
      await changeReading(actor, { uploadId: id, change: { columns: { Industry: { role: "ignore" } } } }),
    );
    value(await importSet(actor, { uploadIds: [id], asOf, skipBadRows: true }));
    expect(await storedAccounts(actor)).toEqual(ids);
    expect([...(await accountsByIdentity(actor)).values()][0]?.values.has("Industry")).toBe(false);
  });
});

describe("nothing of a set comes in", () => {
  test("when it has problems and they were not to be skipped", async () => {
    const uploadIds = await uploadExports(actor, files);
    const before = await counted();
    const refused = await importSet(actor, { uploadIds, asOf, skipBadRows: false });
    expect(refused).toMatchObject({ error: "import-problems", detail: { problems: truth.problems.length } });
    expect(await counted()).toEqual({ ...before, imports: files.length });
    const { importId } = refused.ok ? { importId: "" } : (refused.detail as { importId: string });
    expect(value(await loadImportSet(actor, importId))).toMatchObject({
      state: "failed",
      problems: truth.problems.length,
    });
  });

  test("when amounts are in several currencies", async () => {
    const text =
      "id,Customer ID,Customer Email,Plan,Currency,Interval,Amount,Status,Created (UTC),Start Date (UTC)\n";
    const row = (n: number, currency: string) =>
      `sub_${n},cus_${n},a@firm${n}.com,Pro,${currency},month,10,active,2024-01-0${n} 10:00:00,2024-01-0${n} 10:00:00\n`;
    const id = await uploadExport(
      actor,
      plainFile("stripe.csv", text + row(1, "usd") + row(2, "usd") + row(3, "eur")),
    );
    const refused = await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true });
    expect(refused).toMatchObject({
      error: "mapping-unfinished",
      detail: { sentence: expect.stringContaining("USD (2 rows), EUR (1 rows)") },
    });
    value(await changeReading(actor, { uploadId: id, change: { columns: { Amount: { role: "ignore" } } } }));
    value(await importSet(actor, { uploadIds: [id], asOf: null, skipBadRows: true }));
  });
});

describe("one's own table", () => {
  const own = plainFile("customers.csv", customersCsv(30));

  test("is the same alone and as a set", async () => {
    value(await importText(actor, own.text));
    const alone = [...(await accountsByIdentity(actor)).values()];
    actor = await makeWorkspace();
    value(
      await importSet(actor, { uploadIds: [await uploadExport(actor, own)], asOf: null, skipBadRows: false }),
    );
    const asSet = [...(await accountsByIdentity(actor)).values()];
    const byName = (of: typeof alone) => [...of].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(byName(asSet)).toEqual(byName(alone));
  });

  test("imported before or after exports is joined to them, and stays when they go", async () => {
    value(await importText(actor, own.text));
    const [before, ids] = [await accountsByIdentity(actor), await storedAccounts(actor)];
    const named = plainFile(
      "crm.csv",
      "Record ID,Company name,Company owner,Industry\n1,Firm 1,X,Retail\n2,Firm 2 GmbH,X,Media\n9,Else,X,Media\n",
    );
    const done = await importExports(actor, [named], truth.exportedOn);
    expect(done.change).toMatchObject({
      newAccounts: 1,
      goneAccounts: 0,
      newColumns: ["Industry"],
      changedAccounts: 2,
    });
    expect((await accountsByIdentity(actor)).get("id:C-1")?.values.get("Industry")).toBe("Retail");
    value(await importText(actor, customersCsv(31)));
    expect((await storedAccounts(actor)).size).toBe(32);
    expect((await storedAccounts(actor)).get("id:C-2")).toBe(ids.get("id:C-2"));
    value(await undoImport(actor, { importId: await importIdOf(done.setId) }));
    expect((await storedAccounts(actor)).size).toBe(31);
    const after = await accountsByIdentity(actor);
    expect(after.get("id:C-2")).toEqual(before.get("id:C-2"));
  });
});
