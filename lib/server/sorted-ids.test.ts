import { expect, test } from "vitest";
import { createSortedIds } from "#lib/server/sorted-ids.ts";

test("ids are UUIDv7 of their moment, sort as they were made, and differ between imports of the same millisecond", () => {
  const make = createSortedIds(1_795_363_200_123);
  const ids = [...make(20_000), ...make(3)];
  expect(new Set(ids).size).toBe(20_003);
  expect(ids.toSorted()).toEqual(ids);
  for (const id of [ids[0] ?? "", ids.at(-1) ?? ""]) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(1_795_363_200_123);
  }
  expect(createSortedIds(1_795_363_200_123)(1)[0]).not.toBe(ids[0]);
});
