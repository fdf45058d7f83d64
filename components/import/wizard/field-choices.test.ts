import { expect, test } from "vitest";
import { recordKinds } from "#lib/import/sources/definition.ts";
import { choiceOf, fieldChoices } from "./field-choices.ts";

test.each(recordKinds)("each choice for a column of a %s is found again by what it says", (kind) => {
  const choices = fieldChoices(kind);
  expect(new Set(choices.map(({ key }) => key)).size).toBe(choices.length);
  for (const choice of choices) expect(choiceOf(choices, choice.says)).toBe(choice);
  expect(choiceOf(choices, { dateOrder: "day first" })).toBeUndefined();
});
