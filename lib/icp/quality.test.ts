import { expect, test } from "vitest";
import type { Condition, Criterion } from "#lib/criteria/criterion.ts";
import { emptyDocument, type IcpDocument } from "#lib/icp/document.ts";
import { checkQuality, type QualityFacts } from "#lib/icp/quality.ts";
import { patternEvidence } from "#lib/icp/testing/evidence.ts";

const criterion = (kind: Criterion["kind"], when: Condition, more: Partial<Criterion> = {}): Criterion => ({
  id: crypto.randomUUID(),
  kind,
  when: [when],
  points: kind === "signal" ? 10 : null,
  evidence: patternEvidence,
  question: "",
  crmField: "",
  rationale: "",
  owner: "",
  order: "V",
  archived: false,
  ...more,
});

const saas: Condition = { attribute: "Industry", operator: "equals", value: "SaaS" };
const size: Condition = { attribute: "Employees", operator: "between", value: { from: 200, to: 1001 } };
const onPremises: Condition = { attribute: "On-premises", operator: "equals", value: "Yes" };

const facts: QualityFacts = {
  attributes: new Map([
    ["Industry", { knownAt: "prospect", type: "text" }],
    ["Employees", { knownAt: "prospect", type: "number" }],
    ["On-premises", { knownAt: "deal", type: "yes-no" }],
    ["Tickets", { knownAt: "customer", type: "number" }],
  ]),
  verdicts: { accept: 31, reject: 50, undecided: 19 },
};

const buyer = {
  id: crypto.randomUUID(),
  order: "V",
  archived: false,
  part: "economic buyer" as const,
  title: "CFO",
  cares: "",
};
const sound: IcpDocument = {
  ...emptyDocument(),
  profile: "Software companies of 200 to 1,000 people.",
  definition: {
    outcomes: [{ outcome: "retention", poor: 3, good: 12, weight: 1 }],
    cut: 0.5,
    cohort: { from: null, to: null },
    horizonMonths: 12,
  },
  committee: [buyer],
  criteria: [
    criterion("must-have", saas),
    criterion("must-have", size),
    criterion("disqualifier", onPremises),
  ],
};

const rules = (document: IcpDocument, more: Partial<QualityFacts> = {}) =>
  checkQuality(document, { ...facts, ...more }).map((one) => one.rule);
const withCriteria = (...criteria: Criterion[]) => ({ ...sound, criteria });

test("a sound draft has nothing to mend", () => {
  expect(checkQuality(sound, facts)).toEqual([]);
});

test("an empty draft is told where to begin", () => {
  expect(rules(emptyDocument())).toEqual([
    "no profile",
    "no good customer",
    "no must-have",
    "no disqualifier",
    "no economic buyer",
  ]);
});

test("an economic buyer whose title is still empty is not named", () => {
  expect(rules({ ...sound, committee: [{ ...buyer, title: " " }] })).toEqual(["no economic buyer"]);
});

test("no disqualifier; an archived one does not count", () => {
  const [first, second, third] = sound.criteria as [Criterion, Criterion, Criterion];
  expect(rules(withCriteria(first, second, { ...third, archived: true }))).toEqual(["no disqualifier"]);
});

test("too broad above 70 % of customers, accepts nobody at none", () => {
  expect(rules(sound, { verdicts: { accept: 70, reject: 20, undecided: 10 } })).toEqual([]);
  const marks = checkQuality(sound, { ...facts, verdicts: { accept: 71, reject: 19, undecided: 10 } });
  expect(marks.map((one) => one.sentence)).toEqual([
    "It is too broad to act on: 71 % of today’s customers are inside.",
  ]);
  expect(rules(sound, { verdicts: { accept: 0, reject: 100, undecided: 0 } })).toEqual(["accepts nobody"]);
  expect(rules(sound, { verdicts: { accept: 0, reject: 90, undecided: 10 } })).toEqual([]);
});

test("a size band alone is not a profile, whatever the disqualifiers", () => {
  const disqualifier = criterion("disqualifier", onPremises);
  expect(rules(withCriteria(criterion("must-have", size), disqualifier))).toEqual(["size alone"]);
  const bySnake = criterion("signal", { attribute: "employee_count", operator: "at least", value: 5 });
  expect(
    rules(withCriteria(criterion("must-have", size), bySnake, disqualifier), { attributes: null }),
  ).toEqual(["size alone"]);
  expect(rules(withCriteria(criterion("must-have", size), criterion("signal", saas), disqualifier))).toEqual(
    [],
  );
});

test("no evidence is a hypothesis, and too little is said", () => {
  const [first, ...rest] = sound.criteria as [Criterion, Criterion, Criterion];
  const marks = checkQuality(withCriteria({ ...first, evidence: null }, ...rest), facts);
  expect(marks).toMatchObject([
    {
      rule: "no evidence",
      section: "must-have",
      id: first.id,
      sentence: "“Industry is SaaS” has no evidence: it is a hypothesis.",
    },
  ]);
  expect(
    rules(withCriteria({ ...first, evidence: { ...patternEvidence, verdict: "insufficient" } }, ...rest)),
  ).toEqual(["weak evidence"]);
});

test.each<[string, Condition, string]>([
  [
    "not in the data",
    { attribute: "Ambition", operator: "equals", value: "high" },
    "“Ambition” is not in the data",
  ],
  [
    "known after the sale",
    { attribute: "Tickets", operator: "at most", value: 3 },
    "“Tickets” is known only after the sale",
  ],
  [
    "another type",
    { attribute: "Industry", operator: "at least", value: 3 },
    "“Industry” holds another kind of value now",
  ],
])("unmeasurable: %s", (_, when, why) => {
  const marks = checkQuality(withCriteria(...sound.criteria, criterion("signal", when)), facts);
  expect(marks).toMatchObject([{ rule: "unmeasurable", section: "signal" }]);
  expect(marks[0]?.sentence).toContain(why);
  expect(rules(withCriteria(...sound.criteria, criterion("signal", when)), { attributes: null })).toEqual([]);
});

test("a signal without points is told", () => {
  expect(rules(withCriteria(...sound.criteria, criterion("signal", saas, { points: null })))).toEqual([
    "no points",
  ]);
});
