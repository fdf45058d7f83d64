import fc from "fast-check";
import { expect, test } from "vitest";
import { plainNumber } from "#lib/compute/plain-number.ts";

const read = (text: string, signed = true) =>
  plainNumber(Buffer.from(`;${text};`), 1, text.length + 1, signed);

test("plain digits are the number that reading their text gives, to the last bit", () => {
  const digits = fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 999_999_999_999n }), fc.nat(999))
    .map(([minus, whole, part]) => `${minus ? "-" : ""}${whole}${part % 3 === 0 ? "" : `.${part}`}`)
    .filter((text) => text.length <= 15);
  fc.assert(
    fc.property(digits, (text) => {
      expect(read(text)).toBe(Number(text));
    }),
    { numRuns: 1000 },
  );
});

test("anything else is none", () => {
  for (const text of [
    "",
    "-",
    ".",
    "1.",
    ".5",
    "1.2.3",
    "1e3",
    "+1",
    "--1",
    "1 ",
    "0x1",
    "1,5",
    "1234567890123456",
  ]) {
    expect(read(text), text).toBeNaN();
  }
  expect(read("-1", false)).toBeNaN();
  expect(read("1", false)).toBe(1);
});
