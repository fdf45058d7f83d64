import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import { dealOut } from "#lib/analysis/search/shuffle-check.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";
import { createRandom } from "#lib/stats/random.ts";

const yearKept: Definition = {
  outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
};

test("whoever is dealt another's outcome was watched for as long as that one; who is too young stays as it is", () => {
  const random = createRandom(5);
  const months = Array.from({ length: 200 }, () => 1 + Math.floor(24 * random()));
  const left = months.map(() => (random() < 0.3 ? 1 : 0));
  const frame = frameOf({ columns: [], retention: { months, left } });
  const target = targetsOf(frame, yearKept).find(({ outcome }) => outcome === goodCustomerOutcome)!;
  expect(target.unknown).toBeGreaterThan(20);
  const dealt = dealOut(target, null, createRandom(6));
  expect(dealt.rows).toEqual(target.rows);
  expect(dealt.values).not.toEqual(target.values);
  const told = ({ rows, values, weights, watched }: typeof target) =>
    Array.from(rows, (account, row) => [
      values[row],
      weights![row],
      watched!.months[account],
      watched!.left[account],
    ]);
  expect(told(dealt).sort()).toEqual(told(target).sort());
  expect(told(dealt)).not.toEqual(told(target));
  const known = new Set(target.rows);
  for (let account = 0; account < 200; account++)
    if (!known.has(account)) expect(dealt.watched!.months[account]).toBe(target.watched!.months[account]);
  const { on, months: times } = dealt.watched!;
  on.rows.forEach((account) => {
    expect(on.times[on.at[account]!]).toBe(times[account]);
  });
});
