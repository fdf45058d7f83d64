import { expect, test } from "vitest";
import { type AdjustedRetention, adjustedSentence } from "#lib/analysis/adjusted-retention.ts";
import { patternDetail } from "#lib/analysis/pattern-detail.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { generatedTelco } from "#lib/analysis/support/generated-telco.ts";
import { coxRegression } from "#lib/stats/cox.ts";
import { createRandom } from "#lib/stats/random.ts";

const frame = generatedTelco();
const findings = analyse(frame, null, defaultOptions).outcomes.find(
  ({ outcome }) => outcome === "retention",
)!;

function adjustedOf(attribute: string, level: string): AdjustedRetention | null {
  const found = findings.attributes.find((one) => one.attribute === attribute)!;
  const pattern = found.patterns.find((one) => one.level === level)!;
  return patternDetail(frame, null, findings, pattern)!.adjusted;
}

test("a pattern that others account for is the other way round among accounts alike in them", () => {
  const adjusted = adjustedOf("MultipleLines", "Yes")!;
  expect(adjusted.by).toContain("InternetService");
  expect(adjusted.by).toContain("Contract");
  expect(adjusted.by).not.toContain("TotalCharges");
  expect(adjusted.crude.value).toBeGreaterThan(1.2);
  // Planted: within each kind of internet and contract they leave .62 times as fast.
  expect(adjusted.adjusted.low).toBeLessThan(0.62);
  expect(adjusted.adjusted.high).toBeGreaterThan(0.62);
  expect(adjusted.adjusted.high).toBeLessThan(1);
  expect(adjustedSentence(adjusted)).toMatch(
    /among all accounts, 1\.\d+ times\. It is the other way round\./,
  );
});

test("the ratio is Cox's of the group and the levels of the others", () => {
  const adjusted = adjustedOf("Contract", "Month-to-month")!;
  const cells = (name: string) => {
    const column = frame.columns.find((one) => one.attribute.name === name)!;
    return column.kind === "category" ? column : null;
  };
  const columns = ["Contract", ...adjusted.by].flatMap((name) => {
    const { codes, dictionary } = cells(name)!;
    if (name === "Contract") return [codes.map((code) => (dictionary[code] === "Month-to-month" ? 1 : 0))];
    // Another level left out gives another parametrisation of the same model.
    const levels = [...new Set(codes)].sort((a, b) => b - a).slice(1);
    return levels.map((level) => codes.map((code) => (code === level ? 1 : 0)));
  });
  const { months, left } = frame.retention!;
  const fit = coxRegression(months, left, columns);
  expect(Math.log(adjusted.adjusted.value)).toBeCloseTo(fit.coefficients[0]!, 6);
  expect(adjusted.adjusted.value).toBeGreaterThan(3);
});

test("nothing is adjusted where nothing was found, or nothing else tells", () => {
  expect(adjustedOf("gender", "Male")).toBeNull();
  const random = createRandom(3);
  const kinds = Array.from({ length: 400 }, () => (random() < 0.5 ? "fast" : "slow"));
  const lives = kinds.map((kind) => -Math.log(1 - random()) / (kind === "fast" ? 0.1 : 0.03));
  const alone = frameOf({
    columns: [{ name: "Kind", cells: kinds }],
    retention: {
      months: lives.map((life) => Math.min(life, 24)),
      left: lives.map((life) => (life < 24 ? 1 : 0)),
    },
  });
  const found = analyse(alone, null, defaultOptions).outcomes[0]!;
  const pattern = found.attributes[0]!.patterns[0]!;
  expect(pattern.verdict).toBe("supported");
  expect(patternDetail(alone, null, found, pattern)!.adjusted).toBeNull();
});

test("accounts alike in what says the same cannot be compared; accounts of one parent tell less than as many others", () => {
  const random = createRandom(5);
  const paces = Array.from(
    { length: 60 },
    (_, parent) => (parent % 3 === 0 ? 0.06 : 0.015) * Math.exp(2 * random()),
  );
  const rows = Array.from({ length: 600 }, () => {
    const parent = Math.floor(60 * random());
    const [life, watched] = [-Math.log(1 - random()) / paces[parent]!, 6 + 30 * random()];
    const size = random() < 0.5 ? "small" : "large";
    const end = life * (size === "small" ? 1 : 2);
    return { parent, size, months: Math.min(end, watched), left: end < watched ? 1 : 0 };
  });
  const of = (another: (row: (typeof rows)[number]) => string, name: string) => {
    const frame = frameOf({
      columns: [
        { name: "Plan", cells: rows.map(({ parent }) => `plan ${parent % 3}`) },
        { name: "Other", cells: rows.map(another) },
        { name, cells: rows.map(({ parent }) => `Parent ${parent}`) },
      ],
      retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
    });
    const columns = frame.columns.slice(0, 2);
    const found = analyse({ ...frame, columns }, null, defaultOptions).outcomes[0]!;
    const own = found.attributes.find(({ attribute }) => attribute === "Plan")!;
    const pattern = own.patterns.find(({ level }) => level === "plan 0")!;
    return patternDetail(frame, null, found, pattern)!.adjusted;
  };
  expect(of(({ parent }) => `family ${parent % 3}`, "Name")).toBeNull();
  const [plain, inGroups] = [of(({ size }) => size, "Name")!, of(({ size }) => size, "Parent account")!];
  const width = ({ adjusted: { low, high } }: AdjustedRetention) => Math.log(high / low);
  expect(inGroups.adjusted.value).toBe(plain.adjusted.value);
  expect(width(inGroups)).toBeGreaterThan(1.3 * width(plain));
  expect(inGroups.proportional).toBeGreaterThan(plain.proportional);
});

test("in words", () => {
  const adjusted = { value: 1.8, low: 1.6, high: 2.04 };
  const crude = { value: 2.9, low: 2.6, high: 3.2 };
  const said = (changes: Partial<AdjustedRetention>) =>
    adjustedSentence({ by: ["Plan"], crude, adjusted, p: 0.001, proportional: 0.5, ...changes });
  expect(said({})).toBe(
    "Among accounts alike in “Plan” they leave 1.8 times as fast as the rest (95 % interval 1.6 to 2.04); among all accounts, 2.9 times.",
  );
  expect(said({ by: ["a", "b", "c", "d", "e"], p: 0.4, proportional: 0.0001 })).toBe(
    "Among accounts alike in “a”, “b”, “c” and 2 more they leave 1.8 times as fast as the rest (95 % interval 1.6 to 2.04); among all accounts, 2.9 times. No clear difference is left. How many times changes with time (p < 0.001), so that this is an average.",
  );
});
