import { expect, test, vi } from "vitest";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { suggestDefinition } from "#lib/analysis/suggest-definition.ts";
import { type NullOutcome, nullFrame } from "#lib/analysis/support/null-table.ts";

// Some five seconds each on an idle machine.
vi.setConfig({ testTimeout: 180_000 });

/** Sets of 40 attributes that have nothing to do with the outcome, in which something is nevertheless supported. */
function setsWithFindings(accounts: number, sets: number, outcome: NullOutcome, seed: number): number {
  let found = 0;
  for (let set = 0; set < sets; set++) {
    const frame = nullFrame(accounts, outcome, seed + set);
    if (analyse(frame, suggestDefinition(frame), defaultOptions).supported > 0) found++;
  }
  return found;
}

// statistics.md, "What must hold" 4: an engine that is wrong one time in twenty passes each of these with about 96 %.
test.each([
  ["yes or no", 1],
  ["number", 2],
] as const)("at most 15 of 200 null sets of 50 accounts show a finding (%s)", (outcome, seed) => {
  expect(setsWithFindings(50, 200, outcome, seed * 10_000)).toBeLessThanOrEqual(15);
});

test.each([
  ["yes or no", 3],
  ["followed", 4],
  ["number", 5],
] as const)("at most 5 of 50 null sets of 500 accounts show a finding (%s)", (outcome, seed) => {
  expect(setsWithFindings(500, 50, outcome, seed * 10_000)).toBeLessThanOrEqual(5);
});
