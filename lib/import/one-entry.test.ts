import fc from "fast-check";
import { expect, test } from "vitest";
import { withEntry } from "#lib/import/one-entry.ts";

test("a map that begins small is the same as any other", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer()), { maxLength: 6 }),
      (entries) => {
        let grown: ReadonlyMap<string, number> = new Map();
        for (const [key, value] of entries) grown = withEntry(grown, key, value);
        const expected = new Map<string, number>(entries);
        expect([...grown]).toEqual([...expected]);
        expect([...grown.keys()]).toEqual([...expected.keys()]);
        expect([...grown.values()]).toEqual([...expected.values()]);
        expect(grown.size).toBe(expected.size);
        for (const key of ["a", "b", "c"]) {
          expect(grown.get(key)).toBe(expected.get(key));
          expect(grown.has(key)).toBe(expected.has(key));
        }
        const visited: [string, number][] = [];
        grown.forEach((value, key) => {
          visited.push([key, value]);
        });
        expect(visited).toEqual([...expected]);
      },
    ),
  );
});
