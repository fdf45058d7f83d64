import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPath } from "#lib/access/next-path.ts";

test("stays on this server whatever is asked for", () => {
  const part = fc.constantFrom("/", "\\", "\t", "evil.example", "https:", "w", "@", "?", "#", "..", "\n");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const here = new URL("http://workshop.example/");
      expect(new URL(nextPath(parts.join("")), here).origin).toBe(here.origin);
    }),
  );
});

test("keeps a path with its query", () => {
  expect(nextPath("/w/tarn/patterns?outcome=retention")).toBe("/w/tarn/patterns?outcome=retention");
  expect(nextPath(undefined)).toBe("/");
});
