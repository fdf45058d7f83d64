import { expect, test } from "vitest";
import type { SetChange, SetPreview } from "#lib/import/import-set.ts";
import { notYet } from "./not-yet.ts";

const allNew: SetChange = {
  ...{ accountsBefore: 5, accountsAfter: 8, newAccounts: 3, changedAccounts: 0, goneAccounts: 0 },
  ...{ changedCells: 0, newNames: [], cells: [], newColumns: [] },
};
const seen = (more: Partial<SetPreview> = {}) =>
  ({ blocked: [], problems: 0, doubts: [], change: allNew, ...more }) as unknown as SetPreview;

test("files come in unseen only where all that they bring is new, can be read and is in no doubt", () => {
  expect(notYet(seen(), false)).toBeNull();
  expect(notYet(seen({ blocked: ["Say who left."] }), true)).toBe("Say who left.");
  expect(notYet(seen({ problems: 1 }), false)).toBe("There is 1 problem.");
  expect(notYet(seen({ problems: 2 }), true)).toBeNull();
  expect(notYet(seen({ doubts: [{}, {}] as unknown as SetPreview["doubts"] }), true)).toBe(
    "2 joins are in doubt.",
  );
});

test("what would change what is there already is seen first, and so is that nothing would", () => {
  expect(notYet(seen({ change: { ...allNew, changedAccounts: 2 } }), false)).toBe(
    "3 new accounts, 2 changed.",
  );
  expect(notYet(seen({ change: { ...allNew, goneAccounts: 1 } }), false)).toBe("3 new accounts, 1 gone.");
  expect(notYet(seen({ change: { ...allNew, newAccounts: 0 } }), false)).toBe("Nothing would change.");
});
