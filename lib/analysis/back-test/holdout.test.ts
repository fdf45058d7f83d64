import { beforeAll, describe, expect, test } from "vitest";
import { divide } from "#lib/analysis/back-test/back-test.ts";
import { holdoutOf } from "#lib/analysis/back-test/holdout.ts";
import { groundOf } from "#lib/analysis/back-test/support/ground.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import type { Target } from "#lib/analysis/target.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

beforeAll(buildKernel, 60_000);

describe("the holdout", () => {
  test("is the later accounts where they are dated, a seeded draw where not, nothing where there are few", () => {
    const { prepared, target } = groundOf(600);
    const dated = holdoutOf(prepared.frame, target, 1)!;
    expect(dated.by).toBe("time");
    const days = prepared.frame.startDays!;
    const last = Math.max(...Array.from(dated.training.rows, (account) => days[account]!));
    const first = Math.min(...Array.from(dated.held.rows, (account) => days[account]!));
    expect(last).toBeLessThan(first);
    expect(dated.from).toBe("2025-02-24");
    const plain = groundOf(600, { dated: false });
    const drawn = holdoutOf(plain.prepared.frame, plain.target, 1)!;
    expect(drawn).toMatchObject({ by: "account", from: null });
    expect(drawn.held.rows).toEqual(holdoutOf(plain.prepared.frame, plain.target, 1)!.held.rows);
    expect(drawn.held.rows).not.toEqual(holdoutOf(plain.prepared.frame, plain.target, 2)!.held.rows);
    const few = groundOf(150);
    expect(holdoutOf(few.prepared.frame, few.target, 1)).toBeNull();
  });

  test("leaves out later accounts of a parent whose others came before, and says how many", () => {
    const { prepared, target } = groundOf(1_200);
    const frame = (parentOf: (account: number) => string | null) => {
      const cells = Array.from({ length: 1_200 }, (_, account) => parentOf(account));
      const { columns } = frameOf({ columns: [{ name: "Parent company", cells }] });
      return { ...prepared.frame, columns: [...prepared.frame.columns, ...columns] };
    };
    // Pairs half of all accounts apart: of each of 300 parents one began before the cut, at 720, and one after.
    const spread = frame((account) => (account % 2 === 0 ? `parent ${account % 600}` : null));
    const { by, training, held, kin, isHeld } = holdoutOf(spread, target, 1)!;
    expect([by, training.rows.length, held.rows.length, kin]).toEqual(["time", 720, 240, 240]);
    expect(held.rows.every((account) => account % 2 === 1)).toBe(true);
    expect([isHeld(1_001), isHeld(1_000)]).toEqual([true, false]);
    expect(divide(spread, target, 1)).toMatchObject({ held: 240, kin: 240 });
    const near = frame((account) => `parent ${Math.floor(account / 3)}`);
    expect(holdoutOf(near, target, 1)!.kin).toBe(0);
    // Where hardly anybody would be left, parents are drawn whole instead.
    const all = holdoutOf(
      frame((account) => `parent ${account % 400}`),
      target,
      1,
    )!;
    expect([all.by, all.kin]).toEqual(["account", 0]);
    const parents = (of: Target) => new Set(of.rows.map((account) => account % 400));
    const trained = parents(all.training);
    expect([...parents(all.held)].some((parent) => trained.has(parent))).toBe(false);
  });

  test("keeps its name with more accounts, so that looks at it are never forgotten", () => {
    for (const dated of [true, false]) {
      const [before, after] = [groundOf(600, { dated }), groundOf(610, { dated })];
      const [first, second] = [before, after].map(
        ({ prepared, target }) => divide(prepared.frame, target, 1)!,
      );
      expect(second!.key).toBe(first!.key);
      expect(second!.training + second!.held).toBe(610);
    }
  });

  test("drawn by chance holds the same accounts when others become known or unknown", () => {
    const { prepared, target } = groundOf(600, { dated: false });
    const fewer = partOfTarget(
      target,
      Int32Array.from(target.rows.keys()).filter((row) => row % 7 !== 0),
    );
    const held = new Set(holdoutOf(prepared.frame, target, 1)!.held.rows);
    const { held: still, training } = holdoutOf(prepared.frame, fewer, 1)!;
    expect(still.rows.every((account) => held.has(account))).toBe(true);
    expect(training.rows.some((account) => held.has(account))).toBe(false);
    expect(held.size).toBeGreaterThan(200);
    expect(held.size).toBeLessThan(280);
  });
});
