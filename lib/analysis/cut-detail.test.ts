import { expect, test } from "vitest";
import { cutDetail, cutSentence } from "#lib/analysis/cut-detail.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { numericTargets, retentionTarget, type Target } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";
import { createRandom } from "#lib/stats/random.ts";

/** Seats from 1 to 200; whoever has more than `cut` leaves at a third of the pace, where there is one. */
function table(n: number, cut: number | null, seed: number) {
  const random = createRandom(seed);
  const rows = Array.from({ length: n }, () => {
    const seats = 1 + Math.floor(200 * random());
    const pace = cut !== null && seats > cut ? 0.02 : 0.06;
    const life = -Math.log(1 - random()) / pace;
    const watched = 6 + 30 * random();
    return { seats, months: Math.min(life, watched), left: life < watched ? 1 : 0 };
  });
  return frameOf({
    columns: [
      { name: "Seats", cells: rows.map(({ seats }) => seats) },
      { name: "Plan", cells: rows.map(() => "any") },
    ],
    retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
    outcomes: [
      {
        outcome: { name: "ACV", kind: "value", better: "higher" },
        values: rows.map(({ seats }) => (cut !== null && seats > cut ? 900 : 400) + 300 * random()),
      },
    ],
  });
}

const yesOrNo = (target: Target): Target => ({ ...target, followed: null });

test("a cut that is there is found, of retention, of a share and of a number", () => {
  const frame = table(800, 80, 1);
  const retention = retentionTarget(frame)!;
  const staying = cutDetail(frame, retention, "Seats")!;
  expect(Math.abs(staying.at - 80)).toBeLessThan(12);
  expect(staying).toMatchObject({ sides: null, moreAbove: true, p: 0.001 });
  expect(cutSentence(staying)).toMatch(
    /^Cut in two where it tells most, at \d+: those above stay longer \(p/,
  );
  const share = cutDetail(frame, yesOrNo(retention), "Seats")!;
  expect(share.sides!.above - share.sides!.below).toBeGreaterThan(0.15);
  const value = cutDetail(frame, numericTargets(frame)[0]!, "Seats")!;
  expect(value.at).toBe(80);
  expect(cutSentence(value)).toMatch(
    /at 80: 5\d\d up to it, 1,0\d\d above .* Of further accounts expect the two nearer to each other\.$/,
  );
  expect(cutSentence(staying)).not.toContain("further accounts");
});

test("where there is none hardly one table in twenty has one, permuted or approximated", () => {
  for (const [n, sets, most] of [
    [200, 60, 8],
    [5_200, 12, 3],
  ] as const) {
    let found = 0;
    for (let seed = 0; seed < sets; seed++) {
      const frame = table(n, null, 100 + seed);
      if (cutDetail(frame, retentionTarget(frame)!, "Seats")!.p <= 0.05) found++;
    }
    // True 5 % tests: more in one case of a hundred.
    expect(found).toBeLessThanOrEqual(most);
  }
});

test("what is no number, or known of few, is not cut", () => {
  const frame = table(40, 80, 2);
  expect(cutDetail(frame, retentionTarget(frame)!, "Seats")).toBeNull();
  const more = table(100, 80, 3);
  expect(cutDetail(more, retentionTarget(more)!, "Plan")).toBeNull();
  const none = cutDetail(table(100, null, 8), retentionTarget(table(100, null, 8))!, "Seats")!;
  expect(cutSentence({ ...none, p: 0.4 })).toBe(
    `No single cut of it tells more than chance would (p = 0.40, allowing for the ${none.tried} cuts tried of this trait alone).`,
  );
});

/** 400 accounts of 60 parents that share seats and pace; where there is a `cut`, whoever has more seats leaves more slowly. */
function grouped(cut: number | null, seed: number) {
  const random = createRandom(seed);
  const parents = Array.from({ length: 60 }, () => {
    const seats = 1 + Math.floor(200 * random());
    const pace = 0.01 * Math.exp(2 * random());
    return { seats, pace: cut === null ? pace : seats > cut ? 0.01 : 0.08 };
  });
  const rows = Array.from({ length: 400 }, () => {
    const of = Math.floor(60 * random());
    const { seats, pace } = parents[of]!;
    const [life, watched] = [-Math.log(1 - random()) / pace, 6 + 30 * random()];
    return { of, seats, months: Math.min(life, watched), left: life < watched ? 1 : 0 };
  });
  return frameOf({
    columns: [
      { name: "Seats", cells: rows.map(({ seats }) => seats) },
      { name: "Parent account", cells: rows.map(({ of }) => `Parent ${of}`) },
    ],
    retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
  });
}

test("accounts of one parent are no evidence for each other: shuffled alone, one table of noise in five had a cut", () => {
  const pOf = (cut: number | null, seed: number) => {
    const frame = grouped(cut, seed);
    return cutDetail(frame, retentionTarget(frame)!, "Seats")!.p;
  };
  const found = Array.from({ length: 20 }, (_, i) => pOf(null, i + 1)).filter((p) => p <= 0.05).length;
  expect(found).toBeLessThanOrEqual(2);
  expect(pOf(100, 1)).toBeLessThan(0.02);
});

/** Good customers who stayed a year, where accounts of few seats are younger; whoever has more than `cut` stays longer. */
function young(cut: number | null, seed: number) {
  const random = createRandom(seed);
  const rows = Array.from({ length: 600 }, () => {
    const seats = 1 + Math.floor(200 * random());
    const life = -Math.log(1 - random()) / (cut !== null && seats > cut ? 0.01 : 0.06);
    const watched = 1 + 30 * random() * (0.3 + seats / 200);
    return { seats, months: Math.min(life, watched), left: life < watched ? 1 : 0 };
  });
  const frame = frameOf({
    columns: [{ name: "Seats", cells: rows.map(({ seats }) => seats) }],
    retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
  });
  const outcomes = [{ outcome: "retention", poor: 12, good: 12, weight: 1 }];
  const definition = { outcomes, cut: 0.5, cohort: { from: null, to: null }, horizonMonths: 12 };
  return cutDetail(frame, targetsOf(frame, definition)[0]!, "Seats")!;
}

test("a cut between young and old accounts is none: three tables of noise in four had one", () => {
  const found = Array.from({ length: 20 }, (_, i) => young(null, i + 1).p).filter((p) => p <= 0.05).length;
  expect(found).toBeLessThanOrEqual(2);
  const real = young(100, 1);
  expect(real.p).toBeLessThan(0.01);
  // After a year .49 and .89 are left.
  expect(real.sides!.below).toBeLessThan(0.62);
  expect(real.sides!.above).toBeGreaterThan(0.8);
});
