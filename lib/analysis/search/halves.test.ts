import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import { halvesOf } from "#lib/analysis/search/halves.ts";
import { rowKeys } from "#lib/analysis/search/row-keys.ts";
import { prepared, yesNoTarget } from "#lib/analysis/search/support/planted.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { targetsOf } from "#lib/analysis/targets.ts";
import { horizonWeights } from "#lib/stats/horizon.ts";
import { createRandom, shuffle } from "#lib/stats/random.ts";

const yearKept: Definition = {
  outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
};

/** Accounts that came over four years and are watched to the end of the last; half of them leave within three years. */
function watchedAccounts(n: number, seed: number) {
  const random = createRandom(seed);
  const startDays = Array.from({ length: n }, () => Math.floor(random() * 1460));
  const watched = startDays.map((day) => (1500 - day) / 30.4375);
  const life = startDays.map(() => -40 * Math.log(1 - random()));
  const frame = frameOf({
    columns: [{ name: "x", cells: startDays.map((day) => (day % 2 ? "a" : "b")) }],
    retention: {
      months: life.map((months, i) => Math.min(months, watched[i]!)),
      left: life.map((months, i) => (months < watched[i]! ? 1 : 0)),
    },
    startDays,
  });
  return { frame, target: targetsOf(frame, yearKept)[0]! };
}

test.each(["drawn", "by time"])("weights of each part come from its own accounts alone, %s", (how) => {
  const { frame, target } = watchedAccounts(900, 4);
  const startDays = how === "drawn" ? null : frame.startDays;
  const { discovery, holdout, rows, by } = halvesOf(target, null, startDays, createRandom(2));
  expect(by).toBe(how === "drawn" ? "account" : "time");
  expect(rows.discovery.length + rows.holdout.length).toBe(target.rows.length);
  for (const part of [discovery, holdout]) {
    // A censoring curve from nobody but those watched in this part, the known and those it is too early for.
    const own = horizonWeights(part.watched!.months, part.watched!.left, 12);
    expect(Array.from(part.weights!)).toEqual(Array.from(part.rows, (account) => own[account]!));
    expect(part.weights).not.toEqual(
      Float64Array.from(part.rows, (account) => target.weights![target.rows.indexOf(account)]!),
    );
  }
  const isWatched = (part: typeof discovery, account: number) =>
    !Number.isNaN(part.watched!.months[account]!);
  const twice = frame.accountIds.filter((_, i) => isWatched(discovery, i) === isWatched(holdout, i));
  expect(twice).toEqual([]);
});

test("what happens to accounts held back changes nothing in the part searched", () => {
  const { frame, target } = watchedAccounts(700, 9);
  const before = halvesOf(target, null, frame.startDays, createRandom(2));
  const late = new Set(before.holdout.watched!.on.rows);
  // Cut off within the year a little sooner: who is known stays the same, the censoring curve does not.
  const { months: seen, left } = frame.retention!;
  const months = seen.map((month, i) => (late.has(i) && left[i] === 0 && month < 12 ? month / 2 : month));
  const [changed] = targetsOf({ ...frame, retention: { months, left } }, yearKept);
  const after = halvesOf(changed!, null, frame.startDays, createRandom(2));
  expect(after.discovery.weights).toEqual(before.discovery.weights);
  expect(after.holdout.weights).not.toEqual(before.holdout.weights);
});

test("a cut in time after which nobody was followed to the horizon is no cut", () => {
  const { frame, target } = watchedAccounts(800, 5);
  const late = target.rows.filter((account) => frame.startDays![account]! > 1100);
  const young = { ...frame, startDays: frame.startDays!.map((day) => (day > 1100 ? day : day / 100 + 1100)) };
  expect(late.length / target.rows.length).toBeLessThan(0.4);
  const { by, holdout } = halvesOf(target, null, young.startDays, createRandom(1));
  const followed = holdout.watched!.on.rows.some((account) => holdout.watched!.months[account]! >= 12);
  expect([by === "account" || by === "time", followed]).toEqual([true, true]);
});

test("clusters stay whole, and as many good go to either part of a yes or no", () => {
  const values = Float64Array.from({ length: 1_000 }, (_, i) => (i % 10 < 3 ? 1 : 0));
  const target = yesNoTarget(values);
  const clusters = Int32Array.from({ length: 1_000 }, (_, i) => i % 50);
  const { rows } = halvesOf(target, clusters, null, createRandom(3));
  const names = (part: Int32Array) => new Set(part.map((row) => clusters[row]!));
  expect([...names(rows.discovery)].filter((name) => names(rows.holdout).has(name))).toEqual([]);
  expect(names(rows.discovery).size).toBe(30);
  const plain = halvesOf(target, null, null, createRandom(3));
  expect(plain.discovery.values.reduce((a, b) => a + b, 0)).toBe(180);
  expect(plain.holdout.values.reduce((a, b) => a + b, 0)).toBe(120);
});

test("drawn by what accounts are, neither their order nor which outcome is good moves one to the other part", () => {
  const random = createRandom(21);
  // Some alike in everything: of those, as many go to either part as of the others.
  const cells = Array.from({ length: 3_000 }, (_, i) => (i < 600 ? 1 : 2 + Math.floor(random() * 30)));
  const sizes = cells.map((cell) => (cell === 1 ? 5 : Math.floor(random() * 6)));
  const values = cells.map(() => (random() < 0.4 ? 1 : 0));
  const order = shuffle(
    cells.map((_, i) => i),
    random,
  );
  const drawn = (of: readonly number[], good: 0 | 1, isTurned = false) => {
    const columns = [
      { name: "kind", cells: of.map((i) => `k${cells[i]}`) },
      { name: "size", cells: of.map((i) => sizes[i]!) },
    ];
    const { columns: searched } = prepared(frameOf({ columns: isTurned ? columns.reverse() : columns }));
    const target = yesNoTarget(Float64Array.from(of, (i) => (values[i] === good ? 1 : 0)));
    const { rows } = halvesOf(target, null, null, createRandom(3), rowKeys(searched, of.length));
    const what = (row: number) => `${cells[of[row]!]} ${sizes[of[row]!]} ${values[of[row]!]}`;
    return { rows, discovery: Array.from(rows.discovery, what).sort() };
  };
  const plain = drawn([...cells.keys()], 1);
  expect(plain.rows.discovery.length).toBe(1_800);
  const alike = plain.discovery.filter((what) => what.startsWith("1 ")).length;
  expect(alike / 600).toBeGreaterThan(0.54);
  expect(alike / 600).toBeLessThan(0.66);
  expect(drawn(order, 1).discovery).toEqual(plain.discovery);
  expect(drawn(order, 0).discovery).toEqual(plain.discovery);
  expect(drawn([...cells.keys()], 1, true).discovery).toEqual(plain.discovery);
});
