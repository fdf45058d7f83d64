import fc from "fast-check";
import { expect, test } from "vitest";
import { brunnerMunzelOf, moments, welchOf } from "#lib/analysis/two-groups.ts";
import { brunnerMunzel, mean, variance, welch } from "#lib/stats/numeric.ts";

// Squares of subnormal numbers are 0 by one way of adding them up and not by the other.
const measured = fc.double({ noNaN: true, min: -1e4, max: 1e4 }).map((x) => (Math.abs(x) < 1e-6 ? 0 : x));
const value = fc.oneof(fc.integer({ min: 0, max: 5 }), measured);
const rows = fc.array(fc.tuple(value, fc.boolean()), { minLength: 6, maxLength: 60 });

test("one pass gives what lib/stats gives", () => {
  fc.assert(
    fc.property(rows, (pairs) => {
      const values = Float64Array.from(pairs, ([x]) => x);
      const inLevel = Uint8Array.from(pairs, ([, inside]) => (inside ? 1 : 0));
      const a = pairs.filter(([, inside]) => inside).map(([x]) => x);
      const b = pairs.filter(([, inside]) => !inside).map(([x]) => x);
      if (a.length < 2 || b.length < 2) return;
      const order = Int32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
      const sides = moments(values, inLevel);
      expect(sides.inside.mean).toBeCloseTo(mean(a), 6);
      expect(sides.inside.variance).toBeCloseTo(variance(a), 3);
      const spread = a.reduce((sum, x) => sum + (x - mean(a)) ** 2, 0) / a.length;
      const third = a.reduce((sum, x) => sum + (x - mean(a)) ** 3, 0) / a.length;
      if (a.length > 2 && spread > 1e-3) expect(sides.inside.skewness).toBeCloseTo(third / spread ** 1.5, 4);
      const [mine, theirs] = [welchOf(sides), welch(a, b)];
      expect(mine.difference).toBeCloseTo(theirs.difference, 6);
      expect(mine.p).toBeCloseTo(theirs.p, 6);
      const [rank, theirRank] = [brunnerMunzelOf(values, order, inLevel, a.length), brunnerMunzel(a, b)];
      expect(rank.p).toBeCloseTo(theirRank.p, 8);
      expect(Math.sign(rank.lean)).toBe(Math.sign(theirRank.statistic));
    }),
  );
});
