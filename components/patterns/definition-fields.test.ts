import { expect, test } from "vitest";
import { type Definition, definitionSchema } from "#lib/accounts/definition.ts";
import { definitionOf, fieldsOf } from "./definition-fields";
import { sameDefinition } from "./judged";

const definition: Definition = {
  outcomes: [{ outcome: "retention", poor: 6, good: 12, weight: 2 }],
  cut: 0.6,
  cohort: { from: "2024-01-01", to: null },
  horizonMonths: 12,
};
const days = { outcome: "Days to onboard", poor: 60, good: 20, weight: 1 };

test("a definition goes into the form and comes back", () => {
  const fields = fieldsOf(definition, [days, { outcome: "retention", poor: 1, good: 2, weight: 9 }]);
  expect(fields.cards.map(({ outcome, chosen }) => [outcome, chosen])).toEqual([
    ["retention", true],
    ["Days to onboard", false],
  ]);
  expect(definitionOf(fields)).toEqual(definition);
  expect(definitionSchema.parse(definitionOf(fields))).toEqual(definition);
});

test("being measured by the score, and since when leavers are in the data, go in and come back", () => {
  const asked: Definition = {
    ...definition,
    measuredBy: "score",
    cohort: { ...definition.cohort, watchedSince: "2023-06-01" },
  };
  const fields = fieldsOf(asked, []);
  expect([fields.byScore, fields.watchedSince]).toEqual([true, "2023-06-01"]);
  expect(definitionOf(fields)).toEqual(asked);
  expect(definitionSchema.parse(definitionOf(fields))).toEqual(asked);
  // What was saved before either could be said stays the same, byte for byte.
  expect(Object.keys(definitionOf({ ...fields, byScore: false, watchedSince: "" }))).not.toContain(
    "measuredBy",
  );
  expect(sameDefinition(asked, definition)).toBe(false);
  expect(sameDefinition({ ...definition, measuredBy: "yes or no" }, definition)).toBe(true);
});

test("a card that is chosen joins, numbers may have a decimal comma", () => {
  const fields = fieldsOf(definition, [days]);
  const cards = fields.cards.map((card) => ({ ...card, chosen: true, weight: "1,5" }));
  expect(definitionOf({ ...fields, cards })).toMatchObject({
    outcomes: [
      { outcome: "retention", weight: 1.5 },
      { outcome: "Days to onboard", poor: 60, good: 20, weight: 1.5 },
    ],
  });
});

test("what is not right yet is said", () => {
  const fields = fieldsOf(definition, []);
  const [card] = fields.cards;
  const withCard = (changes: object) => ({ ...fields, cards: [{ ...card!, ...changes }] });
  expect(definitionOf(withCard({ chosen: false }))).toBe("Choose at least one outcome.");
  expect(definitionOf(withCard({ good: "" }))).toBe("Give three numbers for Months retained.");
  expect(definitionOf(withCard({ weight: "0" }))).toBe("The weight of Months retained must be above 0.");
  expect(definitionOf({ ...fields, cut: "140" })).toBe("The cut is a number from 0 to 100.");
  expect(definitionOf({ ...fields, horizon: "-3" })).toBe("The horizon is from 1 to 240 months.");
  expect(definitionOf(withCard({ good: "18" }))).toBe(
    "Nobody is watched for 18 months where the horizon is 12: lengthen it, or call fewer months good.",
  );
  expect(definitionOf({ ...fields, to: "2023-01-01" })).toBe("The cohort ends before it begins.");
});
