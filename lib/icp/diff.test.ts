import { expect, test } from "vitest";
import type { Condition } from "#lib/criteria/criterion.ts";
import type { FrozenCriterion, IcpContent } from "#lib/icp/content.ts";
import { contentOf } from "#lib/icp/content.ts";
import { diffContents } from "#lib/icp/diff.ts";
import { emptyDocument } from "#lib/icp/document.ts";
import { sayCard, sayDefinition } from "#lib/icp/say-definition.ts";

const empty = contentOf(emptyDocument());
let made = 0;
const newId = () => `00000000-0000-7000-8000-${String(++made).padStart(12, "0")}`;

const rule = (
  kind: FrozenCriterion["kind"],
  when: Condition,
  more: Partial<FrozenCriterion> = {},
): FrozenCriterion => ({
  id: newId(),
  kind,
  when: [when],
  points: null,
  evidence: null,
  question: "",
  crmField: "",
  rationale: "",
  owner: "",
  ...more,
});

const size = (from: number): Condition => ({
  attribute: "Employees",
  operator: "between",
  value: { from, to: 1001 },
});
const saas: Condition = { attribute: "Industry", operator: "equals", value: "SaaS" };

const sentences = (before: Partial<IcpContent>, after: Partial<IcpContent>) =>
  diffContents({ ...empty, ...before }, { ...empty, ...after }).flatMap((section) =>
    section.changes.map((change) => `${section.title}: ${change.sentence}`),
  );

test("equal contents have no changes", () => {
  const criteria = [rule("must-have", saas)];
  expect(sentences({ criteria }, { criteria: structuredClone(criteria) })).toEqual([]);
});

test("a rule that was reworded says both sentences", () => {
  const before = rule("must-have", size(200));
  expect(sentences({ criteria: [before] }, { criteria: [{ ...before, when: [size(100)] }] })).toEqual([
    "Criteria: Must-have “Employees are 200 to 1,000” became “Employees are 100 to 1,000”.",
  ]);
});

test("added, removed, of another kind, with other points, evidence and question", () => {
  const kept = rule("signal", saas, { points: 20 });
  const gone = rule("disqualifier", { attribute: "On-premises", operator: "equals", value: "Yes" });
  const fresh = rule("signal", size(200), { points: 5 });
  expect(
    sentences(
      { criteria: [kept, gone] },
      { criteria: [{ ...kept, points: 10, question: "What do you sell?" }, fresh] },
    ),
  ).toEqual([
    "Criteria: Signal “Industry is SaaS” gives +10 points now, before +20 points.",
    "Criteria: The question of “Industry is SaaS” was changed.",
    "Criteria: New signal “Employees are 200 to 1,000”, +5 points.",
    "Criteria: Disqualifier “On-premises is Yes” was taken out.",
  ]);
  const evidence = { source: "interview" as const, quote: "We had to.", account: "Orrin", said: 3, of: 5 };
  expect(
    sentences({ criteria: [kept] }, { criteria: [{ ...kept, kind: "must-have", points: null, evidence }] }),
  ).toEqual([
    "Criteria: “Industry is SaaS” was a signal and is a must-have now.",
    "Criteria: “Industry is SaaS” has evidence now.",
  ]);
});

test("a rule deleted and written again is the same rule", () => {
  expect(sentences({ criteria: [rule("must-have", saas)] }, { criteria: [rule("must-have", saas)] })).toEqual(
    [],
  );
});

test("another order is said once", () => {
  const [a, b, c] = [rule("must-have", saas), rule("must-have", size(1)), rule("must-have", size(2))];
  expect(sentences({ criteria: [a, b, c] }, { criteria: [c, a, b] })).toEqual([
    "Criteria: The order of the must-haves was changed.",
  ]);
  const lines = ["x", "y"].map((text) => ({ id: newId(), text }));
  expect(sentences({ triggers: lines }, { triggers: lines.toReversed() })).toEqual([
    "Triggers: The order was changed.",
  ]);
});

test("prose is named, with both texts to look at", () => {
  expect(diffContents({ ...empty, profile: "Old." }, { ...empty, profile: "New." })).toEqual([
    {
      title: "Profile",
      changes: [{ kind: "changed", sentence: "Profile was rewritten.", before: "Old.", after: "New." }],
    },
  ]);
});

test("the definition of a good customer is compared outcome by outcome", () => {
  const definition = {
    outcomes: [{ outcome: "retention", poor: 3, good: 12, weight: 1 }],
    cut: 0.5,
    cohort: { from: null, to: null },
    horizonMonths: 12,
  };
  expect(sentences({}, { definition })).toEqual(
    sayDefinition(definition).map((one) => `Good customer: ${one}`),
  );
  const stricter = {
    ...definition,
    cut: 0.7,
    outcomes: [{ outcome: "retention", poor: 6, good: 12, weight: 1 }],
  };
  expect(sentences({ definition }, { definition: stricter })).toEqual([
    `Good customer: Now: ${sayCard(stricter.outcomes[0]!)} Before: ${sayCard(definition.outcomes[0]!)}`,
    "Good customer: Now: A customer that reaches 70 % of this is a good one.",
    "Good customer: No longer: A customer that reaches 50 % of this is a good one.",
  ]);
  expect(sentences({ definition }, { definition: null })).toEqual([
    "Good customer: The definition of a good customer was taken out.",
  ]);
});

test("of a first version everything is new", () => {
  const bet = {
    id: newId(),
    segment: "Banks",
    hypothesis: "",
    budget: "5,000",
    targetN: 1,
    deadline: "2027-01-31",
    stopWhen: "two of three leave",
  };
  const committee = [{ id: newId(), part: "economic buyer" as const, title: "CFO", cares: "" }];
  const sections = diffContents(null, { ...empty, profile: "P.", committee, bets: [bet] });
  expect(sections.map((one) => one.title)).toEqual(["Profile", "Buying committee", "Bets"]);
  expect(sections.flatMap((one) => one.changes.map((change) => change.sentence))).toEqual([
    "Profile was written.",
    "Economic buyer: CFO.",
    "Bet on Banks. Budget: 5,000. Judged on 1 account. Until 31 Jan 2027. Stop when two of three leave.",
  ]);
});
