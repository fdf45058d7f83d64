import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { telcoFrame, telcoIsHere } from "#lib/analysis/support/telco.ts";
import type { Rule } from "#lib/criteria/verdict.ts";
import { goodButRejected, snapshotOf } from "#lib/server/queries/draft-figures.ts";
import { newcombe, wilson } from "#lib/stats/rate.ts";
import { kaplanMeier, survivalBefore } from "#lib/stats/survival.ts";

const nan = Number.NaN;
const industry = { name: "Industry", dimension: "firmographic", knownAt: "prospect", type: "text" } as const;

/** Eight customers: SaaS, SaaS, SaaS, SaaS, Retail, Retail, unknown, unknown; the last one's fate is not known. */
const frame: Frame = {
  accountIds: ["a", "b", "c", "d", "e", "f", "g", "h"],
  columns: [
    {
      kind: "category",
      attribute: industry,
      dictionary: ["SaaS", "Retail"],
      codes: Int32Array.of(0, 0, 0, 0, 1, 1, -1, -1),
    },
  ],
  retention: {
    months: Float64Array.of(24, 24, 24, 3, 24, 2, 24, nan),
    left: Uint8Array.of(0, 0, 0, 1, 0, 1, 0, 2),
  },
  outcomes: [
    {
      outcome: { name: "ACV", kind: "value", better: "higher" },
      values: Float64Array.of(9, 9, 1, 1, 9, 1, 1, nan),
    },
  ],
  startDays: null,
};
const data = { frame, dataRevision: 7 };
const saas: Rule = {
  id: "s",
  kind: "must-have",
  when: [{ attribute: "Industry", operator: "equals", value: "SaaS" }],
  question: "",
};
const retail: Rule = {
  ...saas,
  id: "r",
  kind: "disqualifier",
  when: [{ attribute: "Industry", operator: "equals", value: "Retail" }],
};
const valuable: Definition = {
  outcomes: [{ outcome: "ACV", poor: 0, good: 9, weight: 1 }],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
};

test("verdicts are counted, and those inside compared with those outside by the teams' definition", () => {
  const snapshot = snapshotOf([saas, retail], valuable, data, "2026-11-20");
  expect(snapshot).toMatchObject({
    customers: 8,
    verdicts: { accept: 4, reject: 2, undecided: 2 },
    measure: "good",
    dataRevision: 7,
    takenOn: "2026-11-20",
    sides: {
      inside: { n: 4, good: { value: 0.5, ...wilson(2, 4) } },
      outside: { n: 2, good: { value: 0.5, ...wilson(1, 2) } },
      difference: newcombe(2, 4, 1, 2),
    },
  });
});

test("each rule alone: unknown is neither inside nor outside", () => {
  const [own] = snapshotOf([retail], valuable, data, "2026-11-20").criteria;
  expect(own).toMatchObject({
    id: "r",
    yes: 2,
    no: 4,
    unknown: 2,
    sides: { inside: { n: 2 }, outside: { n: 4 } },
  });
});

test("without a definition it counts who is still a customer, where that is known", () => {
  const snapshot = snapshotOf([saas], null, data, "2026-11-20");
  expect(snapshot.measure).toBe("stayed");
  expect(snapshot.sides?.inside).toMatchObject({ n: 4, good: { value: 0.75 } });
  expect(snapshot.sides?.outside).toMatchObject({ n: 2, good: { value: 0.5 } });
  expect(
    snapshotOf([saas], null, { ...data, frame: { ...frame, retention: null } }, "2026-11-20").sides,
  ).toBeNull();
});

test("early leavers weigh what they stand for, and the interval widens by it", () => {
  const retained: Definition = {
    ...valuable,
    outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
  };
  const young: Frame = {
    ...frame,
    retention: {
      months: Float64Array.of(24, 5, 5, 20, 24, 2, 3, nan),
      left: Uint8Array.of(0, 0, 0, 1, 0, 1, 0, 2),
    },
  };
  const everybody: Rule = { ...saas, kind: "signal" };
  const { sides } = snapshotOf([everybody], retained, { ...data, frame: young }, "2026-11-20");
  // a, d and e reached the horizon and stand for b, c and g as well, who are too young; f left before they were cut off.
  expect(sides?.inside.n).toBe(4);
  // Cut off: g at 3 of 6 still followed, b and c at 5 of 5. So a, d and e weigh 1/(5/6 · 3/5) = 2 each, f 1.
  const effective = 7 ** 2 / (3 * 2 ** 2 + 1);
  const { low, high } = wilson((6 / 7) * effective, effective);
  expect(sides?.inside.good?.value).toBeCloseTo(6 / 7, 12);
  expect(sides?.inside.good?.low).toBeCloseTo(low, 12);
  expect(sides?.inside.good?.high).toBeCloseTo(high, 12);
  expect(high - low).toBeGreaterThan(wilson((6 / 7) * 4, 4).high - wilson((6 / 7) * 4, 4).low);
});

test("nobody outside leaves nothing to compare with", () => {
  const { sides } = snapshotOf([], valuable, data, "2026-11-20");
  expect(sides).toMatchObject({ outside: { n: 0, good: null }, difference: null });
});

test("the good customers that would have been rejected are found, and only those", () => {
  expect(goodButRejected([saas, retail], valuable, frame, "2026-11-20")).toEqual([4]);
  expect(goodButRejected([], valuable, frame, "2026-11-20")).toEqual([]);
});

const yearKept: Definition = {
  outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
};

test.skipIf(!telcoIsHere)("each group is weighted by its own follow-up: its own curve at the horizon", () => {
  const telco = telcoFrame();
  const contract = (value: string): Rule => ({
    ...saas,
    when: [{ attribute: "Contract", operator: "equals", value }],
  });
  const column = telco.columns.find(({ attribute }) => attribute.name === "Contract")!;
  if (column.kind !== "category") throw new Error("Contract is a text.");
  const kept = (value: string, is: boolean) => {
    const code = column.dictionary.indexOf(value);
    const mine = Array.from(column.codes.keys()).filter((i) => (column.codes[i] === code) === is);
    const { months, left } = telco.retention!;
    const curve = kaplanMeier(
      mine.map((i) => months[i]!),
      mine.map((i) => left[i]!),
    );
    return survivalBefore(curve, 12);
  };
  // With one curve for everybody those by the month came out at 69.3 % instead of 71.5 %.
  for (const value of ["Month-to-month", "Two year"]) {
    const { sides } = snapshotOf(
      [contract(value)],
      yearKept,
      { frame: telco, dataRevision: 1 },
      "2026-11-20",
    );
    expect(sides?.inside.good?.value).toBeCloseTo(kept(value, true), 10);
    expect(sides?.outside.good?.value).toBeCloseTo(kept(value, false), 10);
  }
  expect(kept("Month-to-month", true)).toBeCloseTo(0.7151, 4);
});

test("a group of whom nobody was followed for so long has no rate, however many of it have left", () => {
  const young: Frame = {
    ...frame,
    retention: {
      months: Float64Array.of(5, 6, 4, 3, 24, 2, 24, nan),
      left: Uint8Array.of(0, 0, 0, 1, 0, 1, 0, 2),
    },
  };
  const { sides } = snapshotOf([saas], yearKept, { ...data, frame: young }, "2026-11-20");
  expect(sides).toMatchObject({ inside: { n: 1, good: null }, outside: { n: 2 }, difference: null });
});

test("accounts of one parent company count together in a draft's figures, as they do in patterns", () => {
  const parents = 40;
  const cells = (of: (parent: number) => string) =>
    Array.from({ length: 4 * parents }, (_, account) => of(account % parents));
  const retained = cells((parent) => (parent % 3 === 0 ? "gone" : "kept"));
  const figures = (heading: string, definition: Definition | null) => {
    const of = frameOf({
      columns: [
        { name: heading, cells: cells((parent) => `Parent ${parent}`) },
        { name: "Industry", cells: cells((parent) => (parent % 2 === 0 ? "SaaS" : "Retail")) },
      ],
      retention: { months: retained.map(() => 24), left: retained.map((one) => (one === "gone" ? 1 : 0)) },
    });
    return snapshotOf([saas], definition, { frame: of, dataRevision: 1 }, "2026-11-20").criteria[0]!.sides!;
  };
  for (const definition of [null, yearKept]) {
    const [plain, together] = [figures("Name", definition), figures("Parent company", definition)];
    expect(together.inside.good!.value).toBeCloseTo(plain.inside.good!.value, 12);
    // Every parent's four accounts do alike: they tell as much as one.
    for (const of of [(one: typeof plain) => one.inside.good!, (one: typeof plain) => one.difference!]) {
      const width = (one: typeof plain) => of(one).high - of(one).low;
      expect(width(together)).toBeGreaterThan(1.6 * width(plain));
    }
  }
});
