import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import { sayDefinition } from "#lib/icp/say-definition.ts";

const definition: Definition = {
  outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
  cut: 0.5,
  cohort: { from: "2024-01-01", to: null },
  horizonMonths: 12,
};

test("a definition says its outcomes, its cohort and its horizon", () => {
  expect(sayDefinition(definition)).toEqual([
    "Stays: at least 12 months.",
    "Counted are customers who started on 1 Jan 2024 or later.",
    "Each is watched for 12 months.",
  ]);
});

test("and, where they are not the usual, what patterns are measured by and since when those who leave are known", () => {
  const cohort = { from: null, to: null, watchedSince: "2023-06-01" };
  expect(sayDefinition({ ...definition, measuredBy: "score", cohort })).toEqual([
    "Stays: at least 12 months.",
    "Patterns are measured by the score this makes, from 0 to 100.",
    "Every customer counts, whenever it started.",
    "Customers who left before 1 Jun 2023 are not in the data, so those from before count from that day on.",
    "Each is watched for 12 months.",
  ]);
});
