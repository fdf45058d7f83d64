import { expect, test } from "vitest";
import { clip, wrap } from "./lines.ts";

test("words are wrapped at 80 characters, a per cent sign and a p with their figures", () => {
  const words = `${"word ".repeat(40)}57.3 % good, ${"longer ".repeat(9)}p = 0.012).`;
  const lines = wrap(words, 4, 2);
  expect(lines.join(" ").replace(/ +/g, " ").trim()).toBe(words);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines[0]!.startsWith("  word") && lines[1]!.startsWith("    word")).toBe(true);
  for (let before = 0; before < 90; before++) {
    const told = wrap(`${"x".repeat(before)} 57.3 % p = 0.012`);
    expect(told.some((line) => line.includes("57.3 %"))).toBe(true);
    expect(told.some((line) => line.includes("p = 0.012"))).toBe(true);
  }
});

test("a word longer than a line stands alone, and text is clipped with an ellipsis", () => {
  expect(wrap(`a ${"b".repeat(100)} c`, 0)).toEqual(["a", "b".repeat(100), "c"]);
  expect(wrap("")).toEqual([""]);
  expect([clip("abc", 3), clip("abcd", 3)]).toEqual(["abc", "ab…"]);
});
