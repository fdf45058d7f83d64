import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder, keyBetween, placeAfter, spreadKeys } from "#lib/icp/order.ts";

const key = fc.stringMatching(/^[0-9A-Za-z]{0,5}[1-9A-Za-z]$/);

test("a key between two others sorts strictly between them", () => {
  fc.assert(
    fc.property(key, key, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      if (low === high) {
        expect(keyBetween(low, high)).toBeNull();
        return;
      }
      for (const [before, after] of [
        [low, high],
        [null, low],
        [low, null],
      ] as const) {
        const made = keyBetween(before, after)!;
        if (before !== null) expect(made > before).toBe(true);
        if (after !== null) expect(made < after).toBe(true);
        expect(made.endsWith("0")).toBe(false);
      }
    }),
    { numRuns: 1000 },
  );
});

test("no key where there is no room", () => {
  expect(keyBetween("b", "a")).toBeNull();
  expect(keyBetween("a0", null)).toBeNull();
  expect(keyBetween("a-b", null)).toBeNull();
});

test("spread keys ascend, leave room, and are short", () => {
  for (const count of [0, 1, 2, 30, 31, 62, 200, 5000]) {
    const keys = spreadKeys(count);
    expect(keys).toHaveLength(count);
    keys.forEach((one, i) => {
      if (i > 0) expect(keyBetween(keys[i - 1]!, one)).not.toBeNull();
      expect(one.length).toBeLessThanOrEqual(3);
    });
  }
});

test("placing many items in turn gives the order of a plain array", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1000 }), { maxLength: 120 }), (positions) => {
      let list: readonly { id: string; order: string }[] = [];
      const expected: string[] = [];
      positions.forEach((position, i) => {
        const at = position % (expected.length + 1);
        list = placeAfter(list, { id: `i${i}`, order: "" }, at === 0 ? null : expected[at - 1]!);
        expected.splice(at, 0, `i${i}`);
      });
      expect(inOrder(list).map((one) => one.id)).toEqual(expected);
    }),
  );
});

test("hundreds of insertions at one spot, and equal or foreign keys, are spread anew", () => {
  let list: readonly { id: string; order: string }[] = [
    { id: "first", order: "a0" },
    { id: "last", order: "a0" },
  ];
  for (let i = 0; i < 600; i++) list = placeAfter(list, { id: `i${i}`, order: "" }, "first");
  const ids = inOrder(list).map((one) => one.id);
  expect(ids.slice(0, 3)).toEqual(["first", "i599", "i598"]);
  expect(ids.at(-1)).toBe("last");
  expect(Math.max(...list.map((one) => one.order.length))).toBeLessThanOrEqual(60);
});
