import { expect, test } from "vitest";
import type { TeamStand } from "#lib/icp/next-step.ts";
import { type PathFacts, pathOf, summaryOf } from "#lib/icp/path.ts";

const today = "2026-11-22";
const nothing: PathFacts = {
  customers: 0,
  files: 0,
  lastImportOn: null,
  definition: false,
  outcomes: [],
  definitionAgreedIn: null,
  supported: null,
  examined: null,
  criteria: 0,
  thingsToMend: 0,
  draftEditedOn: null,
  edits: 0,
  proposal: null,
  proposedOn: null,
  version: null,
  publishedOn: null,
};
const teams = (...decisions: TeamStand["decision"][]): readonly TeamStand[] =>
  ["marketing", "sales", "product"].map((team, i) => ({ team, decision: decisions[i] ?? null }));
const underWay: PathFacts = {
  ...nothing,
  customers: 1204,
  files: 5,
  lastImportOn: "2026-11-19",
  definition: true,
  outcomes: ["retention", "expansion"],
  definitionAgreedIn: 3,
  supported: 9,
  examined: 1912,
  criteria: 11,
  thingsToMend: 2,
  draftEditedOn: "2026-11-21",
  edits: 4,
  proposal: { teams: teams("approve", "approve") },
  proposedOn: "2026-11-20",
  version: { number: 3, shared: true },
  publishedOn: "2026-08-14",
};
const said = (facts: PathFacts, step: Parameters<typeof pathOf>[1]) =>
  pathOf(facts, step, today).map(({ name, figure, note }) => `${name}: ${figure}; ${note}`);

test("a newcomer's path says what is missing at every step", () => {
  expect(said(nothing, "data")).toEqual([
    "Data: no customers yet; ",
    "Good customer: not said yet; ",
    "Patterns: none yet; ",
    "Draft: empty; ",
    "Approvals: nobody asked yet; ",
    "Version 1: not yet; ",
  ]);
});

test("each step says its state, figure, age and who is waited for", () => {
  expect(said(underWay, "approvals")).toEqual([
    "Data: 1,204 accounts; 5 files, 3 days ago",
    "Good customer: Retention and expansion; agreed in version 3",
    "Patterns: 9 hold; of 1,912 patterns examined",
    "Draft: 11 criteria; 2 things to mend, edited yesterday",
    "Approvals: Marketing ✓  Sales ✓; Product, asked 2 days ago",
    "Version 4: not yet; version 3 stands",
  ]);
  expect(pathOf(underWay, "approvals", today).map((line) => line.state)).toEqual([
    "done",
    "done",
    "done",
    "done",
    "current",
    "ahead",
  ]);
});

test("a published version that nothing has moved from is the end of the path", () => {
  const rest = { ...underWay, edits: 0, proposal: null };
  expect(said(rest, "version").slice(4)).toEqual([
    "Approvals: given for version 3; ",
    "Version 3: 14 Aug 2026; 3 months ago",
  ]);
});

test("the summary says since when it waits and what everybody sees meanwhile", () => {
  expect(summaryOf(underWay)).toBe(
    "Proposal of 20 Nov 2026 waits for 1 approval. Version 3 is what everybody sees today.",
  );
  expect(summaryOf({ ...underWay, proposal: null })).toBe("Version 3 is what everybody sees today.");
  expect(summaryOf(nothing)).toBe("");
});
