import { expect, test } from "vitest";
import { finish, paced, type Steps } from "#lib/import/steps.ts";
import { inSteps, inTurns } from "#lib/server/in-steps.ts";

/** Busy for about so long. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

function* sum(items: readonly number[], each: () => void): Steps<number> {
  let total = 0;
  yield* paced(items, (item) => {
    total += item;
    if (item % 512 === 0) each();
  });
  return total;
}

const numbers = Array.from({ length: 5120 }, (_, i) => i);
const total = (5119 * 5120) / 2;

test("a long computation gives the same at once and in steps, and lets others have a turn", async () => {
  expect(finish(sum(numbers, () => undefined))).toBe(total);
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  expect(await inSteps(sum(numbers, () => work(8)))).toBe(total);
  clearInterval(others);
  expect(turns).toBeGreaterThanOrEqual(3);
});

test("lists come in parts, all of them, with turns of others between", async () => {
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  const seen: number[] = [];
  for await (const part of inTurns(numbers, 512)) {
    work(8);
    seen.push(...part);
  }
  clearInterval(others);
  expect(seen).toEqual(numbers);
  expect(turns).toBeGreaterThanOrEqual(3);
});
