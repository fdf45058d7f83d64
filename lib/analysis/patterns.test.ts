import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import type { OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { patternSentence } from "#lib/analysis/sentence.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { generatedTelco, shuffledTelco } from "#lib/analysis/support/generated-telco.ts";
import { nullFrame } from "#lib/analysis/support/null-table.ts";
import { createRandom, shuffle } from "#lib/stats/random.ts";
import { wilson } from "#lib/stats/rate.ts";

const afterAYear: Definition = {
  outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
};

const frame = generatedTelco();
const analysis = analyse(frame, afterAYear, defaultOptions);
const outcome = (name: string): OutcomeFindings => analysis.outcomes.find((one) => one.outcome === name)!;
const patterns = (of: OutcomeFindings): Pattern[] => of.attributes.flatMap((attribute) => attribute.patterns);
const pattern = (of: string, id: string): Pattern => patterns(outcome(of)).find((one) => one.id === id)!;

test("the generated table tells Telco's stories", () => {
  const monthToMonth = pattern("retention", "Contract=Month-to-month");
  expect(monthToMonth).toMatchObject({ verdict: "supported", direction: "poor" });
  expect(monthToMonth.inside.value).toBeLessThan(monthToMonth.rest.value - 0.2);
  expect(monthToMonth.warnings).toContainEqual(expect.objectContaining({ kind: "immature", months: 12 }));
  expect(monthToMonth.retention?.inside.median.value).toBeLessThan(40);
  expect(pattern("retention", "gender=Male").verdict).toBe("insufficient");
});

test("a reversal within strata is warned of and keeps a pattern from being supported", () => {
  const lines = pattern("retention", "MultipleLines=Yes");
  const warning = lines.warnings.find((one) => one.kind === "reversal");
  expect(warning).toMatchObject({ by: "InternetService" });
  expect(lines.verdict).not.toBe("supported");
});

test("a number that grows with time is left out, and kept where somebody knows better", () => {
  const total = (of: typeof analysis) =>
    of.outcomes[0]!.attributes.find((attribute) => attribute.attribute === "TotalCharges")!;
  expect(total(analysis).leaking).toBe(true);
  expect(total(analysis).warnings).toContainEqual({ kind: "leakage", reason: "dated after" });
  expect(total(analysis).patterns.every((one) => one.verdict !== "supported")).toBe(true);
  const trusted = analyse(frame, afterAYear, { ...defaultOptions, trusted: ["TotalCharges"] });
  expect(total(trusted).leaking).toBe(false);
  expect(trusted.tests).toBe(analysis.tests + 3);
});

test("a number that is the outcome itself is left out for that outcome", () => {
  const copy = frameOf({
    columns: [
      { name: "Copy", cells: Array.from({ length: 300 }, (_, i) => (i * 37) % 300) },
      { name: "Half", cells: Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? "a" : "b")) },
    ],
    outcomes: [
      {
        outcome: { name: "ACV", kind: "value", better: "higher" },
        values: Array.from({ length: 300 }, (_, i) => 5 + ((i * 37) % 300)),
      },
    ],
  });
  const [acv] = analyse(copy, null, defaultOptions).outcomes;
  expect(acv!.attributes.find((one) => one.leaking)?.attribute).toBe("Copy");
});

test("no pattern without its n, its interval and its level; p and share stay within 0 and 1", () => {
  for (const findings of analysis.outcomes) {
    for (const one of patterns(findings)) {
      expect(one.n).toBeGreaterThan(0);
      expect(one.n).toBeLessThan(findings.known);
      expect(one.n + one.rest.n).toBe(findings.known);
      for (const { value, low, high } of [one.inside, one.rest, one.difference]) {
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
      }
      expect(one.adjustedP).toBeGreaterThanOrEqual(one.p * (1 - 1e-9));
      expect(one.adjustedP).toBeLessThanOrEqual(1);
      expect(one.when.length).toBe(1);
      expect(patternSentence(one, findings)).not.toMatch(/NaN|undefined|Infinity|because/);
      expect(one.needed === null || one.needed > 0).toBe(true);
    }
  }
});

test("ids are unique and the same for every outcome", () => {
  for (const findings of analysis.outcomes) {
    const ids = patterns(findings).map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

function rounded(findings: readonly OutcomeFindings[]): unknown {
  const text = JSON.stringify(findings, (_, value) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value,
  );
  return JSON.parse(text);
}

test("permuting the accounts changes nothing", () => {
  const order = (n: number) =>
    shuffle(
      Int32Array.from({ length: n }, (_, i) => i),
      createRandom(7),
    );
  const permuted = analyse(shuffledTelco(order), afterAYear, defaultOptions);
  expect(permuted.examined).toBe(analysis.examined);
  expect(rounded(permuted.outcomes)).toEqual(rounded(analysis.outcomes));
});

test("the same question has the same answer, and the seed decides only chance", () => {
  const small = generatedTelco(400, 3);
  expect(analyse(small, afterAYear, defaultOptions)).toEqual(analyse(small, afterAYear, defaultOptions));
  const other = analyse(small, afterAYear, { ...defaultOptions, seed: 2 });
  expect(other.examined).toBe(analyse(small, afterAYear, defaultOptions).examined);
});

test("under 100 accounts ten attributes are looked at, or those chosen", () => {
  const few = nullFrame(50, "yes or no", 1);
  const all = analyse(few, null, defaultOptions);
  expect(all.lookedAt).toHaveLength(10);
  expect(all.outcomes[0]).toMatchObject({ small: true, measure: "rate" });
  expect(all.outcomes[0]!.attributes.length).toBeLessThanOrEqual(10);
  const chosen = ["attribute 1", "attribute 2", "nothing of the kind"];
  const mine = analyse(few, null, { ...defaultOptions, chosen });
  expect(mine.lookedAt).toEqual(["attribute 1", "attribute 2"]);
  expect(mine.tests).toBe(2);
});

test("an outcome that few of many accounts have is looked at as carefully as a small table", () => {
  const wide = nullFrame(300, "number", 4);
  const [column] = wide.outcomes;
  const few = column!.values.map((value, i) => (i % 5 === 0 ? value : Number.NaN));
  const { outcomes, lookedAt } = analyse(
    { ...wide, outcomes: [{ ...column!, values: few }] },
    null,
    defaultOptions,
  );
  expect(lookedAt).toBeNull();
  expect(outcomes[0]).toMatchObject({ known: 60, small: true });
  expect(outcomes[0]!.attributes.length).toBeLessThanOrEqual(10);
});

test("one account, or nothing to compare, has a base with its interval and no findings", () => {
  const one = frameOf({
    columns: [{ name: "Plan", cells: ["Pro"] }],
    retention: { months: [7], left: [0] },
    outcomes: [{ outcome: { name: "ACV", kind: "value", better: "higher" }, values: [5] }],
  });
  const { outcomes, examined } = analyse(one, afterAYear, defaultOptions);
  expect(examined).toBe(0);
  expect(outcomes.map(({ outcome, attributes }) => [outcome, attributes.length])).toEqual([
    ["retention", 0],
    ["ACV", 0],
  ]);
  expect(outcomes[0]!.base).toEqual({ value: 1, ...wilson(1, 1) });
  const blank = frameOf({
    columns: [{ name: "Plan", cells: Array.from({ length: 120 }, () => null), type: "text" }],
    retention: {
      months: Array.from({ length: 120 }, () => 20),
      left: Array.from({ length: 120 }, (_, i) => i % 2),
    },
  });
  expect(analyse(blank, null, defaultOptions).outcomes[0]).toMatchObject({ attributes: [], supported: 0 });
});

test("a frame without outcomes gives no findings", () => {
  const bare = frameOf({ columns: [{ name: "Plan", cells: ["Pro", "Free"] }] });
  expect(analyse(bare, null, defaultOptions)).toMatchObject({ outcomes: [], examined: 0, supported: 0 });
});
