import { expect, test } from "vitest";
import { planTable } from "#lib/import/plan-columns.ts";
import { createSetTableReader } from "#lib/import/set-table.ts";
import { isoDate, readDate } from "#lib/import/value.ts";

const headings = ["Record ID", "Deal Name", "Deal Stage", "Amount", "Close Date", "Create Date"];

/** The latest day on which something happened by a file of deals. */
function latestOf(deals: readonly (readonly [stage: string, closed: string, created: string])[]): string {
  const rows = deals.map(([stage, closed, created], i) => ({
    ...{ number: i + 2, suspect: false, problems: [] },
    cells: [`${i}`, `Deal ${i}`, stage, "100", closed, created],
  }));
  const { source, columns } = planTable(headings, rows, ",");
  const table = { id: "0", order: 0, fileHash: "0", plan: { source, columns }, own: null };
  const today = readDate("2025-06-01", null) ?? 0;
  const reader = createSetTableReader(table, { today, issuesKept: 10, lastRow: null });
  reader.read(rows);
  return isoDate(reader.latest());
}

test("a deal has happened when it was won or lost; the day an open one is hoped to close says nothing", () => {
  const won = ["Closed Won", "2024-10-18", "2024-02-01"] as const;
  const open = ["Negotiation", "2025-01-31", "2024-03-05"] as const;
  expect(latestOf([won, open])).toBe("2024-10-18");
  expect(latestOf([open])).toBe("2024-03-05");
  expect(latestOf([won, ["Closed Lost", "2024-12-02", "2024-02-01"]])).toBe("2024-12-02");
  expect(latestOf([won, ["Closed Won", "2026-10-18", "2024-02-01"]])).toBe("2024-10-18");
});
