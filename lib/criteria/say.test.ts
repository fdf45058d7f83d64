import { expect, test } from "vitest";
import type { Condition } from "#lib/criteria/criterion.ts";
import { sayCondition, sayCriterion, sayPoints } from "#lib/criteria/say.ts";

test.each<[Condition, string]>([
  [{ attribute: "Industry", operator: "equals", value: "SaaS" }, "Industry is SaaS"],
  [
    { attribute: "Industry", operator: "one of", value: ["SaaS", "Fintech", "Health"] },
    "Industry is SaaS, Fintech or Health",
  ],
  [
    { attribute: "Industry", operator: "one of", value: ["Food and drink", "Arts, leisure"] },
    "Industry is “Food and drink” or “Arts, leisure”",
  ],
  [{ attribute: "Industry", operator: "none of", value: ["Retail"] }, "Industry is not Retail"],
  [
    { attribute: "Industry", operator: "none of", value: ["Retail", "Arts"] },
    "Industry is neither Retail nor Arts",
  ],
  [{ attribute: "Industry", operator: "none of", value: ["A", "B", "C"] }, "Industry is none of A, B or C"],
  [
    { attribute: "Employees", operator: "between", value: { from: 200, to: 1000 } },
    "Employees are 200 to under 1,000",
  ],
  [
    { attribute: "Employees", operator: "between", value: { from: 200, to: 1001 } },
    "Employees are 200 to 1,000",
  ],
  [{ attribute: "Employees", operator: "between", value: { from: null, to: 50 } }, "Employees are under 50"],
  [
    { attribute: "Employees", operator: "between", value: { from: 5000, to: null } },
    "Employees are 5,000 or more",
  ],
  [{ attribute: "employee_count", operator: "at least", value: 200 }, "Employee count is at least 200"],
  [{ attribute: "Number of employees", operator: "at most", value: 50 }, "Number of employees is at most 50"],
  [
    { attribute: "Days to onboard", operator: "between", value: { from: 0, to: 14.5 } },
    "Days to onboard are 0 to under 14.5",
  ],
  [{ attribute: "Year founded", operator: "at least", value: 2015 }, "Year founded is at least 2015"],
  [
    { attribute: "Start date", operator: "between", value: { from: "2025-01-01", to: "2025-07-01" } },
    "Start date is 1 Jan 2025 to 30 Jun 2025",
  ],
  [
    { attribute: "Start date", operator: "at least", value: "2025-01-01" },
    "Start date is 1 Jan 2025 or later",
  ],
  [
    { attribute: "Last funding", operator: "happened within", value: 90 },
    "Last funding is within the last 90 days",
  ],
  [
    { attribute: "Last funding", operator: "happened within", value: 1 },
    "Last funding is within the last day",
  ],
  [{ attribute: "Tools", operator: "contains any", value: ["AWS", "GCP"] }, "Tools include AWS or GCP"],
  [
    { attribute: "Tech stack", operator: "contains all", value: ["AWS", "Okta"] },
    "Tech stack includes AWS and Okta",
  ],
  [{ attribute: "Tech stack", operator: "contains none", value: ["SAP"] }, "Tech stack does not include SAP"],
  [
    { attribute: "Tools", operator: "contains none", value: ["SAP", "Lotus"] },
    "Tools include neither SAP nor Lotus",
  ],
  [{ attribute: "Has a security owner", operator: "equals", value: "Yes" }, "Has a security owner"],
  [{ attribute: "Has a security owner", operator: "equals", value: "No" }, "“Has a security owner” is No"],
  [{ attribute: "Use case", operator: "equals", value: "Yes" }, "Use case is Yes"],
  [{ attribute: "MultipleLines", operator: "equals", value: "No" }, "MultipleLines is No"],
  [{ attribute: "MonthlyCharges", operator: "at least", value: 70.5 }, "MonthlyCharges are at least 70.5"],
  [{ attribute: "Business status", operator: "is known" }, "Business status is known"],
  [{ attribute: "SaaS", operator: "is unknown" }, "SaaS is unknown"],
  [{ attribute: "Region", operator: "equals", value: "" }, "Region is “”"],
])("%j is said %s", (condition, words) => {
  expect(sayCondition(condition)).toBe(words);
});

test("conditions of one criterion are joined into one sentence", () => {
  const industry: Condition = { attribute: "Industry", operator: "one of", value: ["SaaS", "Fintech"] };
  const size: Condition = { attribute: "Employees", operator: "between", value: { from: 200, to: 1001 } };
  const owner: Condition = { attribute: "Has a security owner", operator: "equals", value: "Yes" };
  const cloud: Condition = { attribute: "AWS spend", operator: "at least", value: 1000 };
  expect(sayCriterion({ when: [industry, size] })).toBe(
    "Industry is SaaS or Fintech and employees are 200 to 1,000",
  );
  expect(sayCriterion({ when: [size, owner, cloud] })).toBe(
    "Employees are 200 to 1,000, has a security owner and AWS spend is at least 1,000",
  );
});

test("points carry their sign", () => {
  expect([sayPoints(25), sayPoints(-1), sayPoints(null)]).toEqual(["+25 points", "−1 point", ""]);
});
