import { expect, test } from "vitest";
import { movedSince } from "#lib/icp/moved.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";

const at = (value: number) => ({ value, low: value - 0.05, high: value + 0.05 });
const snapshot = (customers: number, accept: number, good: number): Snapshot => ({
  customers,
  verdicts: { accept, reject: customers - accept, undecided: 0 },
  sides: { inside: { n: accept, good: at(good) }, outside: { n: 10, good: at(0.5) }, difference: at(0.3) },
  measure: "good",
  criteria: [],
  setAside: 0,
  dataRevision: 1,
  takenOn: "2026-11-14",
});

test("nothing moved says nothing", () => {
  const figures = snapshot(1000, 300, 0.84);
  expect(movedSince({ atPublishing: figures, now: figures }, 0)).toEqual([]);
  expect(movedSince({ atPublishing: null, now: figures }, 0)).toEqual([]);
});

test("customers, the share inside, how they do and the draft", () => {
  const moved = movedSince({ atPublishing: snapshot(1000, 300, 0.84), now: snapshot(1204, 470, 0.81) }, 1);
  expect(moved).toEqual([
    "204 customers more, 1,204 customers now.",
    "39 % of customers lie inside, 30 % at publishing.",
    "81 % of those inside are good customers, 84 % at publishing.",
    "The draft has moved on by 1 edit.",
  ]);
});

test("an undone import leaves fewer", () => {
  const moved = movedSince({ atPublishing: snapshot(1000, 300, 0.84), now: snapshot(999, 300, 0.84) }, 0);
  expect(moved).toEqual(["1 customer fewer, 999 customers now."]);
});
