import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSha256 } from "#lib/accounts/sha256.ts";

const expected = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("the examples of FIPS 180-4", () => {
  const of = (text: string) => {
    const hash = createSha256();
    hash.update(new TextEncoder().encode(text));
    return hash.digest();
  };
  expect(of("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(of("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
});

test("whatever the bytes and however they are cut, it is the hash that the server's library gives", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
      const hash = createSha256();
      for (const piece of pieces) {
        hash.update(piece);
        hash.digest();
      }
      expect(hash.digest()).toBe(expected(Buffer.concat(pieces)));
    }),
  );
});

test("a file of 8 MB, in a second", () => {
  const bytes = Uint8Array.from({ length: 8_000_000 }, (_, i) => (i * 31) & 255);
  const hash = createSha256();
  const began = performance.now();
  hash.update(bytes);
  expect(hash.digest()).toBe(expected(bytes));
  expect(performance.now() - began).toBeLessThan(4000);
});
