import { expect, test } from "vitest";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";
import { accountHeadings, mappingOfExport } from "#lib/import/workshop-headings.ts";

test("what an outcome is stands in its heading, and is read from it again", () => {
  const outcomes: NumericOutcome[] = [
    { name: "ACV", kind: "value", better: "higher" },
    { name: "Tickets per 90 days", kind: "support", better: "lower", perDays: 90 },
    { name: "Days in sale", kind: "sales effort", better: "lower", sale: "days" },
    { name: "Sale won", kind: "sales effort", better: "higher", sale: "won" },
  ];
  const headings = accountHeadings({ start: true, left: null, attributes: [], outcomes });
  expect(headings).toContain("Days in sale [outcome, sales effort, lower is better, days of the sale]");
  const read = mappingOfExport(headings)!.columns.filter(({ role }) => role === "outcome");
  expect(read.map(({ heading, outcome }) => ({ name: heading, ...outcome }))).toEqual(outcomes);
});
