import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { holdoutOf } from "#lib/analysis/back-test/holdout.ts";
import { groupsOf, saysBelonging } from "#lib/analysis/groups.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { analyseGrouped } from "#lib/analysis/search/grouped.ts";
import { frameOf, type PlainTable } from "#lib/analysis/support/frame-of.ts";
import { retentionTarget } from "#lib/analysis/target.ts";
import { createRandom } from "#lib/stats/random.ts";

/** Accounts of which every `each` have a parent, whose traits and fate they share but for one in ten. */
function family(accounts: number, each: number, seed: number, heading = "Parent company"): Frame {
  const random = createRandom(seed);
  const parents = Math.ceil(accounts / each);
  const own = <T>(draw: () => T): T[] => {
    const shared = Array.from({ length: parents }, draw);
    return Array.from({ length: accounts }, (_, i) => (random() < 0.1 ? draw() : shared[i % parents]!));
  };
  const traits = Array.from({ length: 20 }, (_, i) => ({
    name: `Trait ${i}`,
    cells: own(() => "abcd"[Math.floor(4 * random())]!),
  }));
  const left = own(() => (random() < 0.4 ? 1 : 0));
  const table: PlainTable = {
    columns: [...traits, { name: heading, cells: left.map((_, i) => `Parent ${i % parents}`) }],
    retention: { months: left.map(() => Number.NaN), left },
  };
  return frameOf(table);
}

test("a column says which larger customer accounts belong to by its heading and by values that repeat", () => {
  for (const heading of [
    "Parent account",
    "Ultimate Parent Company ID",
    "Konzern",
    "Account group",
    "Holding",
  ])
    expect(saysBelonging(heading), heading).toBe(true);
  for (const heading of ["Group", "Segment", "Parental leave", "Account name", "Industry group"])
    expect(saysBelonging(heading), heading).toBe(false);
  const found = groupsOf(family(300, 5, 1))!;
  expect(found).toMatchObject({ attribute: "Parent company", groups: 60 });
  expect(found.nameOf(61)).toBe("Parent 1");
  expect(found.codes[61]).toBe(found.codes[1]);
  // Everybody with a parent of its own, or hardly any parents: no groups.
  expect(groupsOf(family(300, 1, 1))).toBeNull();
  expect(groupsOf(family(300, 60, 1))).toBeNull();
  expect(groupsOf(family(300, 5, 1, "Segment"))).toBeNull();
});

test("accounts of one parent are no evidence for each other, and the parent is no trait", () => {
  let [naive, honest] = [0, 0];
  for (let seed = 1; seed <= 12; seed++) {
    const frame = family(400, 5, seed);
    if (analyse(frame, null, defaultOptions).supported > 0) naive++;
    const grouped = analyseGrouped(frame, null, defaultOptions);
    if (grouped.supported > 0) honest++;
    const [retention] = grouped.outcomes;
    expect(retention!.groups).toEqual({ attribute: "Parent company", groups: 80 });
    expect(retention!.attributes.map(({ attribute }) => attribute)).not.toContain("Parent company");
    expect(retention!.known).toBe(400);
  }
  expect(naive).toBeGreaterThan(9);
  expect(honest).toBeLessThanOrEqual(2);
});

test("under 40 parents one account stands for each; without parents nothing changes", () => {
  const few = analyseGrouped(family(200, 8, 3), null, defaultOptions);
  expect(few.outcomes[0]).toMatchObject({ known: 25, groups: { groups: 25 } });
  const plain = family(200, 8, 3, "Segment");
  expect(analyseGrouped(plain, null, defaultOptions)).toEqual(analyse(plain, null, defaultOptions));
});

test("what is held back is held back of a whole parent", () => {
  const frame = family(600, 5, 4);
  const groups = groupsOf(frame)!;
  const { training, held } = holdoutOf(frame, retentionTarget(frame)!, 1)!;
  const here = new Set(Array.from(held.rows, (account) => groups.codes[account]));
  expect(held.rows.length).toBeGreaterThan(150);
  expect(Array.from(training.rows).some((account) => here.has(groups.codes[account]))).toBe(false);
});

test("where young accounts belong to a few parents, what is told by their own follow-up counts parents", () => {
  const yearKept: Definition = {
    outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
    cut: 0.5,
    cohort: { from: null, to: null },
    horizonMonths: 12,
  };
  let supported = 0;
  for (let seed = 901; seed <= 960; seed++) {
    const random = createRandom(seed);
    // 25 of 70 parents are new; half of all leave fast, whatever their age.
    const rows = Array.from({ length: 70 }, (_, parent) => ({
      parent,
      channel: parent < 25 ? "new" : "old",
      pace: random() < 0.5 ? 3 : 0.35,
    })).flatMap((one) =>
      Array.from({ length: 10 }, () => {
        const watched = one.channel === "new" ? 4 + 14 * random() : 18 + 25 * random();
        const life = (-Math.log(1 - random()) * 22) / one.pace;
        return { ...one, months: Math.min(life, watched), left: life <= watched ? 1 : 0 };
      }),
    );
    const frame = frameOf({
      columns: [
        { name: "Parent company", cells: rows.map(({ parent }) => `Parent ${parent}`) },
        { name: "Channel", cells: rows.map(({ channel }) => channel) },
      ],
      retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
    });
    const [good] = analyseGrouped(frame, yearKept, defaultOptions).outcomes;
    if (good!.attributes[0]!.patterns.some(({ verdict }) => verdict === "supported")) supported++;
  }
  // With as many accounts as stand for themselves five of these sixty tables of noise had one.
  expect(supported).toBeLessThanOrEqual(2);
});
