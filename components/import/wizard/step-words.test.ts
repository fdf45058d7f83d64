import { expect, test } from "vitest";
import type { SetChange } from "#lib/import/import-set.ts";
import { changeWords } from "./step-words.ts";

const nothing: SetChange = {
  accountsBefore: 0,
  accountsAfter: 0,
  newAccounts: 0,
  changedAccounts: 0,
  goneAccounts: 0,
  changedCells: 0,
  newNames: [],
  cells: [],
  newColumns: [],
};

test("the change is told in one sentence, with only what there is", () => {
  expect(changeWords({ ...nothing, newAccounts: 38, changedAccounts: 1200 })).toBe(
    "38 new accounts, 1,200 changed.",
  );
  const cell = { accountId: "a", account: "Acme", column: "Employees", from: "180", to: "240" };
  const changed = { ...nothing, newAccounts: 38, changedAccounts: 12, changedCells: 20, cells: [cell] };
  expect(changeWords(changed)).toBe("38 new accounts, 12 changed: Employees 180 → 240 …");
  expect(changeWords({ ...changed, changedCells: 1, cells: [{ ...cell, to: null }] })).toBe(
    "38 new accounts, 12 changed: Employees 180 → not known",
  );
  expect(changeWords({ ...nothing, newAccounts: 1, goneAccounts: 2 })).toBe("1 new account, 2 gone.");
  expect(changeWords({ ...nothing, changedAccounts: 30 })).toBe("30 accounts changed.");
  expect(changeWords(nothing)).toBeNull();
});
