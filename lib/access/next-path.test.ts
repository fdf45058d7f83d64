import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPath } from "#lib/access/next-path.ts";

test("stays on this server whatever is asked for", () => {
  const part = fc.constantFrom(
    "/",
    "/",
    ".",
    "\\",
    "\t",
    "evil.example",
    "https:",
    "w",
    "@",
    "?",
    "#",
    "..",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const here = new URL("http://workshop.example/");
      const path = nextPath(parts.join(""));
      // Resolved once by this server and once more by the browser's router.
      const once = new URL(path, here);
      expect(new URL(once.pathname + once.search, here).origin).toBe(here.origin);
      expect(once.origin).toBe(here.origin);
    }),
  );
});

test.each([
  "/w/..//evil.example",
  "/.//evil.example",
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
])("%s leads to the start page", (path) => {
  expect(nextPath(path)).toBe("/");
});

test("keeps a path with its query", () => {
  expect(nextPath("/w/tarn/patterns?outcome=retention")).toBe("/w/tarn/patterns?outcome=retention");
  expect(nextPath(undefined)).toBe("/");
});
