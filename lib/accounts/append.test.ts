import { expect, test } from "vitest";
import { appendAccounts } from "#lib/accounts/append.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";

const first = frameOf({
  columns: [
    { name: "Sector", cells: ["Bank", null, "Media"] },
    { name: "People", cells: [10, 20, null] },
    { name: "Stack", cells: [["AWS"], null, ["AWS", "Kafka"]] },
    { name: "Only here", cells: ["a", "b", "c"] },
  ],
  retention: { months: [3, 4, 5], left: [0, 1, 0] },
  outcomes: [{ outcome: { name: "ACV", kind: "value", better: "higher" }, values: [1, 2, 3] }],
  startDays: [1, 2, 3],
});
const second = frameOf({
  columns: [
    { name: "People", cells: [30, null] },
    { name: "Sector", cells: ["Media", "Retail"] },
    { name: "Stack", cells: [["Kafka", "Azure"], null] },
    { name: "Only there", cells: ["x", "y"] },
  ],
});

test("accounts behind those of a frame, with what both know; the rest is unknown of them", () => {
  const both = appendAccounts(first, second);
  expect(both).toMatchObject({
    ...frameOf({
      columns: [
        { name: "Sector", cells: ["Bank", null, "Media", "Media", "Retail"] },
        { name: "People", cells: [10, 20, null, 30, null] },
        { name: "Stack", cells: [["AWS"], null, ["AWS", "Kafka"], ["Kafka", "Azure"], null] },
        { name: "Only here", cells: ["a", "b", "c", null, null] },
      ],
      retention: { months: [3, 4, 5, Number.NaN, Number.NaN], left: [0, 1, 0, 2, 2] },
      outcomes: [
        {
          outcome: { name: "ACV", kind: "value", better: "higher" },
          values: [1, 2, 3, Number.NaN, Number.NaN],
        },
      ],
      startDays: [1, 2, 3, Number.NaN, Number.NaN],
    }),
    accountIds: ["account-0", "account-1", "account-2", "account-0", "account-1"],
  });
});

test("nobody behind them leaves a frame as it is", () => {
  const nobody = frameOf({ columns: [{ name: "Sector", cells: [] }] });
  expect(appendAccounts(first, nobody)).toEqual(first);
});
