import { describe, expect, test } from "vitest";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { patternSentence, retentionSentence, warningSentence } from "#lib/analysis/sentence.ts";
import { suggestDefinition } from "#lib/analysis/suggest-definition.ts";
import { telcoFrame, telcoIsHere } from "#lib/analysis/support/telco.ts";

// The Telco table is others' work and not part of the project: generated-telco.ts tells its stories elsewhere.
describe.skipIf(!telcoIsHere)("the Telco table (skipped where ../shared/data is absent)", () => {
  const frame = telcoIsHere ? telcoFrame() : null;
  const definition = frame && suggestDefinition(frame);
  const analysis = frame && analyse(frame, definition, defaultOptions);
  const retention = () => analysis!.outcomes.find(({ outcome }) => outcome === "retention")!;
  const attribute = (name: string) => retention().attributes.find((one) => one.attribute === name)!;
  const pattern = (name: string, level: string) =>
    attribute(name).patterns.find((one) => one.level === level)!;

  test("month-to-month: 57.3 % still customers beside 93.2 %, supported, flattered by young accounts", () => {
    const monthly = pattern("Contract", "Month-to-month");
    expect(monthly.n).toBe(3875);
    expect(monthly.inside.value).toBeCloseTo(2220 / 3875, 12);
    expect(monthly.rest.value).toBeCloseTo(2954 / 3168, 12);
    expect(monthly).toMatchObject({ verdict: "supported", direction: "poor" });
    expect(monthly.warnings).toContainEqual(expect.objectContaining({ kind: "immature", months: 12 }));
    expect(patternSentence(monthly, retention())).toBe(
      "57.3 % of the 3,875 customers where Contract is Month-to-month are still customers at the export, against 93.2 % of the rest (36 points fewer, 95 % interval 34 to 38). Adjusted p < 0.001.",
    );
  });

  test("their median is 35 months, 32 to 38", () => {
    const monthly = pattern("Contract", "Month-to-month");
    expect(monthly.retention?.inside.median).toEqual({ value: 35, low: 32, high: 38 });
    expect(retentionSentence(monthly)).toContain("half have left after 35 months (95 % interval 32 to 38)");
  });

  test("that the hazards of contracts are not in proportion is said", () => {
    const warning = pattern("Contract", "Month-to-month").warnings.find(
      (one) => one.kind === "changes over time",
    );
    expect(warning && warningSentence(warning, retention())).toBe(
      "The difference changes with time: up to 53 months these accounts leave 26 times as fast as the rest, afterwards 8.1 times.",
    );
  });

  test("log-rank by contract", () => {
    const { statistic, df } = attribute("Contract").logRank!;
    expect(df).toBe(2);
    expect(Math.abs(statistic / 2352.87254 - 1)).toBeLessThan(1e-8);
  });

  test("the reversal of MultipleLines within InternetService", () => {
    const warning = pattern("MultipleLines", "Yes").warnings.find((one) => one.kind === "reversal");
    expect(warning).toMatchObject({ by: "InternetService" });
    if (warning?.kind !== "reversal") return;
    expect(warning.crude).toBeCloseTo(0.832854, 6);
    expect(warning.adjusted).toBeCloseTo(1.581793, 6);
  });

  test("TotalCharges grows with time and is left out", () => {
    expect(attribute("TotalCharges")).toMatchObject({ leaking: true });
    expect(attribute("MonthlyCharges")).toMatchObject({ leaking: false });
    expect(attribute("Contract")).toMatchObject({ leaking: false });
  });

  test("the suggested definition asks for a year, and 1,070 accounts are too young to tell", () => {
    expect(definition?.outcomes).toEqual([{ outcome: "retention", poor: 12, good: 12, weight: 1 }]);
    expect(analysis!.goodCustomers).toMatchObject({ good: 4974, not: 999, tooEarly: 1070 });
  });
});
