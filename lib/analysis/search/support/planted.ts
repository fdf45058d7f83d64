import type { Frame } from "#lib/accounts/frame.ts";
import { levelsOfFrame } from "#lib/analysis/levels.ts";
import { searchColumns } from "#lib/analysis/search/columns.ts";
import { frameOf, type PlainColumn } from "#lib/analysis/support/frame-of.ts";
import type { Target } from "#lib/analysis/target.ts";
import { createRandom, type Random } from "#lib/stats/random.ts";

/** Accounts with two rules planted in them, one good and one poor, and much that means nothing. */
export interface Planted {
  readonly frame: Frame;
  readonly target: Target;
}

export interface PlantedOptions {
  readonly rows: number;
  readonly seed: number;
  /** Attributes without any meaning, half of them numbers. */
  readonly noise: number;
  /** Whether the two rules are there at all. */
  readonly rules: boolean;
}

/** Good: Fintech, 150 to under 900 people, has a data team. Poor: Education with a budget under 20. */
export const plantedRules = {
  good: { sector: "Fintech", people: [150, 900], team: "yes" },
  poor: { sector: "Education", budget: [null, 20] },
} as const;

const sectors = ["Fintech", "Education", "Media", "Energy", "Travel", "Legal"];

/** A table of its own kind: other names, shares and distributions than any data set at hand. */
export function plantedTable({ rows, seed, noise, rules }: PlantedOptions): Planted {
  const random = createRandom(seed);
  const sector = make(rows, () => sectors[Math.floor(random() ** 1.3 * sectors.length)]!);
  const people = make(rows, () => Math.max(1, Math.round(Math.exp(4.6 + 1.4 * normal(random)))));
  const team = make(rows, () => (random() < 0.4 ? "yes" : "no"));
  const budget = make(rows, () => Math.round(Math.exp(3.4 + 1.1 * normal(random)) * 10) / 10);
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const { good, poor } = plantedRules;
    const isGood =
      sector[i] === good.sector &&
      people[i]! >= good.people[0] &&
      people[i]! < good.people[1] &&
      team[i] === good.team;
    const isPoor = sector[i] === poor.sector && budget[i]! < poor.budget[1];
    const logit = rules ? -0.4 + (isGood ? 2 : 0) - (isPoor ? 1.8 : 0) : -0.4;
    values[i] = random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  }
  const columns: PlainColumn[] = [
    { name: "sector", cells: sector },
    { name: "people", cells: people },
    { name: "data_team", cells: team },
    { name: "budget", cells: budget },
    ...Array.from({ length: noise }, (_, i) => noiseColumn(i, rows, random)),
  ];
  return { frame: frameOf({ columns }), target: yesNoTarget(values) };
}

/** A plain yes or no known of every account. */
export function yesNoTarget(values: Float64Array): Target {
  return {
    outcome: "good",
    measure: "rate",
    better: "higher",
    rows: Int32Array.from(values.keys()),
    values,
    weights: null,
    followed: null,
    numbers: null,
    unknown: 0,
  };
}

/** A frame's attributes as the search takes them. */
export function prepared(frame: Frame) {
  const levelled = levelsOfFrame(frame);
  return { levelled, columns: searchColumns(frame, levelled) };
}

function noiseColumn(i: number, rows: number, random: Random): PlainColumn {
  const name = `x${i}`;
  if (i % 2 === 0) {
    const size = 2 + (i % 5);
    return { name, cells: make(rows, () => `v${Math.floor(random() ** 1.5 * size)}`) };
  }
  const cells = make(rows, () => (i % 3 === 0 && random() < 0.1 ? null : Math.round(normal(random) * 100)));
  return { name, cells };
}

function make<T>(rows: number, value: () => T): T[] {
  return Array.from({ length: rows }, value);
}

/** Box and Muller's normal deviate. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
