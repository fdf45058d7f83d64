import { expect, test } from "vitest";
import { exposureDepends } from "#lib/analysis/search/censoring.ts";
import { prepareFrame, searchOutcome } from "#lib/analysis/search/evidence.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { numericTargets } from "#lib/analysis/target.ts";
import { createRandom } from "#lib/stats/random.ts";

/** Tickets at one rate for all that varies from account to account; `apart`: some accounts are watched for years. */
function tickets(seed: number, apart: boolean) {
  const random = createRandom(seed);
  const age = Array.from({ length: 400 }, (_, i) => (i < 60 ? "old" : "new"));
  const rows = age.map((one) => {
    const months = apart && one === "old" ? 40 + 20 * random() : 1 + 17 * random();
    const exposure = (months * 30.4375 + 1) / 90;
    const mean = 2 * exposure * -Math.log(1 - random());
    let [count, sum] = [0, -Math.log(1 - random())];
    for (; sum < mean; count++) sum -= Math.log(1 - random());
    return { months, value: count / exposure };
  });
  const others = Array.from({ length: 4 }, (_, i) => ({
    name: `Trait ${i}`,
    cells: age.map(() => `value ${Math.floor(3 * random())}`),
  }));
  const frame = frameOf({
    columns: [{ name: "Age", cells: age }, ...others],
    retention: { months: rows.map(({ months }) => months), left: rows.map(() => 0) },
    outcomes: [
      {
        outcome: { name: "Tickets per 90 days", kind: "support", better: "lower", perDays: 90 },
        values: rows.map(({ value }) => value),
      },
    ],
  });
  return { prepared: prepareFrame(frame), target: numericTargets(frame)[0]! };
}

const options = {
  seed: 1,
  maxConditions: 2,
  kernel: plainKernel,
  clusters: null,
  horizon: 12,
  unused: new Set<string>(),
  outcomes: 1,
};

test("whether some attribute tells how long accounts were watched", () => {
  const [uneven, even] = [tickets(1, true), tickets(1, false)];
  expect(exposureDepends(uneven.prepared.levelled, uneven.target)).toBe(true);
  expect(exposureDepends(even.prepared.levelled, even.target)).toBe(false);
  expect(exposureDepends(uneven.prepared.levelled, { ...uneven.target, exposure: null })).toBe(false);
});

test("tickets of accounts watched for years are tested on accounts held back, not by shuffling", () => {
  let found = 0;
  for (let seed = 1; seed <= 80; seed++) {
    const { prepared, target } = tickets(seed, true);
    const { rules } = searchOutcome(prepared, target, [], options);
    expect(rules.policy).toBe("split");
    if (rules.rules.some(({ adjustedP }) => adjustedP <= 0.025)) found++;
  }
  // By shuffling it was one table in ten, of 1,200; one in forty is what is promised.
  expect(found).toBeLessThanOrEqual(5);
  const { prepared, target } = tickets(1, false);
  expect(searchOutcome(prepared, target, [], options).rules.policy).toBe("shuffled");
});
