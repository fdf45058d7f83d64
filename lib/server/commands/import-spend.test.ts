import { expect, test } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { previewSet } from "#lib/server/queries/import-set-preview.ts";
import { loadAccounts } from "#lib/server/queries/load-accounts.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { uploadText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { value } from "#lib/server/testing/value.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

const deals = `Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Original Source,Associated Company IDs,Associated Company
1,A,Closed Won,100,2025-01-20,2025-01-01,Paid Search,71,Alpha
2,B,Closed Won,100,2025-01-28,2025-01-01,Paid Search,72,Beta
3,C,Closed Won,100,2025-01-30,2025-01-01,Events,73,Gamma
4,D,Closed Lost,100,2025-02-11,2025-01-01,Events,74,Delta
5,E,Closed Won,100,2025-02-12,2025-01-01,Events,75,Epsilon`;
const spend = `Month;Channel;Spend
Januar 2025;Paid Search;5.000,00 €
Januar 2025;Events;2.000,00 €
Februar 2025;Events;700,50 €`;

async function costs(actor: Actor) {
  const { frame } = await loadFrame(actor);
  const column = frame.outcomes.find(({ outcome }) => outcome.name === "Acquisition cost");
  const accounts = await loadAccounts(actor, frame.accountIds);
  const alone = accounts.map(
    ({ name, outcomes }) => [name, outcomes.get("Acquisition cost") ?? null] as const,
  );
  const inFrame = frame.accountIds.map((_, i) => column?.values[i] ?? Number.NaN);
  expect(alone.map(([, cost]) => cost ?? Number.NaN)).toEqual(inFrame);
  return Object.fromEntries(alone);
}

test("a table of spend imported beside deals tells what each account cost to win, in the dry run too", async () => {
  const actor = await makeWorkspace();
  const uploadIds = [
    await uploadText(actor, deals, "deals.csv"),
    await uploadText(actor, spend, "spend.csv"),
  ];
  const asOf = "2025-06-01";
  const preview = value(await previewSet(actor, { uploadIds, asOf, whole: true }));
  expect(preview.files.map((file) => file.source.id)).toEqual(["hubspot-deals", "spend-table"]);
  expect(preview.joins?.without).toBe(0);
  expect(preview.change.newAccounts).toBe(5);
  value(await importSet(actor, { uploadIds, asOf, skipBadRows: false }));
  const truth = { Alpha: 2500, Beta: 2500, Gamma: 2000, Delta: null, Epsilon: 700.5 };
  expect(await costs(actor)).toEqual(truth);
  // The same files again change nothing, said beforehand and done.
  const again = value(await previewSet(actor, { uploadIds, asOf, whole: true }));
  expect(again.change).toMatchObject({ newAccounts: 0, changedAccounts: 0 });
});

test("spend that comes later is divided among the accounts that are there", async () => {
  const actor = await makeWorkspace();
  const asOf = "2025-06-01";
  const first = [await uploadText(actor, deals, "deals.csv")];
  value(await importSet(actor, { uploadIds: first, asOf, skipBadRows: false }));
  expect(await costs(actor)).toMatchObject({ Alpha: null, Epsilon: null });
  const second = [await uploadText(actor, "Month,Amount\n2025-01,9000\n2025-02,100\n", "spend.csv")];
  value(await importSet(actor, { uploadIds: second, asOf, skipBadRows: false }));
  expect(await costs(actor)).toEqual({ Alpha: 3000, Beta: 3000, Gamma: 3000, Delta: null, Epsilon: 100 });
});
