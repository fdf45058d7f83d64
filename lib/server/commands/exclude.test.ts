import { beforeEach, expect, test } from "vitest";
import { snapshotSchema } from "#lib/icp/snapshot.ts";
import type { Actor } from "#lib/server/actor.ts";
import { endExclusion, exclude } from "#lib/server/commands/exclude.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { undoImport } from "#lib/server/commands/import-undo.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { listSetAside, setAsideOfAccount } from "#lib/server/queries/exclusions.ts";
import { findAccountsByName } from "#lib/server/queries/find-accounts.ts";
import { loadCountedFrame } from "#lib/server/queries/load-counted-frame.ts";
import { type LoadedFrame, loadFrame, loadFrameWithSetAside } from "#lib/server/queries/load-frame.ts";
import { loadGoodCustomer } from "#lib/server/queries/load-good-customer.ts";
import { loadPatternAccounts, loadPatterns } from "#lib/server/queries/load-patterns.ts";
import { rowsOfAccount } from "#lib/server/queries/rows-of-account.ts";
import { takeSnapshot } from "#lib/server/queries/take-snapshot.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { customersCsv, importText, uploadText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

let actor: Actor;
let ids: readonly string[];
let importId: string;

beforeEach(async () => {
  actor = await makeWorkspace();
  const imported = await importText(actor, customersCsv(150));
  if (!imported.ok) throw new Error(imported.error);
  ({ importId } = imported.value);
  ids = (await loadFrame(actor)).frame.accountIds;
});

async function aside(accountId: string, reason = "A favour to a founder"): Promise<string> {
  const result = await exclude(actor, { accountId, reason });
  if (!result.ok) throw new Error(result.error);
  return result.value.exclusionId;
}

const customersNow = async (withSetAside = false) =>
  (await loadPatterns(actor, [], [], { withSetAside })).customers;

test("every analysis leaves out what is set aside, and shows it with and without", async () => {
  const before = await loadPatterns(actor);
  const three = ids.slice(0, 3);
  for (const id of three) await aside(id);
  const without = await loadPatterns(actor);
  const together = await loadPatterns(actor, [], [], { withSetAside: true });
  expect([before.customers, without.customers, together.customers]).toEqual([150, 147, 150]);
  expect([before.setAside, without.setAside, together.setAside]).toEqual([0, 3, 3]);
  expect(together.outcomes).toEqual(before.outcomes);
  expect(without.outcomes).not.toEqual(before.outcomes);
  expect((await loadGoodCustomer(actor)).customers).toBe(147);
  expect(await takeSnapshot(actor, [], null)).toMatchObject({ customers: 147, setAside: 3 });
  const address = { outcome: "retention", pattern: "Plan=Basic", traits: [] };
  const [one, other] = [
    await loadPatternAccounts(actor, address, 1),
    await loadPatternAccounts(actor, { ...address, withSetAside: true }, 1),
  ];
  expect(one?.accounts.some(({ id }) => three.includes(id))).toBe(false);
  expect(other?.accounts.some(({ id }) => three.includes(id))).toBe(true);
});

test("put back, everything is as it was; an answer for one set is never given for another", async () => {
  const before = await loadPatterns(actor);
  const first = await aside(ids[0]!);
  const withoutFirst = await loadPatterns(actor);
  await endExclusion(actor, { exclusionId: first });
  expect(await loadPatterns(actor)).toEqual(before);
  await aside(ids[1]!);
  expect((await loadPatterns(actor)).outcomes).not.toEqual(withoutFirst.outcomes);
  expect(await customersNow()).toBe(149);
});

test("who, when, why, and that it ended, are kept and listed; the trail tells both", async () => {
  const exclusionId = await aside(ids[0]!, "  Won through a cousin  ");
  expect(await exclude(actor, { accountId: ids[0]!, reason: "Again" })).toMatchObject({
    error: "already-set-aside",
  });
  expect(await exclude(actor, { accountId: ids[1]!, reason: "  " })).toMatchObject({
    error: "reason-needed",
  });
  expect(await listSetAside(actor)).toMatchObject([
    { id: exclusionId, reason: "Won through a cousin", by: actor.name, ended: null, row: null },
  ]);
  expect(await endExclusion(actor, { exclusionId })).toMatchObject({ ok: true });
  expect(await endExclusion(actor, { exclusionId })).toMatchObject({ error: "not-found" });
  await aside(ids[0]!, "After all");
  expect((await setAsideOfAccount(actor, ids[0]!)).map(({ reason, ended }) => [reason, ended?.by])).toEqual([
    ["After all", undefined],
    ["Won through a cousin", actor.name],
  ]);
  expect(await setAsideOfAccount(actor, ids[1]!)).toEqual([]);
  const trail = await inWorkspace(actor.workspaceId, (tx) =>
    tx.auditEntry.findMany({ orderBy: { seq: "asc" } }),
  );
  expect(trail.map(({ action }) => action).slice(-3)).toEqual([
    "account set aside",
    "account put back",
    "account set aside",
  ]);
});

test("it outlives an undo: imported again, the account is still set aside", async () => {
  await aside(ids[0]!);
  await undoImport(actor, { importId });
  expect(await listSetAside(actor)).toMatchObject([{ accountId: null }]);
  await importText(actor, customersCsv(150));
  expect(await customersNow()).toBe(149);
  expect((await loadCountedFrame(actor)).setAside).toBe(1);
});

test("it needs the right to import, and the own workspace", async () => {
  const viewer = await makeMember(actor, { role: "viewer" });
  const stranger = await makeWorkspace({ name: "Elsewhere" });
  const exclusionId = await aside(ids[0]!);
  expect(await exclude(viewer, { accountId: ids[1]!, reason: "No" })).toMatchObject({ error: "not-allowed" });
  expect(await endExclusion(viewer, { exclusionId })).toMatchObject({ error: "not-allowed" });
  expect(await exclude(stranger, { accountId: ids[1]!, reason: "No" })).toMatchObject({ error: "not-found" });
  expect(await endExclusion(stranger, { exclusionId })).toMatchObject({ error: "not-found" });
  expect(await customersNow()).toBe(149);
});

test("evidence of versions made before anything could be set aside reads as none", async () => {
  const { setAside: _, ...old } = await takeSnapshot(actor, [], null);
  expect(snapshotSchema.parse(old).setAside).toBe(0);
});

async function importDeals() {
  const deals = `Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Is Closed Won,Is closed lost,Associated Company,Associated Company IDs
1,First,Closed won,100,2024-01-10,2024-01-01,Ann,true,false,Eins,11
2,Favour,Closed won,90000,2024-03-01,2024-02-01,Ann,true,false,Eins,11
3,Other,Closed lost,50,2024-02-01,2024-01-15,Ann,false,true,Zwei,12
`;
  const companies = `Record ID,Company name,Company Domain Name,Company owner,Industry,Lifecycle Stage
11,Eins,eins.example,Ann,Retail,Customer
12,Zwei,zwei.example,Ann,Bank,Lead
`;
  const uploadIds = [await uploadText(actor, companies, "c.csv"), await uploadText(actor, deals, "d.csv")];
  const done = await importSet(actor, { uploadIds, asOf: "2024-06-30", skipBadRows: false });
  if (!done.ok) throw new Error(JSON.stringify(done));
}

const wonAmount = ({ frame }: LoadedFrame, id: string) =>
  frame.outcomes.find(({ outcome }) => outcome.name === "Won amount")?.values[frame.accountIds.indexOf(id)];

test("a single deal is set aside: what is worked out from deals leaves it out, and is shown with it too", async () => {
  actor = await makeWorkspace();
  await importDeals();
  const [eins] = await findAccountsByName(actor, "Eins");
  const id = eins?.id ?? "";
  const rows = await rowsOfAccount(actor, id);
  expect(rows.map(({ name, day, amount, state }) => [name, day, amount, state])).toEqual([
    ["Favour", "2024-03-01", 90_000, "Closed won"],
    ["First", "2024-01-10", 100, "Closed won"],
  ]);
  const before = await loadFrame(actor);
  expect(wonAmount(before, id)).toBe(90_100);
  const input = { accountId: id, recordKey: rows[0]?.key ?? "", reason: "A favour" };
  const set = await exclude(actor, input);
  if (!set.ok) throw new Error(set.error);
  expect(await exclude(actor, input)).toMatchObject({ error: "already-set-aside" });
  const without = await loadFrame(actor);
  expect(without.dataRevision).toBe(before.dataRevision + 1);
  expect(wonAmount(without, id)).toBe(100);
  expect(without.frame.accountIds).toEqual(before.frame.accountIds);
  expect((await loadFrameWithSetAside(actor)).frame).toEqual(before.frame);
  expect(await listSetAside(actor)).toMatchObject([{ accountId: id, account: "Eins", row: "Favour" }]);
  const [asUsual, together] = [
    await loadPatterns(actor),
    await loadPatterns(actor, [], [], { withSetAside: true }),
  ];
  expect([asUsual.setAside, asUsual.setAsideRows, together.setAsideRows]).toEqual([0, 1, 1]);
  expect(together.outcomes.map(({ base }) => base)).not.toEqual(asUsual.outcomes.map(({ base }) => base));
  expect(await endExclusion(actor, set.value)).toMatchObject({ ok: true });
  expect((await loadFrame(actor)).frame).toEqual(before.frame);
});

test("a row that is none of the account's is not set aside", async () => {
  actor = await makeWorkspace();
  await importDeals();
  const [eins] = await findAccountsByName(actor, "Eins");
  const [zwei] = await findAccountsByName(actor, "Zwei");
  const [deal] = await rowsOfAccount(actor, zwei?.id ?? "");
  const accountId = eins?.id ?? "";
  expect(await exclude(actor, { accountId, recordKey: deal?.key ?? "", reason: "No" })).toMatchObject({
    error: "not-found",
  });
});
