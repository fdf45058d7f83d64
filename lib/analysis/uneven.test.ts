import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import type { Pattern } from "#lib/analysis/finding.ts";
import { judgeAccounts } from "#lib/analysis/good-customer.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { warningSentence } from "#lib/analysis/sentence.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { goodCustomerTarget } from "#lib/analysis/target.ts";
import { unevenWatch } from "#lib/analysis/uneven.ts";
import { createRandom } from "#lib/stats/random.ts";
import { kaplanMeier, survivalBefore } from "#lib/stats/survival.ts";

const yearKept: Definition = {
  outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
};

interface Watch {
  readonly from: number;
  readonly to: number;
  /** Mean months until they leave. */
  readonly stays: number;
}

/** 150 accounts sold through a new channel, 350 through the old one, watched for as long as each says. */
function channels(fresh: Watch, old: Watch, seed: number) {
  const random = createRandom(seed);
  const accounts = Array.from({ length: 500 }, (_, i) => {
    const { from, to, stays } = i < 150 ? fresh : old;
    const watched = from + (to - from) * random();
    const life = -stays * Math.log(1 - random());
    return {
      channel: i < 150 ? "new" : "old",
      months: Math.min(life, watched),
      left: life <= watched ? 1 : 0,
    };
  });
  const frame = frameOf({
    columns: [{ name: "Channel", cells: accounts.map(({ channel }) => channel) }],
    retention: { months: accounts.map(({ months }) => months), left: accounts.map(({ left }) => left) },
  });
  const good = analyse(frame, yearKept, defaultOptions).outcomes[0]!;
  const pattern = good.attributes[0]!.patterns.find(({ level }: Pattern) => level === "new")!;
  const warning = pattern.warnings.find(({ kind }) => kind === "watched unevenly");
  const kept = (channel: string) => {
    const mine = accounts.filter((account) => account.channel === channel);
    const curve = kaplanMeier(
      mine.map(({ months }) => months),
      mine.map(({ left }) => left),
    );
    return survivalBefore(curve, 12);
  };
  return { pattern, warning, kept, good };
}

test("a level of young accounts alone looks poor, and is not believed", () => {
  const young = { from: 1, to: 15, stays: 30 };
  const { pattern, warning, kept } = channels(young, { from: 20, to: 50, stays: 30 }, 3);
  // The trap: those known of the young are mostly those who left.
  expect(pattern.p).toBeLessThan(1e-6);
  expect(pattern.inside.value).toBeLessThan(kept("new") - 0.15);
  expect(pattern).toMatchObject({ verdict: "insufficient", direction: "none", needed: null });
  expect(warning).toMatchObject({ holds: false, months: 12 });
  if (warning?.kind !== "watched unevenly" || warning.own === null) throw new Error("no comparison");
  // Weighted by its own censoring curve, a group agrees with its own Kaplan-Meier curve.
  expect(warning.own.inside).toBeCloseTo(kept("new"), 10);
  expect(warning.own.rest).toBeCloseTo(kept("old"), 10);
});

test("where nobody of a group was followed to the horizon, nothing is said of it", () => {
  const { pattern, warning, good } = channels(
    { from: 1, to: 9, stays: 30 },
    { from: 20, to: 50, stays: 30 },
    4,
  );
  expect(pattern.verdict).toBe("insufficient");
  expect(warning).toMatchObject({ own: null, holds: false });
  expect(warning && warningSentence(warning, good)).toContain("None of these accounts has been followed");
});

test("a group of whom everybody left before the horizon is known to the last", () => {
  const accounts = Array.from({ length: 200 }, (_, i) => {
    const isBad = i % 5 === 0;
    const young = !isBad && i % 3 === 0;
    return {
      kind: isBad ? "bad" : "fine",
      months: isBad ? 2 + (i % 7) : young ? 5 : 20,
      left: isBad ? 1 : 0,
    };
  });
  const frame = frameOf({
    columns: [{ name: "Kind", cells: accounts.map(({ kind }) => kind) }],
    retention: { months: accounts.map(({ months }) => months), left: accounts.map(({ left }) => left) },
  });
  // Trusted: a level at which everybody left would be taken for the outcome itself.
  const options = { ...defaultOptions, trusted: ["Kind"] };
  const [kind] = analyse(frame, yearKept, options).outcomes[0]!.attributes;
  const bad = kind!.patterns.find(({ level }) => level === "bad")!;
  expect(bad).toMatchObject({ verdict: "supported", direction: "poor", inside: { value: 0 } });
  expect(bad.warnings.filter(({ kind }) => kind === "watched unevenly")).toEqual([]);
});

test("a real difference between groups watched unevenly stays, with its own figures beside it", () => {
  const { pattern, warning } = channels({ from: 1, to: 20, stays: 8 }, { from: 20, to: 50, stays: 60 }, 5);
  expect(pattern).toMatchObject({ verdict: "supported", direction: "poor" });
  expect(warning).toMatchObject({ holds: true });
});

test("groups watched alike are not warned of", () => {
  const both = { from: 3, to: 40 };
  const { pattern, warning } = channels({ ...both, stays: 8 }, { ...both, stays: 60 }, 6);
  expect(pattern.verdict).toBe("supported");
  expect(warning).toBeUndefined();
});

test("where many traits follow the age of the accounts, tables of noise hardly ever have a level that holds", () => {
  let found = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(5_000 + seed);
    const age = Array.from({ length: 500 }, (_, i) => (i < 150 ? "old" : "new"));
    const accounts = age.map((one) => {
      const watched = one === "old" ? 20 + 30 * random() : 2 + 18 * random();
      const life = -18 * Math.log(1 - random());
      return { months: Math.min(life, watched), left: life < watched ? 1 : 0 };
    });
    const cellOf = (one: string) => {
      if (random() < 0.15) return `value ${Math.floor(3 * random())}`;
      return one === "old" ? "value 0" : `value ${1 + Math.floor(2 * random())}`;
    };
    const traits = Array.from({ length: 5 }, (_, i) => ({ name: `trait ${i}`, cells: age.map(cellOf) }));
    const frame = frameOf({
      columns: [{ name: "age", cells: age }, ...traits],
      retention: { months: accounts.map(({ months }) => months), left: accounts.map(({ left }) => left) },
    });
    if (analyse(frame, yearKept, defaultOptions).outcomes[0]!.supported > 0) found++;
  }
  expect(found).toBeLessThanOrEqual(2);
});

test("of very many accounts half a point is significant, and may come from a month of follow-up alone", () => {
  const random = createRandom(4);
  const isInside = Uint8Array.from({ length: 60_000 }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const accounts = Array.from(isInside, (inside) => {
    const watched = (inside === 1 ? 0 : 1) + 24 * random();
    const life = -33 * Math.log(1 - random());
    return { months: Math.min(life, watched), left: life <= watched ? 1 : 0 };
  });
  const frame = frameOf({
    columns: [],
    retention: { months: accounts.map(({ months }) => months), left: accounts.map(({ left }) => left) },
  });
  const target = goodCustomerTarget(judgeAccounts(frame, yearKept));
  // By the weights of everybody those watched for a month less seem to stay a point less often.
  const found = unevenWatch(target, isInside, -0.012, 4)!;
  expect(Math.abs(found.early.inside - found.early.rest)).toBeLessThan(0.05);
  expect(found.holds).toBe(false);
  expect(Math.abs(found.own!.inside - found.own!.rest)).toBeLessThan(0.012);
  // What is seen is far more than that could make: nothing to beware of.
  expect(unevenWatch(target, isInside, -0.1, 4)).toBeNull();
});
