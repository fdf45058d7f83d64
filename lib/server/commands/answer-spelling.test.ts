import { expect, test } from "vitest";
import { answerSpelling, undoSpelling } from "#lib/server/commands/answer-spelling.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { loadAccounts } from "#lib/server/queries/load-accounts.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { loadSpellings } from "#lib/server/queries/spellings.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { guessOf, uploadText } from "#lib/server/testing/tables.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();

const table = [
  "Customer ID,Industry,Churned",
  ...["Healthcare", "Helthcare", "Healthcare", "Retail", "Re-tail", "Retail", "Retail"].map(
    (industry, i) => `c${i},${industry},${i % 2 === 0 ? "Yes" : "No"}`,
  ),
].join("\n");

async function filled() {
  const owner = await makeWorkspace();
  const uploadId = await uploadText(owner, table, "customers.csv");
  const mapping = await guessOf(owner, uploadId);
  const done = await importTable(owner, { uploadId, mapping, skipBadRows: false });
  if (!done.ok) throw new Error(done.error);
  return owner;
}

async function industries(owner: Awaited<ReturnType<typeof makeWorkspace>>) {
  const { frame } = await loadFrame(owner);
  const column = frame.columns.find(({ attribute }) => attribute.name === "Industry");
  if (column?.kind !== "category") throw new Error("no such column");
  const inFrame = [...column.codes].map((code) => column.dictionary[code]);
  const alone = (await loadAccounts(owner, frame.accountIds)).map(({ values }) => values.get("Industry"));
  expect(alone).toEqual(inFrame);
  return inFrame;
}

test("what looks alike is offered; merged it is one value everywhere, taken back it is two again", async () => {
  const owner = await filled();
  const before = await loadSpellings(owner);
  expect(before.offers).toEqual([
    { attribute: "Industry", from: "Re-tail", fromCount: 1, to: "Retail", toCount: 3 },
    { attribute: "Industry", from: "Helthcare", fromCount: 1, to: "Healthcare", toCount: 2 },
  ]);
  const asRead = await industries(owner);
  const pair = { attribute: "Industry", from: "Helthcare", to: "Healthcare" };
  const revision = (await loadFrame(owner)).dataRevision;
  expect(await answerSpelling(owner, { ...pair, same: true })).toEqual({
    ok: true,
    value: { dataRevision: revision + 1 },
  });
  expect(await industries(owner)).toEqual(
    asRead.map((industry) => (industry === "Helthcare" ? "Healthcare" : industry)),
  );
  const after = await loadSpellings(owner);
  expect(after.offers.map(({ from }) => from)).toEqual(["Re-tail"]);
  expect(after.said).toMatchObject([{ ...pair, same: true, by: owner.name }]);
  expect(await undoSpelling(owner, pair)).toMatchObject({ ok: true });
  expect(await industries(owner)).toEqual(asRead);
  expect(await loadSpellings(owner)).toEqual(before);
});

test("merges outlive a new import and an undo; an answer replaces the one before, never in a circle", async () => {
  const owner = await filled();
  const pair = { attribute: "Industry", from: "Re-tail", to: "Retail" };
  expect(await answerSpelling(owner, { ...pair, same: true })).toMatchObject({ ok: true });
  const uploadId = await uploadText(owner, `${table}\nc99,Re-tail,No`, "more.csv");
  const mapping = await guessOf(owner, uploadId);
  expect(await importTable(owner, { uploadId, mapping, skipBadRows: false })).toMatchObject({ ok: true });
  expect((await industries(owner)).filter((one) => one === "Re-tail")).toEqual([]);
  const back = { attribute: "Industry", from: "Retail", to: "Re-tail" };
  expect(await answerSpelling(owner, { ...back, same: true })).toMatchObject({ ok: true });
  expect((await loadSpellings(owner)).said).toMatchObject([{ ...back, same: true }]);
  expect((await industries(owner)).filter((one) => one === "Retail")).toEqual([]);
  expect(await answerSpelling(owner, { ...back, same: false })).toMatchObject({ ok: true });
  expect((await loadSpellings(owner)).said).toMatchObject([{ ...back, same: false }]);
  expect((await loadSpellings(owner)).offers.map(({ from }) => from)).toEqual(["Helthcare"]);
});

test("a viewer answers nothing, and what is not there has no answer", async () => {
  const owner = await filled();
  const viewer = await makeMember(owner, { role: "viewer" });
  const pair = { attribute: "Industry", from: "Re-tail", to: "Retail" };
  expect(await answerSpelling(viewer, { ...pair, same: true })).toMatchObject({
    ok: false,
    error: "not-allowed",
  });
  expect(await answerSpelling(owner, { ...pair, attribute: "Colour", same: true })).toMatchObject({
    error: "not-found",
  });
  expect(await answerSpelling(owner, { ...pair, to: "Re-tail", same: true })).toMatchObject({
    error: "not-found",
  });
  expect(await undoSpelling(owner, pair)).toMatchObject({ error: "not-found" });
});
