import { expect, test } from "vitest";
import { levelsOfFrame } from "#lib/analysis/levels.ts";
import { censoringDepends } from "#lib/analysis/search/censoring.ts";
import { gatherEvidence, prepareFrame } from "#lib/analysis/search/evidence.ts";
import { materialOf } from "#lib/analysis/search/ground.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { telcoFrame, telcoIsHere } from "#lib/analysis/support/telco.ts";
import { retentionTarget } from "#lib/analysis/target.ts";
import { createRandom, shuffle } from "#lib/stats/random.ts";

// statistics.md, "What must hold" 6.
test.skipIf(!telcoIsHere)("what is searched for retention adds up to O − E of the log-rank test", () => {
  const frame = telcoFrame();
  const target = retentionTarget(frame)!;
  const { values, accounts, measure } = materialOf([], target);
  const contract = frame.columns.find((column) => column.attribute.name === "Contract")!;
  if (contract.kind !== "category") throw new Error("Contract is a text.");
  const monthly = contract.dictionary.indexOf("Month-to-month");
  const excess = values.reduce(
    (sum, value, row) => (contract.codes[accounts[row]!] === monthly ? sum - value : sum),
    0,
  );
  expect(measure).toBe("mean");
  expect(excess).toBeCloseTo(946.5544045, 6);
});

test("those who leave soonest are found although everybody is cut off at another time", () => {
  const { frame: plain } = plantedTable({ rows: 900, seed: 3, noise: 0, rules: false });
  const random = createRandom(8);
  const [sector, , team] = plain.columns;
  if (sector?.kind !== "category" || team?.kind !== "category") throw new Error("Texts.");
  const media = sector.dictionary.indexOf("Media");
  const no = team.dictionary.indexOf("no");
  const life = Array.from({ length: 900 }, (_, i) => {
    const soon = sector.codes[i] === media && team.codes[i] === no;
    return -(soon ? 5 : 40) * Math.log(1 - random());
  });
  const watched = life.map(() => 3 + 40 * random());
  const frame = {
    ...plain,
    retention: {
      months: Float64Array.from(life, (months, i) => Math.min(months, watched[i]!)),
      left: Uint8Array.from(life, (months, i) => (months <= watched[i]! ? 1 : 0)),
    },
  };
  const options = {
    seed: 1,
    maxConditions: 2,
    kernel: plainKernel,
    clusters: null,
    horizon: 12,
    unused: new Set<string>(),
    outcomes: 1,
  };
  const { rules } = gatherEvidence(prepareFrame(frame), retentionTarget(frame)!, options);
  expect(rules.policy).toBe("shuffled");
  const first = rules.rules[0]!;
  expect(first).toMatchObject({ direction: "poor", verdict: "supported", n: expect.any(Number) });
  expect(first.when.map((condition) => condition.attribute).sort()).toEqual(["data_team", "sector"]);
  expect(first.good).toBeLessThan(first.n / 2);
});

test("where a member of a list tells how long accounts were watched, nothing is permuted", () => {
  const random = createRandom(3);
  const rows = Array.from({ length: 600 }, () => {
    const late = random() < 0.4;
    const watched = late ? 2 + 8 * random() : 20 + 20 * random();
    const life = -40 * Math.log(1 - random());
    return {
      tools: late ? ["Okta", "AWS"] : ["AWS"],
      months: Math.min(life, watched),
      left: life < watched ? 1 : 0,
    };
  });
  const table = (tools: readonly (readonly string[])[]) =>
    frameOf({
      columns: [{ name: "Tools", cells: tools.map((list) => [...list]) }],
      retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
    });
  const depends = (frame: ReturnType<typeof frameOf>) =>
    censoringDepends(levelsOfFrame(frame), retentionTarget(frame)!);
  expect(depends(table(rows.map(({ tools }) => tools)))).toBe(true);
  const dealt = shuffle(
    rows.map(({ tools }) => tools),
    random,
  );
  expect(depends(table(dealt))).toBe(false);
});
