import { expect, test } from "vitest";
import type { Frame } from "#lib/accounts/frame.ts";
import { methodWords } from "#lib/analysis/method.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { measuringIn } from "#lib/analysis/search/grouped.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { numericTargets, testOf } from "#lib/analysis/target.ts";
import { eventRates } from "#lib/stats/event-rate.ts";
import { compareRates } from "#lib/stats/poisson.ts";
import { createRandom, type Random } from "#lib/stats/random.ts";

const month = 30.4375;

/** Poisson by waiting times; with `spread` above 0 the rate itself varies from account to account (variance spread·mean²). */
function draw(mean: number, spread: number, random: Random): number {
  const rate = spread === 0 ? mean : mean * -Math.log(1 - random());
  let [count, sum] = [0, -Math.log(1 - random())];
  for (; sum < rate; count++) sum -= Math.log(1 - random());
  return count;
}

interface Plan {
  readonly rate: number;
  /** Months watched, from and to. */
  readonly watched: readonly [number, number];
  readonly accounts: number;
}

/** Tickets per 90 days of two plans. */
function tickets(plans: readonly Plan[], spread: number, seed: number): Frame {
  const random = createRandom(seed);
  const rows = plans.flatMap(({ rate, watched, accounts }, plan) =>
    Array.from({ length: accounts }, () => {
      const months = watched[0] + (watched[1] - watched[0]) * random();
      const exposure = (months * month + 1) / 90;
      return { plan: `plan ${plan}`, months, value: draw(rate * exposure, spread, random) / exposure };
    }),
  );
  return frameOf({
    columns: [{ name: "Plan", cells: rows.map(({ plan }) => plan) }],
    retention: { months: rows.map(({ months }) => months), left: rows.map(() => 0) },
    outcomes: [
      {
        outcome: { name: "Tickets per 90 days", kind: "support", better: "lower", perDays: 90 },
        values: rows.map(({ value }) => value),
      },
    ],
  });
}

const findingsOf = (frame: Frame) =>
  analyse(frame, null, defaultOptions).outcomes.find(({ outcome }) => outcome === "Tickets per 90 days")!;
const firstPlan = (frame: Frame) =>
  findingsOf(frame).attributes[0]!.patterns.find(({ level }) => level === "plan 0")!;

test("a rate is events over exposure: accounts of a month do not weigh as those of years", () => {
  const frame = tickets(
    [
      { rate: 2, watched: [24, 48], accounts: 150 },
      { rate: 2, watched: [1, 2], accounts: 150 },
    ],
    0,
    4,
  );
  const { test: how, base } = findingsOf(frame);
  expect(how).toBe("events");
  const [target] = numericTargets(frame);
  // What was counted comes back whole.
  for (const [row, value] of target!.values.entries())
    expect(Math.abs((value * target!.exposure![row]!) % 1)).toSatisfy(
      (part: number) => part < 1e-6 || part > 1 - 1e-6,
    );
  const events = target!.values.reduce((sum, value, row) => sum + value * target!.exposure![row]!, 0);
  const exposure = target!.exposure!.reduce((sum, one) => sum + one, 0);
  expect(base.value).toBeCloseTo(events / exposure, 10);
  const { inside, low } = { ...firstPlan(frame), low: firstPlan(frame).inside.low };
  expect(inside.value).toBeGreaterThan(1.7);
  expect(low).toBeLessThan(2);
});

test("a real difference is found, its ratio that of the negative binomial, and its direction that of fewer tickets", () => {
  const frame = tickets(
    [
      { rate: 3, watched: [2, 40], accounts: 200 },
      { rate: 1.5, watched: [2, 40], accounts: 250 },
    ],
    1,
    7,
  );
  const pattern = firstPlan(frame);
  expect(pattern).toMatchObject({ verdict: "supported", direction: "poor" });
  const [target] = numericTargets(frame);
  const counts = target!.values.map((value, row) => Math.round(value * target!.exposure![row]!));
  const column = frame.columns[0]!;
  if (column.kind !== "category") throw new Error("a text");
  const fit = eventRates(counts, target!.exposure!, [column.codes.map((code) => (code === 0 ? 1 : 0))]);
  expect(fit.converged).toBe(true);
  expect(Math.abs(Math.log(pattern.effect) - fit.coefficients[1]!)).toBeLessThan(2 * fit.se[1]!);
  expect(pattern.difference.low).toBeGreaterThan(0);
});

test("counts that vary more than Poisson's are no evidence: one p in twenty is below .05", () => {
  let [honest, poisson] = [0, 0];
  const rounds = 240;
  for (let seed = 1; seed <= rounds; seed++) {
    const both = { rate: 2, watched: [1, 36] as const };
    const frame = tickets(
      [
        { ...both, accounts: 60 },
        { ...both, accounts: 90 },
      ],
      1,
      seed,
    );
    const pattern = firstPlan(frame);
    if (pattern.p <= 0.05) honest++;
    const [target] = numericTargets(frame);
    const arm = (from: number, to: number) => {
      const exposure = target!.exposure!.subarray(from, to);
      const events = target!.values
        .subarray(from, to)
        .reduce((sum, value, row) => sum + Math.round(value * exposure[row]!), 0);
      return [events, exposure.reduce((sum, one) => sum + one, 0)] as const;
    };
    if (compareRates(...arm(0, 60), ...arm(60, 150)).p <= 0.05) poisson++;
  }
  expect(honest / rounds).toBeLessThan(0.095);
  expect(honest / rounds).toBeGreaterThan(0.01);
  // The trap: taking accounts for Poisson's would find something in half of them.
  expect(poisson / rounds).toBeGreaterThan(0.3);
});

test("levels of accounts watched longer are no findings for that alone, and their intervals hold the truth", () => {
  let [found, held] = [0, 0];
  const rounds = 240;
  for (let seed = 1; seed <= rounds; seed++) {
    const frame = tickets(
      [
        { rate: 2, watched: [24, 60], accounts: 60 },
        { rate: 2, watched: [1, 24], accounts: 240 },
      ],
      1,
      seed,
    );
    const { p, inside } = firstPlan(frame);
    if (p <= 0.05) found++;
    if (inside.low <= 2 && inside.high >= 2) held++;
  }
  // With one dispersion for everybody it was one in seven, and eight intervals of ten held it.
  expect(found / rounds).toBeLessThan(0.085);
  expect(held / rounds).toBeGreaterThan(0.9);
});

test("a dozen accounts watched for years are no finding for that alone, nor is a trait of several such dozens", () => {
  let [level, trait] = [0, 0];
  const rounds = 200;
  const dozen = { rate: 2, watched: [24, 60] as const, accounts: 12 };
  const others = { rate: 2, watched: [1, 24] as const, accounts: 240 };
  for (let seed = 1; seed <= rounds; seed++) {
    if (firstPlan(tickets([dozen, others], 1, seed)).p <= 0.05) level++;
    const [several] = findingsOf(tickets([dozen, dozen, dozen, others], 1, seed)).attributes;
    if (several!.p <= 0.05) trait++;
  }
  // Permuting pairs of events and exposure alone had four in ten.
  expect(level / rounds).toBeLessThan(0.085);
  expect(trait / rounds).toBeLessThan(0.085);
});

test("few events are compared exactly; without any nothing is said", () => {
  const frame = tickets(
    [
      { rate: 0.05, watched: [2, 8], accounts: 60 },
      { rate: 0.05, watched: [2, 8], accounts: 80 },
    ],
    0,
    3,
  );
  const pattern = firstPlan(frame);
  expect(pattern.p).toBeGreaterThan(0.05);
  expect(pattern.inside.high).toBeGreaterThan(pattern.inside.value);
  const none = tickets(
    [
      { rate: 0, watched: [2, 8], accounts: 60 },
      { rate: 0, watched: [2, 8], accounts: 60 },
    ],
    0,
    3,
  );
  expect(firstPlan(none)).toMatchObject({ p: 1, verdict: "insufficient", direction: "none" });
});

test("of accounts in groups it is events over exposure as well: the mean of their own rates pulled one end of the interval away", () => {
  const frame = tickets([{ rate: 2, watched: [0.3, 36], accounts: 400 }], 0, 4);
  // Accounts of a week that happen to have had none, and weigh next to nothing.
  const { values } = frame.outcomes[0]!;
  for (let i = 0; i < 400; i += 5) [frame.retention!.months[i], values[i]] = [0.2, 0];
  const target = numericTargets(frame)[0]!;
  const measure = measuringIn({ codes: Int32Array.from({ length: 400 }, (_, i) => i % 100) }, 1).by(
    target,
    1,
  );
  const { value, low, high } = measure.level(
    Int32Array.from({ length: 200 }, (_, i) => i),
    "x",
  ).inside;
  expect(value).toBeCloseTo(2, 0);
  expect(Math.abs(Math.log((value - low) / (high - value)))).toBeLessThan(0.25);
});

test("without a time watched it is the mean of a number like any other", () => {
  const frame = tickets(
    [
      { rate: 2, watched: [2, 8], accounts: 60 },
      { rate: 2, watched: [2, 8], accounts: 60 },
    ],
    0,
    3,
  );
  const [plain] = numericTargets({ ...frame, retention: null });
  expect(testOf(plain!)).toBe("means");
  expect(methodWords({ test: "events", small: false })).toContain("quasi-Poisson");
});
