import { expect, test } from "vitest";
import type { PatternEvidence } from "#lib/criteria/criterion.ts";
import { contentOf, type FrozenCriterion, type IcpContent } from "#lib/icp/content.ts";
import { emptyDocument } from "#lib/icp/document.ts";
import { type StoredVersion, sharedVersion } from "#lib/icp/shared-version.ts";
import type { Sides, Snapshot } from "#lib/icp/snapshot.ts";

const id = (n: number) => `00000000-0000-7000-8000-${n.toString().padStart(12, "0")}`;
const at = (value: number, half = 0.05) => ({ value, low: value - half, high: value + half });

const pattern = (change: Partial<PatternEvidence> = {}): PatternEvidence => ({
  source: "pattern",
  outcome: "good customer",
  measure: "rate",
  label: "Software",
  sentence: "Software companies are good customers more often.",
  n: 388,
  total: 1204,
  inside: at(0.79),
  rest: at(0.57),
  base: 0.61,
  adjustedP: 0.001,
  verdict: "supported",
  warnings: [],
  dataRevision: 3,
  takenOn: "2026-11-14",
  ...change,
});

const rule = (n: number, change: Partial<FrozenCriterion> = {}): FrozenCriterion => ({
  id: id(n),
  kind: "must-have",
  when: [{ attribute: "Industry", operator: "equals", value: "Software" }],
  points: null,
  evidence: pattern(),
  question: "What do you sell?",
  crmField: "Industry",
  rationale: "",
  owner: "Ada Lovelace",
  ...change,
});

const sides = (inside: number, outside: number): Sides => ({
  inside: { n: inside, good: at(0.84) },
  outside: { n: outside, good: at(0.56) },
  difference: at(0.28),
});

const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  customers: 1204,
  verdicts: { accept: 373, reject: 700, undecided: 131 },
  sides: sides(320, 610),
  measure: "good",
  criteria: [],
  setAside: 0,
  dataRevision: 3,
  takenOn: "2026-11-14",
  ...change,
});

const stored = (content: Partial<IcpContent>, change: Partial<StoredVersion> = {}): StoredVersion => ({
  company: "Northgate Security",
  sample: false,
  number: 3,
  hash: "a".repeat(64),
  publishedAt: "2026-11-14T09:30:00.000Z",
  publishedBy: "Ada Lovelace",
  content: { ...contentOf(emptyDocument()), ...content },
  decisions: [],
  overDissent: null,
  snapshot: null,
  ...change,
});

test("no name of a customer leaves, nor who owns a rule", () => {
  const shown = sharedVersion(
    stored({
      criteria: [
        rule(1, {
          evidence: { source: "interview", quote: "We need it.", account: "Orrin Freight", said: 7, of: 9 },
        }),
      ],
      voices: [{ id: id(2), kind: "pain", text: "Audits", quote: "It hurts.", account: "Halden Bank" }],
    }),
  );
  const text = JSON.stringify({ ...shown, publishedBy: "" });
  expect(text).not.toContain("Orrin");
  expect(text).not.toContain("Halden");
  expect(text).not.toContain("Ada");
  expect(shown.mustHaves[0]).toMatchObject({ quote: "We need it.", evidence: "7 of 9 customers said so." });
  expect(shown.voices[0]).toEqual({ id: id(2), kind: "pain", text: "Audits", quote: "It hurts." });
});

test("rules are said in words with what they rest on", () => {
  const [shown] = sharedVersion(stored({ criteria: [rule(1)] })).mustHaves;
  expect(shown).toMatchObject({
    words: "Industry is Software",
    evidence: "79 % are good customers, others 57 %, 388 of 1,204 customers",
  });
  const [hypothesis] = sharedVersion(stored({ criteria: [rule(1, { evidence: null })] })).mustHaves;
  expect(hypothesis?.evidence).toBe("A hypothesis: no evidence yet.");
});

test.each([
  ["its own group is four", pattern({ n: 4 })],
  ["everybody else is four", pattern({ n: 1200 })],
])("figures are hidden where %s", (_, evidence) => {
  const shown = sharedVersion(stored({ criteria: [rule(1, { evidence })] }));
  expect(shown.panels).toEqual([]);
  expect(JSON.stringify(shown)).not.toMatch(/0\.79|79 %|1,204/);
  expect(shown.mustHaves[0]?.evidence).toBe("The group is too small to show its figures.");
});

test("how many said so is hidden under five", () => {
  const evidence = { source: "interview", quote: "Yes.", account: "", said: 4, of: 9 } as const;
  const [shown] = sharedVersion(stored({ criteria: [rule(1, { evidence })] })).mustHaves;
  expect(shown?.evidence).toBe("Said in interviews.");
});

test("a rule is coloured by what its pattern was tested to speak for", () => {
  const row = (change: Partial<PatternEvidence>) =>
    sharedVersion(stored({ criteria: [rule(1, { evidence: pattern(change) })] })).panels[0]?.rows[0]
      ?.direction;
  expect(row({ inside: at(0.5), rest: at(0.6) })).toBe("poor");
  expect(row({ inside: at(0.5), rest: at(0.6), direction: "good" })).toBe("good");
  expect(row({ measure: "mean", direction: "poor" })).toBe("poor");
  expect(row({ verdict: "insufficient", direction: "none" })).toBe("none");
});

test("the whole profile leads the picture, each rule by the pattern it was approved with", () => {
  const figures = [rule(1), rule(2)].map(({ id }) => ({
    id,
    yes: 388,
    no: 800,
    unknown: 16,
    sides: sides(380, 790),
  }));
  const shown = sharedVersion(
    stored(
      { criteria: [rule(1), rule(2, { kind: "disqualifier", evidence: null })] },
      { snapshot: snapshot({ criteria: figures }) },
    ),
  );
  expect(shown.whole).toMatchObject({ customers: 1204, accepted: 373, inside: { n: 320 } });
  expect(shown.whole?.counted).toMatch(
    /^Counted on 930 of 1,073 customers .* smaller difference among new ones\.$/,
  );
  expect(shown.panels).toHaveLength(1);
  expect(shown.panels[0]).toMatchObject({
    title: "Share that are good customers",
    sentence: "Share that are good customers: 84 % inside the profile, 56 % outside it.",
    rows: [
      { label: "The whole profile", n: 320, total: 930, word: "suggestive", direction: "good", whole: true },
      { label: "Industry is Software", n: 388, total: 1204, word: "supported", whole: false },
      { label: "Industry is Software", n: 380, total: 1170, word: "suggestive", whole: false },
    ],
  });
});

test.each([
  ["inside", snapshot({ sides: sides(4, 610) })],
  ["outside", snapshot({ sides: sides(320, 4) })],
  ["accepted", snapshot({ verdicts: { accept: 4, reject: 1200, undecided: 0 } })],
])("the whole profile is hidden where fewer than five are %s", (_, small) => {
  const shown = sharedVersion(stored({}, { snapshot: small }));
  expect(shown.whole).toBeNull();
  expect(shown.panels).toEqual([]);
});

test("a pattern on another outcome has a picture of its own", () => {
  const days = pattern({ outcome: "onboarding days", measure: "mean", inside: at(21, 2), rest: at(44, 3) });
  const shown = sharedVersion(stored({ criteria: [rule(1, { evidence: days })] }, { snapshot: snapshot() }));
  expect(shown.panels.map((panel) => [panel.title, panel.measure, panel.rows.length])).toEqual([
    ["Share that are good customers", "rate", 1],
    ["Onboarding days, average", "mean", 1],
  ]);
  expect(shown.panels[1]?.sentence).toBe(
    "Onboarding days, average: 21 where industry is Software, 44 elsewhere.",
  );
  expect(shown.mustHaves[0]?.evidence).toBe(
    "Onboarding days 21 on average, others 44, 388 of 1,204 customers",
  );
  const kept = sharedVersion(
    stored({ criteria: [rule(1, { evidence: pattern({ outcome: "retention" }) })] }),
  );
  expect(kept.mustHaves[0]?.evidence).toBe("79 % stayed, others 57 %, 388 of 1,204 customers");
});

test("a dissent and who stands for several teams are printed", () => {
  const decision = { reason: "", by: "Ada", at: "2026-11-14T09:00:00.000Z" } as const;
  const shown = sharedVersion(
    stored(
      {},
      {
        overDissent: "The quarter ends.",
        decisions: [
          { ...decision, team: "marketing", decision: "approve" },
          { ...decision, team: "sales", decision: "approve" },
          { ...decision, team: "product", decision: "dissent", by: "Bo", reason: "Too narrow." },
        ],
      },
    ),
  );
  expect(shown.several).toEqual(["Ada stands for marketing and sales."]);
  expect(shown.decisions[2]).toEqual({
    team: "product",
    agreed: false,
    by: "Bo",
    on: "2026-11-14",
    reason: "Too narrow.",
  });
  expect(shown.overDissent).toBe("The quarter ends.");
});
