import { expect, test } from "vitest";
import { strataSentence } from "./strata-sentence";

test("the strata are said in a sentence", () => {
  const stratum = (label: string, inside: number, rest: number) => ({ label, n: 10, inside, rest });
  const all = stratum("All accounts", 0.4, 0.6);
  const say = (...insides: number[]) =>
    strataSentence({ by: "Region", all, within: insides.map((inside, i) => stratum(`${i}`, inside, 0.5)) });
  expect(say(0.3, 0.2)).toBe("In all 2 levels of Region the difference points the same way.");
  expect(say(0.3, 0.7, 0.5)).toBe("In 1 of the 3 levels of Region the difference points the same way.");
  expect(say(0.8, 0.7)).toBe("In none of the 2 levels of Region does the difference point the same way.");
  expect(say(0.8)).toBe("Only one level of Region holds accounts of both kinds.");
});
