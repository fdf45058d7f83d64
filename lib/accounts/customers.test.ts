import { expect, test } from "vitest";
import { customersOf } from "#lib/accounts/customers.ts";
import type { Frame } from "#lib/accounts/frame.ts";

const accounts: Frame = {
  accountIds: ["kept", "left", "only a start", "prospect"],
  columns: [],
  retention: {
    months: Float64Array.of(12, 3, Number.NaN, Number.NaN),
    left: Uint8Array.of(0, 1, 2, 2),
  },
  outcomes: [],
  startDays: Float64Array.of(20_000, 20_100, 20_200, Number.NaN),
};

test("companies of which neither a start nor an end is known are no customers", () => {
  expect(customersOf(accounts).accountIds).toEqual(["kept", "left", "only a start"]);
});

test("who is still there is told without dates as well", () => {
  expect(customersOf({ ...accounts, startDays: null }).accountIds).toEqual(["kept", "left"]);
});

test("a table that says neither of anybody is one of customers", () => {
  const silent = { ...accounts, retention: null, startDays: null };
  expect(customersOf(silent)).toBe(silent);
});
