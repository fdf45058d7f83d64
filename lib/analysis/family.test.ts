import fc from "fast-check";
import { expect, test } from "vitest";
import { adjustFamily, falseFindings, type Member } from "#lib/analysis/family.ts";
import { benjaminiHochberg, holm } from "#lib/stats/multiplicity.ts";

const p = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.01, noNaN: true }));
const member: fc.Arbitrary<Member> = fc
  .tuple(fc.array(p, { minLength: 1, maxLength: 6 }), p, fc.boolean())
  .map(([levels, own, twins]) => ({
    p: own,
    levels: twins && levels.length === 2 ? [levels[0]!, levels[0]!] : levels,
    complementary: twins && levels.length === 2,
  }));

test("a level is rejected at .025 and at .1 exactly where the two steps say so", () => {
  fc.assert(
    fc.property(fc.array(member, { minLength: 1, maxLength: 12 }), (members) => {
      const adjusted = adjustFamily(members);
      const qs = benjaminiHochberg(members.map((one) => one.p));
      for (const alpha of [falseFindings, 0.1]) {
        const selected = qs.filter((q) => q <= alpha).length;
        members.forEach(({ levels, complementary }, i) => {
          const within = complementary ? levels : holm(levels);
          within.forEach((level, j) => {
            const rejected = qs[i]! <= alpha && level <= (alpha * selected) / members.length;
            expect(adjusted[i]!.levels[j]! <= alpha * (1 + 1e-12)).toBe(rejected);
          });
        });
      }
    }),
  );
});

test("a single attribute of one level is not corrected", () => {
  expect(adjustFamily([{ p: 0.02, levels: [0.02], complementary: false }])).toEqual([
    { q: 0.02, levels: [0.02] },
  ]);
  expect(adjustFamily([])).toEqual([]);
});
