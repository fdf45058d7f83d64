import { expect, test } from "vitest";
import { sayAge } from "#lib/icp/say-age.ts";

test.each([
  ["2026-11-22", "today"],
  ["2026-11-23", "today"],
  ["2026-11-21", "yesterday"],
  ["2026-11-19", "3 days ago"],
  ["2026-09-20", "2 months ago"],
  ["2023-11-22", "3 years ago"],
  ["no date", ""],
])("%s is %s", (date, said) => {
  expect(sayAge(date, "2026-11-22")).toBe(said);
});
