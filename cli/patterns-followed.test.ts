import { expect, test } from "vitest";
import { createRandom } from "#lib/stats/random.ts";
import type { PatternsJson } from "./answer.ts";
import { patternsFolder } from "./testing/patterns-folder.ts";

// What `patterns` promises where rows hang together, and where they were followed for different times.

const { writeRows, ask } = patternsFolder();

test("rows of one account: said, wider, and less sure", async () => {
  const random = createRandom(12);
  const owners = Array.from({ length: 120 }, () => ({
    sector: random() < 0.5 ? "Bank" : "Shop",
    won: random(),
  }));
  const rows = Array.from({ length: 2_400 }, (_, i) => {
    const owner = owners[i % 120]!;
    return {
      deal: `D${i}`,
      owner: `A${i % 120}`,
      sector: owner.sector,
      won: random() < owner.won ? "yes" : "no",
    };
  });
  await writeRows("deals.csv", rows);
  const told = await ask("deals.csv --good won=yes --id deal --cluster owner --first");
  const naive = await ask("deals.csv --good won=yes --ignore deal,owner --first");
  expect(told.warnings.map(({ kind }) => kind)).toContain("clustering");
  expect(told.attributes.map(({ attribute }) => attribute)).not.toContain("owner");
  const bank = ({ attributes }: PatternsJson) => attributes.find(({ level }) => level === "Bank")!;
  expect([bank(told).n, bank(told).rate]).toEqual([bank(naive).n, bank(naive).rate]);
  expect(bank(told).high - bank(told).low).toBeGreaterThan(1.5 * (bank(naive).high - bank(naive).low));
  expect(bank(told).q).toBeGreaterThan(bank(naive).q);
  expect(bank(told).p).toBeCloseTo(bank(naive).p, 12);
});

test("how long accounts were followed: the time and the event are no attributes, the level's rest is compared over time", async () => {
  const random = createRandom(8);
  const rows = Array.from({ length: 700 }, () => {
    const plan = random() < 0.5 ? "old" : "new";
    const [life, watched] = [-(plan === "old" ? 60 : 15) * Math.log(1 - random()), 1 + 30 * random()];
    return {
      plan,
      months: String(Math.ceil(Math.min(life, watched))),
      state: life < watched ? "gone" : "here",
    };
  });
  await writeRows("followed.csv", rows);
  const answer = await ask("followed.csv --time months --event state=gone --first");
  expect(new Set(answer.attributes.map(({ attribute }) => attribute))).toEqual(new Set(["plan"]));
  const old = answer.attributes.find(({ level }) => level === "old")!;
  expect(old).toMatchObject({ verdict: "supported", n: rows.filter(({ plan }) => plan === "old").length });
  expect(old.p).toBeLessThan(1e-6);
  expect(answer.base).toBeCloseTo(rows.filter(({ state }) => state === "here").length / 700, 12);
});

test("accounts that came into view late count from then on, so that having stayed until then tells nothing", async () => {
  const random = createRandom(11);
  const rows = Array.from({ length: 2400 }, () => {
    const late = random() < 0.5;
    const [life, from] = [-20 * Math.log(1 - random()), late ? 24 * random() : 0];
    const until = from + 24;
    return {
      came: late ? "before" : "since",
      months: Math.min(life, until).toFixed(3),
      // Empty: in view from the start.
      from: late ? from.toFixed(3) : "",
      state: life < until ? "gone" : "here",
      there: life > from,
    };
  }).filter(({ there }) => there);
  await writeRows(
    "late.csv",
    rows.map(({ there, ...row }) => row),
  );
  const naive = await ask("late.csv --time months --event state=gone --ignore from --first");
  const honest = await ask("late.csv --time months --event state=gone --entry from --first");
  const came = ({ attributes }: PatternsJson) => attributes.find(({ attribute }) => attribute === "came");
  expect(came(naive)).toMatchObject({ verdict: "supported" });
  expect(came(honest)?.verdict).not.toBe("supported");
  expect(new Set(honest.attributes.map(({ attribute }) => attribute))).toEqual(new Set(["came"]));
  await expect(ask("late.csv --good state=here --entry from")).rejects.toThrow("--entry belongs to --time");
});
