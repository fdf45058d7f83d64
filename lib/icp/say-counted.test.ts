import { expect, test } from "vitest";
import { sayCounted } from "#lib/icp/say-counted.ts";

const verdicts = { accept: 400, reject: 800, undecided: 131 };
const sides = (inside: number, outside: number) => ({
  inside: { n: inside, good: null },
  outside: { n: outside, good: null },
  difference: null,
});

test("whom the figures count is said, and that they flatter the rules chosen by them", () => {
  expect(sayCounted({ verdicts, sides: sides(320, 710) })).toBe(
    "Counted on 1,030 of 1,200 customers with a clear verdict, whose outcome is known; the rules were chosen by looking at them, so expect a smaller difference among new ones.",
  );
  expect(sayCounted({ verdicts, sides: sides(400, 800) })).toBe(
    "Counted on customers with a clear verdict; the rules were chosen by looking at them, so expect a smaller difference among new ones.",
  );
  const all = { verdicts, sides: sides(400, 800) };
  expect(sayCounted({ ...all, setAside: 1 })).toMatch(/verdict, without one account that was set aside; /);
  expect(sayCounted({ ...all, setAside: 3 })).toMatch(/, without 3 accounts that were set aside; /);
});
