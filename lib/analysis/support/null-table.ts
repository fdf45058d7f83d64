import { frameOf, type PlainColumn, type PlainTable } from "#lib/analysis/support/frame-of.ts";
import { createRandom, type Random } from "#lib/stats/random.ts";

/** What the outcome of a null table is; every kind is independent of every attribute. */
export type NullOutcome = "yes or no" | "followed" | "number";

function column(i: number, n: number, random: Random): PlainColumn {
  const name = `attribute ${i}`;
  const cells = (draw: () => string | number | null) =>
    Array.from({ length: n }, () => (i % 9 === 8 && random() < 0.15 ? null : draw()));
  switch (i % 4) {
    case 0:
      return { name, cells: cells(() => (random() < 0.2 + 0.015 * i ? "yes" : "no")) };
    case 1: {
      const levels = 3 + (i % 6);
      // Uneven on purpose: rare levels are where engines find things that are not there.
      return { name, cells: cells(() => `level ${Math.floor(levels * random() ** 2)}`) };
    }
    case 2:
      return { name, cells: cells(() => Math.round(1000 * Math.exp(2 * random())) / 10) };
    default:
      return { name, cells: cells(() => Math.floor(6 * random())) };
  }
}

/** A table of 40 attributes and an outcome that has nothing to do with them. */
export function nullTable(n: number, outcome: NullOutcome, seed: number): PlainTable {
  const random = createRandom(seed);
  const columns = Array.from({ length: 40 }, (_, i) => column(i, n, random));
  if (outcome === "number") {
    const values = Array.from({ length: n }, () => Math.exp(3 * random() + random()));
    return { columns, outcomes: [{ outcome: { name: "ACV", kind: "value", better: "higher" }, values }] };
  }
  if (outcome === "yes or no") {
    const left = Array.from({ length: n }, () => (random() < 0.4 ? 1 : 0));
    return { columns, retention: { months: left.map(() => Number.NaN), left } };
  }
  const life = Array.from({ length: n }, () => -20 * Math.log(1 - random()));
  const watched = Array.from({ length: n }, () => 1 + 23 * random());
  return {
    columns,
    retention: {
      months: life.map((months, i) => Math.min(months, watched[i]!)),
      left: life.map((months, i) => (months <= watched[i]! ? 1 : 0)),
    },
  };
}

export const nullFrame = (n: number, outcome: NullOutcome, seed: number) =>
  frameOf(nullTable(n, outcome, seed));
