import { expect, test } from "vitest";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import { quadrantOf } from "#lib/analysis/quadrant/quadrant.ts";
import { winningOf } from "#lib/analysis/quadrant/winning.ts";
import { frameOf, type PlainColumn } from "#lib/analysis/support/frame-of.ts";
import { createRandom } from "#lib/stats/random.ts";
import { wilson } from "#lib/stats/rate.ts";

const kinds = ["Agency", "Bank", "Clinic", "Depot"] as const;
/** Won and kept, by kind: easy and worth it, hard and worth it, easy and not, neither. */
const truth = {
  Agency: [0.8, 0.9],
  Bank: [0.25, 0.9],
  Clinic: [0.8, 0.35],
  Depot: [0.25, 0.35],
} as const;

/** Prospects of four kinds; who was won became a customer and was kept or not. */
function market(n: number, seed = 5) {
  const random = createRandom(seed);
  const kind = Array.from({ length: n }, (_, i) => kinds[i % 4]!);
  const colour = kind.map(() => (random() < 0.5 ? "red" : "blue"));
  const won = kind.map((one) => (random() < truth[one][0] ? 1 : 0));
  const kept = kind.map((one, i) => (won[i] === 1 ? (random() < truth[one][1] ? 1 : 0) : null));
  return { kind, colour, won, kept };
}

function frameOfMarket({ kind, colour, won, kept }: ReturnType<typeof market>, stage?: PlainColumn) {
  const frame = frameOf({
    columns: [{ name: "Kind", cells: kind }, { name: "Colour", cells: colour }, ...(stage ? [stage] : [])],
    retention: {
      months: kept.map(() => Number.NaN),
      left: kept.map((one) => (one === null ? 2 : 1 - one)),
    },
  });
  const rate = { name: "Win rate", kind: "sales effort" as const, better: "higher" as const };
  return stage ? frame : { ...frame, outcomes: [{ outcome: rate, values: Float64Array.from(won) }] };
}

test("levels fall into the four regions, with Wilson's interval on either side", () => {
  const data = market(1_600);
  const quadrant = quadrantOf(frameOfMarket(data), null, defaultOptions)!;
  const of = (id: string) => quadrant.levels.find((level) => level.id === id)!;
  expect(of("Kind=Agency").region).toBe("aim");
  expect(of("Kind=Bank").region).toBe("effort");
  expect(of("Kind=Clinic").region).toBe("beware");
  expect(of("Kind=Depot").region).toBe("leave");
  expect(of("Colour=red").region).toBeNull();
  expect(quadrant).toMatchObject({ outcome: "retention", prospects: 1_600, column: null, tooFew: 0 });
  const mine = data.kind.map((one, i) => (one === "Clinic" ? i : -1)).filter((i) => i >= 0);
  const wins = mine.filter((i) => data.won[i] === 1);
  const { win, keep, regretted } = of("Kind=Clinic");
  expect(win.n).toBe(mine.length);
  expect(win.rate.low).toBeCloseTo(wilson(wins.length, mine.length).low, 12);
  expect(win.rate.high).toBeCloseTo(wilson(wins.length, mine.length).high, 12);
  expect(keep.n).toBe(wins.length);
  expect(regretted).toEqual(wins.filter((i) => data.kept[i] === 0).map((i) => `account-${i}`));
  // Surest first: what is only noise comes last.
  expect(quadrant.levels.at(-1)!.attribute).toBe("Colour");
});

test("a column of the table that says won and lost does as well, and is no trait", () => {
  const data = market(800);
  const stage = {
    name: "Deal Stage",
    cells: data.won.map((one) => (one === 1 ? "Closed Won" : "Closed Lost")),
  };
  const quadrant = quadrantOf(frameOfMarket(data, stage), null, defaultOptions)!;
  expect(quadrant.column).toBe("Deal Stage");
  expect(quadrant.levels.map(({ attribute }) => attribute)).not.toContain("Deal Stage");
  expect(quadrant.levels.find(({ id }) => id === "Kind=Clinic")!.region).toBe("beware");
});

test("without a won or a lost deal, or without anybody kept, there is no quadrant", () => {
  const data = market(400);
  const onlyWon = { ...data, won: data.won.map(() => 1 as const) };
  expect(winningOf(frameOfMarket(onlyWon))).toBeNull();
  expect(quadrantOf(frameOfMarket(onlyWon), null, defaultOptions)).toBeNull();
  const { retention: _, ...rest } = frameOfMarket(data);
  expect(quadrantOf({ ...rest, retention: null }, null, defaultOptions)).toBeNull();
  expect(quadrantOf(frameOf({ columns: [] }), null, defaultOptions)).toBeNull();
});

test("where nothing goes with winning or keeping, no level has a region", () => {
  const data = market(1_600);
  const random = createRandom(8);
  const chance = {
    ...data,
    won: data.won.map(() => (random() < 0.5 ? 1 : 0)),
    kept: data.kept.map((one) => (one === null ? null : random() < 0.6 ? 1 : 0)),
  };
  const quadrant = quadrantOf(frameOfMarket(chance), null, defaultOptions)!;
  expect(quadrant.levels.filter(({ region }) => region !== null)).toEqual([]);
});

test("what is known only after the sale is no trait of a prospect; few accounts are counted, not drawn", () => {
  const data = market(800);
  const frame = frameOfMarket(data);
  const rare = { name: "Rare", cells: data.kind.map((_, i) => (i < 7 ? "seven" : "others")) };
  const late = {
    name: "Tier",
    cells: data.kind.map((_, i) => (i % 2 ? "a" : "b")),
    knownAt: "customer" as const,
  };
  const more = frameOf({ columns: [rare, late] });
  const quadrant = quadrantOf(
    { ...frame, columns: [...frame.columns, ...more.columns] },
    null,
    defaultOptions,
  )!;
  const attributes = quadrant.levels.map(({ attribute }) => attribute);
  expect(attributes).not.toContain("Tier");
  expect(quadrant.levels.map(({ id }) => id)).not.toContain("Rare=seven");
  expect(quadrant.tooFew).toBe(1);
});

test("young customers who leave fast are not worth keeping, however many are still there", () => {
  const random = createRandom(3);
  const kind = Array.from({ length: 1_600 }, (_, i) => (i % 2 ? "New" : "Old"));
  const won = kind.map((one) => (random() < (one === "New" ? 0.8 : 0.5) ? 1 : 0));
  const watched = kind.map((one, i) => {
    const stays = -Math.log(1 - random()) / (one === "New" ? 0.05 : 0.015);
    const followed = one === "New" ? 3 + 3 * random() : 40 + 20 * random();
    return won[i] === 1
      ? { months: Math.min(stays, followed), left: stays < followed ? 1 : 0 }
      : { months: Number.NaN, left: 2 };
  });
  const frame = frameOf({
    columns: [{ name: "Kind", cells: kind }],
    retention: { months: watched.map(({ months }) => months), left: watched.map(({ left }) => left) },
  });
  const rate = { name: "Win rate", kind: "sales effort" as const, better: "higher" as const };
  const outcomes = [{ outcome: rate, values: Float64Array.from(won) }];
  const { levels } = quadrantOf({ ...frame, outcomes }, null, defaultOptions)!;
  const young = levels.find(({ id }) => id === "Kind=New")!;
  // 78 % are still there, of the old ones 46 %; yet they leave three times as fast.
  expect(young.keep.rate.value).toBeGreaterThan(young.keep.rest + 0.2);
  expect(young.keep).toMatchObject({ verdict: "supported", leans: "down", misleads: true });
  expect(levels.map(({ region }) => region)).toEqual([null, null]);
});

test("what tells who left is no trait where a good customer must have stayed", () => {
  const random = createRandom(8);
  const rows = Array.from({ length: 800 }, (_, i) => {
    const won = random() < 0.6;
    const left = random() < 0.3;
    // Good customers pay well: having left tells next to nothing of them.
    const value = random() < 0.5 ? 100 : 10;
    return { won, left, value, kind: kinds[i % 4]!, asked: won ? left : random() < 0.3 };
  });
  const frame = frameOf({
    columns: [
      { name: "Kind", cells: rows.map(({ kind }) => kind) },
      { name: "Exit interview", cells: rows.map(({ asked }) => (asked ? "asked" : "never")) },
    ],
    retention: {
      months: rows.map(({ won, left }) => (won ? (left ? 4 : 20) : Number.NaN)),
      left: rows.map(({ won, left }) => (won ? Number(left) : 2)),
    },
    outcomes: [
      {
        outcome: { name: "Value", kind: "value", better: "higher" },
        values: rows.map(({ won, value }) => (won ? value : Number.NaN)),
      },
    ],
  });
  const rate = { name: "Win rate", kind: "sales effort" as const, better: "higher" as const };
  const values = Float64Array.from(rows, ({ won }) => Number(won));
  const known = { ...frame, outcomes: [...frame.outcomes, { outcome: rate, values }] };
  const definition = {
    outcomes: [
      { outcome: "retention", poor: 6, good: 12, weight: 1 },
      { outcome: "Value", poor: 20, good: 80, weight: 4 },
    ],
    cut: 0.75,
    cohort: { from: null, to: null },
    horizonMonths: 12,
  };
  const quadrant = quadrantOf(known, definition, defaultOptions)!;
  expect(quadrant.outcome).toBe("good customer");
  expect(quadrant.levels.map(({ attribute }) => attribute)).toContain("Kind");
  expect(quadrant.levels.map(({ attribute }) => attribute)).not.toContain("Exit interview");
});
