import type { Bin } from "../../components/charts/distribution";
import type { ForestGroup, ForestRow } from "../../components/charts/forest";
import type { Bar } from "../../components/charts/rate-bars";
import type { Curve } from "../../components/charts/retention-curves";
import type { Stratum } from "../../components/charts/strata";

/** Made-up figures for the gallery: every chart in every state a reader can meet. */

type RowFacts = readonly [
  attribute: string,
  level: string,
  n: number,
  inside: number,
  half: number,
  word: ForestRow["word"],
];

const base = 0.61;

function forestRow([attribute, level, n, inside, half, word]: RowFacts, index: number): ForestRow {
  const rest = base - ((inside - base) * n) / (1204 - n);
  return {
    id: `${attribute}-${level}-${index}`,
    href: `#${encodeURIComponent(level)}`,
    attribute,
    level,
    n,
    inside: { value: inside, low: Math.max(0, inside - half), high: Math.min(1, inside + half) },
    rest,
    difference: { value: inside - rest, low: inside - rest - half * 1.3, high: inside - rest + half * 1.3 },
    word,
    direction: inside > base ? "good" : "poor",
    current: index === 0,
  };
}

const firmographic: readonly RowFacts[] = [
  ["Employees", "200 to 999", 402, 0.78, 0.04, "supported"],
  ["Employees", "1 to 49", 160, 0.4, 0.08, "supported"],
  ["Employees", "5,000 and more", 77, 0.48, 0.11, "insufficient"],
  ["Industry", "Software", 388, 0.79, 0.04, "supported"],
  ["Industry", "Public sector", 41, 0.5, 0.15, "suggestive"],
];
const technographic: readonly RowFacts[] = [
  ["Cloud", "AWS", 511, 0.66, 0.041, "suggestive"],
  ["Deployment", "Requires on-premises", 64, 0.27, 0.105, "supported"],
  ["Cloud", "not known", 22, 0.62, 0.2, "insufficient"],
];
const buying: readonly RowFacts[] = [
  ["Security owner", "Dedicated", 250, 0.74, 0.055, "supported"],
  ["Security owner", "not known", 604, 0.585, 0.04, "insufficient"],
  ["Champion", "Left during the trial", 133, 0.44, 0.085, "contradicted"],
];

export const forestGroups: readonly ForestGroup[] = [
  { name: "Firmographic", rows: firmographic.map(forestRow) },
  { name: "Technographic", rows: technographic.map((facts, i) => forestRow(facts, i + 1)) },
  { name: "Buying process", rows: buying.map((facts, i) => forestRow(facts, i + 1)) },
];
export const forestOne: readonly ForestGroup[] = [
  { name: "Firmographic", rows: firmographic.slice(0, 1).map((facts) => forestRow(facts, 1)) },
];
export const forestHuge: readonly ForestGroup[] = [
  {
    name: "Behavioural",
    rows: Array.from({ length: 120 }, (_, i) =>
      forestRow(
        [
          `A heading of a column that somebody wrote as a whole sentence, number ${Math.floor(i / 6) + 1}`,
          `A value that goes on and on until it must be cut somewhere, ${i + 1}`,
          12 + ((i * 37) % 900),
          0.1 + ((i * 53) % 80) / 100,
          0.02 + ((i * 29) % 20) / 100,
          i % 7 === 0 ? "supported" : i % 5 === 0 ? "suggestive" : "insufficient",
        ],
        i + 1,
      ),
    ),
  },
];

const bar = (label: string, n: number, value: number, half: number, chosen = false): Bar => ({
  label,
  n,
  estimate: { value, low: Math.max(0, value - half), high: Math.min(1, value + half) },
  chosen,
});
export const bars: readonly Bar[] = [
  bar("1 to 49", 160, 0.4, 0.08),
  bar("50 to 199", 318, 0.57, 0.055),
  bar("200 to 999", 402, 0.78, 0.04, true),
  bar("1,000 to 4,999", 247, 0.59, 0.06),
  bar("5,000 and more", 77, 0.48, 0.11),
];
export const manyBars: readonly Bar[] = Array.from({ length: 24 }, (_, i) =>
  bar(
    `A long name of a segment that needs two lines, ${i + 1}`,
    5 + i * 7,
    ((i * 17) % 97) / 100,
    0.3 / Math.sqrt(1 + i),
    i === 9,
  ),
);

function curve(label: string, tone: Curve["tone"], n: number, monthly: number, followedTo: number): Curve {
  const steps = Array.from({ length: followedTo + 1 }, (_, months) => {
    const kept = (1 - monthly) ** months;
    const half = 0.9 * Math.sqrt((kept * (1 - kept)) / n + months * 1e-5);
    return { months, kept, low: Math.max(0, kept - half), high: Math.min(1, kept + half) };
  });
  const atRisk = [0, 12, 24, 36, 48, 60, 72].map((month) =>
    month > followedTo ? 0 : Math.round(n * (1 - monthly * 0.6) ** month * (1 - month / 80)),
  );
  return { label, tone, n, steps, followedTo, atRisk };
}
export const curveTicks = [0, 12, 24, 36, 48, 60, 72];
export const curves: readonly Curve[] = [
  curve("Two year, 98 % after a year", "good", 1695, 0.0015, 72),
  { ...curve("the rest, 68 % after a year", "none", 5348, 0.013, 72), dashed: true },
];
export const smallCurves: readonly Curve[] = [curve("On-premises, 5 accounts", "none", 5, 0.05, 14)];

export const bins: readonly Bin[] = Array.from({ length: 16 }, (_, i) => ({
  from: i * 5,
  to: (i + 1) * 5,
  inside: Math.round(90 * Math.exp(-(((i - 5) / 3) ** 2))),
  rest: Math.round(120 * Math.exp(-(((i - 8) / 4) ** 2))),
}));

export const simpsonAll: Stratum = { label: "All accounts", n: 7043, inside: 0.714, rest: 0.75 };
export const simpsonWithin: readonly Stratum[] = [
  { label: "DSL", n: 2421, inside: 0.85, rest: 0.78 },
  { label: "Fiber optic", n: 3096, inside: 0.61, rest: 0.53 },
  { label: "No", n: 1526, inside: 0.95, rest: 0.92 },
];
