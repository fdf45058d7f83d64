import fc from "fast-check";
import { expect, test } from "vitest";
import { growableCodes, growableNumbers } from "#lib/import/growable.ts";

const number = fc.oneof(
  fc.constantFrom(
    Number.NaN,
    0,
    -0,
    127,
    128,
    -127,
    -128,
    -129,
    32_767,
    -32_768,
    2 ** 31 - 1,
    -(2 ** 31),
    0.5,
  ),
  fc.integer({ min: -200, max: 200 }),
  fc.integer(),
  fc.double(),
);
const places = fc.oneof(fc.nat(20), fc.nat(5000));

test("numbers come back as they were set last, whatever form they were kept in", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(places, number)), fc.nat(6000), (sets, length) => {
      const numbers = growableNumbers();
      const plain = new Map<number, number>();
      for (const [at, value] of sets) {
        numbers.set(at, value);
        plain.set(at, value);
      }
      for (const [at, value] of plain) expect(numbers.get(at)).toBe(value);
      const wanted = Float64Array.from({ length }, (_, at) => plain.get(at) ?? Number.NaN);
      expect(numbers.finish(length)).toEqual(wanted);
    }),
  );
});

test("codes come back as they were set last", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(places, fc.integer({ min: -1, max: 70_000 }))),
      fc.nat(6000),
      (sets, length) => {
        const codes = growableCodes();
        const plain = new Map(sets);
        for (const [at, code] of sets) codes.set(at, code);
        for (const [at, code] of plain) expect(codes.get(at)).toBe(code);
        expect(codes.finish(length)).toEqual(Int32Array.from({ length }, (_, at) => plain.get(at) ?? -1));
      },
    ),
  );
});
