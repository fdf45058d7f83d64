import { expect, test } from "vitest";
import type { AttributeFindings, OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import { arrange } from "./arrange";
import { readView } from "./view";

const pattern = (attribute: string, level: string, changes: Partial<Pattern> = {}): Pattern => ({
  id: `${attribute}=${level}`,
  attribute,
  level,
  missing: false,
  when: [{ attribute, operator: "equals", value: level }],
  n: 100,
  share: 0.1,
  inside: { value: 0.7, low: 0.6, high: 0.8 },
  rest: { value: 0.5, low: 0.4, high: 0.6, n: 900 },
  difference: { value: 0.2, low: 0.1, high: 0.3 },
  effect: 2,
  p: 0.001,
  adjustedP: 0.01,
  verdict: "supported",
  direction: "good",
  needed: null,
  warnings: [],
  retention: null,
  ...changes,
});

const attribute = (
  name: string,
  patterns: Pattern[],
  changes: Partial<AttributeFindings> = {},
): AttributeFindings => ({
  attribute: name,
  dimension: "firmographic",
  knownAt: "prospect",
  known: 1000,
  p: 0.001,
  q: 0.01,
  logRank: null,
  complementary: false,
  leaking: false,
  warnings: [],
  patterns,
  ...changes,
});

const findings = (attributes: AttributeFindings[], small = false): OutcomeFindings => ({
  outcome: "good customer",
  measure: "rate",
  better: "higher",
  known: 1000,
  unknown: 0,
  base: { value: 0.55, low: 0.5, high: 0.6 },
  attributes,
  test: "table",
  examined: 10,
  supported: 1,
  small,
  tried: 1,
});

const labels = (found: OutcomeFindings, query: Record<string, string> = {}) =>
  arrange(found, readView(query)).groups.map(
    ({ dimension, shown, more, insufficient }) =>
      `${dimension}: ${shown.map((row) => row.pattern.id).join(" ")} +${more} ?${insufficient}`,
  );

const weak = { verdict: "insufficient", adjustedP: 0.6, p: 0.4 } as const;
const industry = attribute("Industry", [
  pattern("Industry", "Retail", { adjustedP: 0.02 }),
  pattern("Industry", "Software", { adjustedP: 0.001 }),
  pattern("Industry", "Other", weak),
]);
const size = attribute("Size", [
  pattern("Size", "not known", { missing: true, adjustedP: 0.0001, n: 500 }),
  pattern("Size", "200 to 999", { adjustedP: 0.005, n: 300 }),
]);

test("what is not recorded of an attribute stands right under its other levels", () => {
  const first = attribute("Age", [
    pattern("Age", "not known", { missing: true, adjustedP: 0.03 }),
    pattern("Age", "old", { adjustedP: 0.0001 }),
    pattern("Age", "young", { adjustedP: 0.04 }),
  ]);
  const found = findings([industry, first]);
  expect(labels(found)).toEqual([
    "firmographic: Age=old Age=young Age=not known Industry=Software Industry=Retail +0 ?1",
  ]);
  expect(labels(found, { sort: "name" })).toEqual([
    "firmographic: Age=old Age=young Age=not known Industry=Retail Industry=Software +0 ?1",
  ]);
});

test("levels of an attribute stay together, the unknown comes last and what says nothing is folded", () => {
  expect(labels(findings([size, industry]))).toEqual([
    "firmographic: Industry=Software Industry=Retail Size=200 to 999 Size=not known +0 ?1",
  ]);
});

test("opening a dimension, filtering or searching shows what was folded", () => {
  const all = findings([size, industry]);
  expect(labels(all, { open: "firmographic" })).toEqual([
    "firmographic: Industry=Software Industry=Retail Industry=Other Size=200 to 999 Size=not known +0 ?0",
  ]);
  expect(labels(all, { verdict: "insufficient" })).toEqual(["firmographic: Industry=Other +0 ?0"]);
  expect(labels(all, { q: "industry OTH" })).toEqual(["firmographic: Industry=Other +0 ?0"]);
});

test("a small table folds nothing away", () => {
  expect(labels(findings([industry], true))).toEqual([
    "firmographic: Industry=Software Industry=Retail Industry=Other +0 ?0",
  ]);
});

test("ten rows are open, the others counted, and even an open dimension ends", () => {
  const many = attribute(
    "City",
    Array.from({ length: 900 }, (_, i) => pattern("City", `City ${i}`, { adjustedP: i / 1e5 })),
  );
  const closed = arrange(findings([many]), readView({})).groups[0];
  expect([closed?.shown.length, closed?.more]).toEqual([10, 890]);
  const open = arrange(findings([many]), readView({ open: "firmographic" })).groups[0];
  expect([open?.shown.length, open?.more]).toEqual([200, 700]);
});

test("other orders, and dimensions as every screen lists them", () => {
  const cloud = attribute("Cloud", [pattern("Cloud", "AWS", { n: 900 })], { dimension: "technographic" });
  expect(labels(findings([cloud, size, industry]), { sort: "accounts" })).toEqual([
    "firmographic: Size=200 to 999 Industry=Retail Industry=Software Size=not known +0 ?1",
    "technographic: Cloud=AWS +0 ?0",
  ]);
  expect(labels(findings([cloud, size]), { dimension: "technographic" })).toEqual([
    "technographic: Cloud=AWS +0 ?0",
  ]);
});

test("by name, levels that are sizes stand by size, the others by letter", () => {
  const band = (level: string, from: number | null, to: number | null) =>
    pattern("Revenue", level, { when: [{ attribute: "Revenue", operator: "between", value: { from, to } }] });
  const ranges = ["1-10", "10,001+", "51-200", "501-1,000"].map((level) => pattern("Staff", level));
  const revenue = [band("under 25", null, 25), band("25 to under 59", 25, 59), band("59 and more", 59, null)];
  const all = findings([attribute("Staff", ranges), attribute("Revenue", revenue), industry]);
  expect(labels(all, { sort: "name" })).toEqual([
    [
      "firmographic: Industry=Retail Industry=Software",
      "Revenue=under 25 Revenue=25 to under 59 Revenue=59 and more",
      "Staff=1-10 Staff=51-200 Staff=501-1,000 Staff=10,001+ +0 ?1",
    ].join(" "),
  ]);
});

test("what looks like the outcome itself is apart", () => {
  const tenure = attribute("Months billed", [pattern("Months billed", "60 and more")], { leaking: true });
  const arranged = arrange(findings([tenure, industry]), readView({}));
  expect(arranged.leaking).toEqual([tenure]);
  expect(arranged.matching).toBe(3);
});
