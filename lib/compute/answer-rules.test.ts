import { beforeAll, expect, test } from "vitest";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import { analyst } from "#lib/compute/analysis.ts";
import { startAnalysisPool } from "#lib/compute/analysis-pool.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";
import { type About, isSlow } from "#lib/compute/question.ts";
import { buildKernel } from "../../scripts/prepare.ts";

beforeAll(buildKernel, 60_000);

const { frame: attributes, target } = plantedTable({ rows: 1_500, seed: 9, noise: 2, rules: true });
const frame = {
  ...attributes,
  columns: attributes.columns.map((column) =>
    column.attribute.name === "people"
      ? { ...column, attribute: { ...column.attribute, knownAt: "customer" as const } }
      : column,
  ),
  retention: {
    months: target.values.map(() => Number.NaN),
    left: Uint8Array.from(target.values, (value) => 1 - value),
  },
};
const about: About = { frameKey: "planted 1", definition: null, options: defaultOptions };
const asked = { outcome: "retention", conditions: 2 };
const load = async () => frame;

test("the kernel of this machine is one in WebAssembly", () => {
  expect(loadKernel().name).toBe("simd");
});

test("rules are answered at once, and again once they are settled", async () => {
  const pool = startAnalysisPool(1);
  try {
    const first = (await pool.ask({ kind: "rules", about, ...asked }, load))!;
    const settled = (await pool.ask({ kind: "settledRules", about, ...asked }, load))!;
    expect(first).toEqual(await analyst().ask({ kind: "rules", about, ...asked }, load));
    const poor = first.rules.find((rule) => rule.direction === "poor")!;
    expect(poor.stability).toBeNull();
    expect(poor.when.map((condition) => condition.attribute).sort()).toEqual(["budget", "sector"]);
    expect(settled.rules[0]!.stability).toBeGreaterThan(0);
    expect(settled.rules.map((rule) => rule.when)).toEqual(first.rules.map((rule) => rule.when));
    // What is known only after the sale chooses nobody.
    const named = first.rules.flatMap((rule) => rule.when.map((condition) => condition.attribute));
    expect(named).not.toContain("people");
  } finally {
    await pool.close();
  }
});

test("an outcome that the data does not have has no rules", async () => {
  expect(await analyst().ask({ kind: "rules", about, ...asked, outcome: "ACV" }, load)).toBeNull();
});

test("a scorecard is made in the background: of a yes or no, not of what time has yet to tell", async () => {
  const definition = {
    outcomes: [{ outcome: "ACV", poor: 0, good: 1, weight: 1 }],
    cut: 0.5,
    cohort: { from: null, to: null },
    horizonMonths: 12,
  };
  // Three in four of the good have it, and one in four of the others.
  const codes = Int32Array.from(target.values, (value, i) => (i % 4 === 0 ? 1 - value : value));
  const telling = {
    kind: "category",
    attribute: { name: "Telling", dimension: "firmographic", knownAt: "prospect", type: "text" },
    dictionary: ["no", "yes"],
    codes,
  } as const;
  const valued = {
    ...frame,
    columns: [
      ...frame.columns,
      telling,
      { ...telling, attribute: { ...telling.attribute, name: "Later", knownAt: "customer" } as const },
    ],
    outcomes: [{ outcome: { name: "ACV", kind: "value", better: "higher" } as const, values: target.values }],
  };
  const question = {
    kind: "scorecard",
    about: { ...about, frameKey: "valued 1", definition },
    outcome: "good customer",
  } as const;
  const card = await analyst().ask(question, async () => valued);
  if (card === null || !card.ok) throw new Error("no card");
  const names = card.value.attributes.map(({ attribute }) => attribute);
  expect(names).toContain("Telling");
  expect(names).not.toContain("Later");
  expect(isSlow(question)).toBe(true);
  const months = target.values.map((_, i) => 1 + (i % 30));
  const followed = { ...frame, retention: { ...frame.retention, months } };
  const staying = { ...question, about: { ...about, frameKey: "followed 1" }, outcome: "retention" } as const;
  expect(await analyst().ask(staying, async () => followed)).toMatchObject({ error: "scorecard-over-time" });
});
