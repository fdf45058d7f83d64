import { beforeEach, describe, expect, test } from "vitest";
import { personRole } from "#lib/import/fold-people.ts";
import { isoDate } from "#lib/import/value.ts";
import { exportedHistory } from "#lib/samples/testing/exports.ts";
import type { Actor } from "#lib/server/actor.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { undoImport } from "#lib/server/commands/import-undo.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { previewSet } from "#lib/server/queries/import-set-preview.ts";
import { loadAccount } from "#lib/server/queries/load-account.ts";
import { loadDoubts } from "#lib/server/queries/load-doubts.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { loadImport } from "#lib/server/queries/load-import.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import {
  accountsByIdentity,
  factsOf,
  halvesOf,
  importExports,
  plainFile,
  previewExports,
  storedAccounts,
  storedCounts,
  uploadExport,
  uploadExports,
} from "#lib/server/testing/sets.ts";
import { customersCsv, importText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { value } from "#lib/server/testing/value.ts";
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

const preview = (of: typeof files) => previewExports(actor, of, truth.exportedOn);
const counted = () => storedCounts(actor);

const importIdOf = async (setId: string) => value(await loadImport(actor, setId)).files[0]!.importId;

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
      const won = company.deals.some((deal) => deal.won === true);
      const role = personRole(company.people[0]?.title ?? null);
      expect(account?.values.get("Champion seniority") ?? null).toBe(won ? role.seniority : null);
      expect(account?.values.get("Champion function") ?? null).toBe(won ? role.function : null);
    }
  });

  test("are as well understood when the sales were kept in Salesforce", async () => {
    const history = exportedHistory(12, 60, "Salesforce");
    const done = await importExports(actor, history.files, history.truth.exportedOn);
    expect(done.joins).toEqual({ ...history.truth.joins, byAnswer: 0 });
    expect(done.change.accountsAfter).toBe(history.truth.accounts);
    expect(done.issues.map(({ fileName: file, row, column, code }) => ({ file, row, column, code }))).toEqual(
      history.truth.problems,
    );
    const accounts = [...(await accountsByIdentity(actor)).values()];
    const [, ...told] = history.truth.companies;
    for (const company of told) {
      const { outcomes, startedOn } = factsOf(company, history.truth.exportedOn);
      const account = accounts.find(({ name }) => name === company.name);
      expect([company.name, account?.startedOn]).toEqual([company.name, startedOn]);
      for (const name of ["First MRR", "Win rate", "Tickets per 90 days", "Sales cycle days"] as const) {
        const wanted = outcomes[name];
        const close = wanted === null ? null : expect.closeTo(wanted, 6);
        expect([company.name, name, account?.outcomes.get(name) ?? null]).toEqual([
          company.name,
          name,
          close,
        ]);
      }
    }
  });

  test("are told beforehand as they come in, and nothing is written by telling", async () => {
    const before = await counted();
    const told = await preview(files);
    expect(await counted()).toEqual(before);
    expect(told.blocked).toEqual([]);
    // Without being told, the files are taken to be of the last day on which something happened: no deal to come counts.
    const uploadIds = await uploadExports(actor, files);
    const guessed = value(await previewSet(actor, { uploadIds, asOf: null, whole: true })).asOf ?? "";
    expect(guessed > isoDate(truth.exportedOn - 30) && guessed <= asOf).toBe(true);
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
    const told = value(await previewSet(actor, { uploadIds: ids, asOf, whole: true }));
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

  test("are read again from the records as they were written, and each fact names its file", async () => {
    await importExports(actor, files, truth.exportedOn);
    const { frame } = await loadFrame(actor);
    await inWorkspaceRaw(actor.workspaceId, (client) => client.query("delete from frame"));
    (globalThis as { icpFrames?: Map<string, unknown> }).icpFrames?.clear();
    expect((await loadFrame(actor)).frame).toEqual(frame);
    const id = (await storedAccounts(actor)).get(`id:HubSpot:${truth.companies[1]!.id}`)!;
    const { facts, sources } = value(await loadAccount(actor, id));
    const factOf = (name: string) => facts.find((fact) => fact.name === name);
    expect(factOf("Industry")?.source).toEqual({ file: "hubspot-companies.csv", asOf });
    expect(factOf("Plan")?.knownAt).toBe("deal");
    expect(new Set(sources.map(({ file }) => file)).size).toBeGreaterThan(2);
  });

  test("come in once when they are imported twice at once, and two halves at once are the whole", async () => {
    const uploadIds = await uploadExports(actor, files);
    const run = (ids: readonly string[]) =>
      importSet(actor, { uploadIds: [...ids], asOf, skipBadRows: true });
    const both = await Promise.all([run(uploadIds), run(uploadIds)]);
    expect(both.map((result) => (result.ok ? "done" : result.error)).sort()).toEqual([
      "already-imported",
      "done",
    ]);
    const whole = [...(await accountsByIdentity(actor)).values()].map(({ name }) => name).sort();
    actor = await makeWorkspace();
    const ids = await uploadExports(actor, files);
    const halves = await Promise.all([run(ids.slice(0, 2)), run(ids.slice(2))]);
    expect(halves.every(({ ok }) => ok)).toBe(true);
    expect([...(await accountsByIdentity(actor)).values()].map(({ name }) => name).sort()).toEqual(whole);
    expect((await loadDoubts(actor)).joins).toEqual({ ...truth.joins, byAnswer: 0 });
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
