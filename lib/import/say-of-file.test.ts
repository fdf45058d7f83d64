import { expect, test } from "vitest";
import type { FileChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood, FileUnderstood } from "#lib/import/import-set.ts";
import { clearRole, giveRole, sayColumn, sayStatus } from "#lib/import/say-of-file.ts";

const column = (heading: string, role: ColumnUnderstood["role"]) => ({ heading, role }) as ColumnUnderstood;

/** One's own table: who left is said by "Churn" so far. */
const file = (change: FileChange = {}, tool: FileUnderstood["source"]["tool"] = "own") =>
  ({
    source: { tool },
    change,
    columns: [column("Id", "identifier"), column("Churn", "status"), column("State", "attribute")],
    status: { heading: "Churn", values: [{ value: "Yes", means: "left", count: 3 }] },
  }) as unknown as FileUnderstood;

test("a role that one column has is taken from the one that had it, and nothing that would tell the outcome is left a trait", () => {
  expect(giveRole(file(), "State", { role: "status" }).columns).toEqual({
    Churn: { role: "ignore" },
    State: { role: "status" },
  });
  expect(giveRole(file(), "State", { role: "identifier" }).columns).toEqual({
    Id: { role: "attribute" },
    State: { role: "identifier" },
  });
  expect(clearRole(file(), "status").columns).toEqual({ Churn: { role: "ignore" } });
  // A tool's export may have several of anything.
  expect(giveRole(file({}, "HubSpot"), "State", { role: "identifier" }).columns).toEqual({
    State: { role: "identifier" },
  });
});

test("what was said of a column stays, but for what it is", () => {
  const said = file({ columns: { State: { role: "ignore", dimension: "budget" }, Id: { type: "text" } } });
  expect(giveRole(said, "State").columns).toEqual({ State: { dimension: "budget" }, Id: { type: "text" } });
  expect(sayColumn(said, "State", { type: "list" }).columns?.State).toEqual({
    role: "ignore",
    dimension: "budget",
    type: "list",
  });
});

test("a meaning is said over the guess, of a value found later too, and is forgotten with its column", () => {
  const once = sayStatus(file(), "yes ", "stayed");
  expect(once.statusValues).toEqual([{ value: "Yes", means: "stayed" }]);
  expect(sayStatus(file(), "Gone", "left").statusValues).toEqual([
    { value: "Yes", means: "left" },
    { value: "Gone", means: "left" },
  ]);
  expect(giveRole(file(once), "State", { role: "status" }).statusValues).toBeUndefined();
  expect(giveRole(file(once), "State", { role: "ignore" }).statusValues).toEqual(once.statusValues);
});
