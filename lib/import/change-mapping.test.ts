import { expect, test } from "vitest";
import { changeColumn, clearRole, giveRole, sayStatus } from "#lib/import/change-mapping.ts";
import { mappingProblems } from "#lib/import/mapping.ts";
import { understand } from "#lib/import/understand.ts";

const headings = ["id", "Churn", "Result", "Plan", "Score", "Since"];
const head = Array.from({ length: 40 }, (_, i) => ({
  number: i + 2,
  suspect: false,
  cells: [`c${i}`, i % 3 ? "No" : "Yes", i % 4 ? ">50K" : "<=50K", `P${i % 3}`, String(i), "2024-01-05"],
}));
const { mapping, profiles } = understand(headings, head, ",");
const profile = (at: number) => profiles[at] ?? profiles[0]!;

test("a role that only one column can have is taken from the other, which then tells nothing", () => {
  const changed = giveRole(mapping, 2, "status", profile(2));
  expect(changed.columns.map(({ role }) => role).slice(0, 3)).toEqual(["identifier", "ignore", "status"]);
  expect(changed.statusValues).toEqual([
    { value: ">50K", means: "neither" },
    { value: "<=50K", means: "neither" },
  ]);
  expect(mappingProblems(changed).map(({ sentence }) => sentence)).toEqual([
    "Say which values of “Result” mean that a customer left.",
    "Say which values of “Result” mean that a customer stayed.",
  ]);
  const said = sayStatus(sayStatus(changed, ">50k ", "stayed"), "<=50K", "left");
  expect(mappingProblems(said)).toEqual([]);
  expect(sayStatus(said, "paused", "neither").statusValues.at(-1)).toEqual({
    value: "paused",
    means: "neither",
  });
});

test("a role brings the type that it is read with", () => {
  expect(giveRole(mapping, 5, "start date", profile(5)).columns[5]).toMatchObject({
    role: "start date",
    type: "date",
  });
  expect(giveRole(mapping, 4, "tenure", profile(4)).columns[4]).toMatchObject({ type: "number" });
  expect(giveRole(mapping, 1, "outcome", profile(1)).columns[1]).toMatchObject({
    role: "outcome",
    type: "yes-no",
  });
  expect(giveRole(mapping, 4, "outcome", profile(4)).columns[4]).toMatchObject({ type: "number" });
});

test("a role can be taken away, and a column changed, without touching the others", () => {
  expect(clearRole(mapping, "identifier").columns[0]?.role).toBe("attribute");
  expect(clearRole(mapping, "status").columns[1]?.role).toBe("ignore");
  const changed = changeColumn(mapping, 3, { dimension: "budget" });
  expect(changed.columns[3]?.dimension).toBe("budget");
  expect(changed.columns.filter((_, i) => i !== 3)).toEqual(mapping.columns.filter((_, i) => i !== 3));
});
