import { beforeEach, expect, test } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { undoImport } from "#lib/server/commands/import-undo.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { recordsOfAccount } from "#lib/server/queries/records-of-accounts.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { customersCsv, importText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

let actor: Actor;
beforeEach(async () => {
  actor = await makeWorkspace();
});

const ask = (statement: string, values: unknown[] = []) =>
  inWorkspaceRaw(actor.workspaceId, async (client) => (await client.query(statement, values)).rows);

/** How many records each account has, found by way of the account and by looking at every record. */
const counted = () =>
  ask(
    `select a."identity", count(r."accountId")::int as found,
       (select count(*)::int from "record" o where o."accountId" = a."id") as there
     from "account" a left join lateral ${recordsOfAccount} r on true group by a."id", a."identity" order by 1`,
  );

const imported = async (csv: string) => {
  const done = await importText(actor, csv);
  if (!done.ok) throw new Error(done.error);
  return done.value.importId;
};

test("an account finds the row that made it, the rows that came later, and no other", async () => {
  const first = await imported(customersCsv(3));
  expect((await counted()).map(({ found, there }) => [found, there])).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
  await imported(customersCsv(4).replaceAll("Pro", "Team"));
  expect((await counted()).map(({ found, there }) => [found, there])).toEqual([
    [2, 2],
    [2, 2],
    [2, 2],
    [1, 1],
  ]);
  await undoImport(actor, { importId: first });
  expect((await counted()).map(({ found, there }) => [found, there])).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
});

test("a row that is given to another account is found there, and no longer where it was", async () => {
  await imported(customersCsv(3));
  const [one, other] = await ask(`select "id" from "account" order by "identity"`);
  await ask(`update "record" set "accountId" = $1 where "accountId" = $2`, [other?.id, one?.id]);
  expect((await counted()).map(({ found, there }) => [found, there])).toEqual([
    [0, 0],
    [2, 2],
    [1, 1],
  ]);
});

test("a row cannot be of an import that does not exist or of another workspace's", async () => {
  const importId = await imported(customersCsv(3));
  const insert = `insert into "record" ("workspaceId", "importId", "rowNumber", "kind", "cells")
     values (current_workspace(), $1, 99, 'deal', '')`;
  await ask(insert, [importId]);
  await expect(ask(insert, [actor.workspaceId])).rejects.toThrow(/row-level security/);
  actor = await makeWorkspace();
  await expect(ask(insert, [importId])).rejects.toThrow(/row-level security/);
});

test("rows of a workspace that does not exist are refused", async () => {
  await expect(
    inWorkspaceRaw(actor.workspaceId, async (client) => {
      const gone = "01a00000-0000-7000-8000-000000000000";
      await client.query("select set_config('app.workspace', $1, true)", [gone]);
      await client.query(
        `insert into "account" ("workspaceId", "id", "identity", "name") values ($1, $1, 'a', 'A')`,
        [gone],
      );
    }),
  ).rejects.toThrow(/does not exist/);
});
