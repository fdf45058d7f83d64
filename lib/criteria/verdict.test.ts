import { expect, test } from "vitest";
import type { Value } from "#lib/accounts/attribute.ts";
import { sayVerdict } from "#lib/criteria/say.ts";
import { judge, type Rule } from "#lib/criteria/verdict.ts";

const today = "2026-11-20";
const saas: Rule = {
  id: "1",
  kind: "must-have",
  when: [{ attribute: "Industry", operator: "one of", value: ["SaaS", "Fintech"] }],
  question: "What do you sell?",
};
const onPremises: Rule = {
  id: "2",
  kind: "disqualifier",
  when: [{ attribute: "Requires on-premises", operator: "equals", value: "Yes" }],
  question: "Must it run in your own data centre?",
};
const signal: Rule = {
  id: "3",
  kind: "signal",
  when: [{ attribute: "Cloud", operator: "is known" }],
  question: "Which cloud?",
};
const rules = [saas, onPremises, signal];
const of = (values: Record<string, Value>) => judge(rules, new Map(Object.entries(values)), today);

test("a disqualifier that holds rejects, and is cited", () => {
  const verdict = of({ Industry: "SaaS", "Requires on-premises": "Yes" });
  expect(verdict).toMatchObject({ verdict: "reject", rules: [onPremises], questions: [] });
  expect(sayVerdict(verdict)).toBe("Reject: the account requires on-premises.");
});

test("a must-have that fails rejects even while another rule is unknown", () => {
  const verdict = of({ Industry: "Retail" });
  expect(verdict).toMatchObject({ verdict: "reject", rules: [saas] });
  expect(sayVerdict(verdict)).toBe("Reject: the must-have “industry is SaaS or Fintech” does not hold.");
});

test("what is unknown leaves the account undecided, with the question to ask", () => {
  const verdict = of({ Industry: "SaaS" });
  expect(verdict).toMatchObject({
    verdict: "undecided",
    rules: [onPremises],
    questions: [onPremises.question],
  });
  expect(sayVerdict(verdict)).toBe("Undecided: it is not known whether the account requires on-premises.");
  expect(of({}).questions).toEqual([saas.question, onPremises.question]);
});

test("otherwise it is accepted, whatever the signals say", () => {
  const verdict = of({ Industry: "SaaS", "Requires on-premises": "No" });
  expect(verdict).toMatchObject({ verdict: "accept", rules: [saas] });
  expect(sayVerdict(verdict)).toBe("Accept: industry is SaaS or Fintech.");
  expect(sayVerdict(judge([], new Map(), today))).toBe("Accept: nothing rules it out.");
});

test("an archived rule has no say", () => {
  expect(judge([{ ...saas, archived: true }], new Map([["Industry", "Retail"]]), today).verdict).toBe(
    "accept",
  );
});
