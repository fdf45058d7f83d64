import { expect, test } from "vitest";
import { findAccountsByName } from "#lib/server/queries/find-accounts.ts";
import { loadAccount } from "#lib/server/queries/load-account.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { customersCsv, importText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

test("an account is found by any part of its name, those that begin with it first, eight at most", async () => {
  const actor = await makeWorkspace();
  await importText(actor, customersCsv(30));
  const found = await findAccountsByName(actor, "  FIRM 2 ");
  expect(found.length).toBeGreaterThan(0);
  for (const { name } of found) expect(name.toLowerCase()).toContain("firm 2");
  expect(await findAccountsByName(actor, "firm")).toHaveLength(8);
  // A wildcard of SQL is a character like any other.
  expect(await findAccountsByName(actor, "%")).toEqual([]);
  expect(await findAccountsByName(actor, "_")).toEqual([]);
});

test("an account's page holds its facts in the order of the file, its fate and the row it came from", async () => {
  const actor = await makeWorkspace();
  await importText(actor, customersCsv(30));
  const [one] = await findAccountsByName(actor, "firm");
  const loaded = await loadAccount(actor, one?.id ?? "");
  if (!loaded.ok) throw new Error(loaded.error);
  const { name, facts, retention, sources, checked } = loaded.value;
  expect(name).toBe(one?.name);
  expect(facts.find((fact) => fact.name === "Plan")?.value).toMatch(/\w/);
  expect(retention).toMatchObject({ left: expect.any(Boolean) });
  expect(sources).toHaveLength(1);
  expect(sources[0]?.row).toBeGreaterThan(0);
  expect(checked).toMatchObject({ name, verdict: "accept", rules: [] });
});

test("an account that is not there is not found, whatever stands in the address", async () => {
  const actor = await makeWorkspace();
  for (const id of ["", "nothing", "01a20412-bc71-7000-800a-52a4694b24dd", "' or 1=1 --"])
    expect(await loadAccount(actor, id)).toEqual({ ok: false, error: "not-found" });
});
