import fc from "fast-check";
import { expect, test } from "vitest";
import { intArray, uuidArray } from "#lib/server/binary-arrays.ts";
import { appPool } from "#lib/server/db.ts";
import { useDatabase } from "#lib/server/testing/database.ts";

useDatabase();

test("the database reads from binary arrays what went into them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uuid(), { maxLength: 50 }),
      fc.array(fc.integer(), { maxLength: 50 }),
      async (ids, numbers) => {
        const { rows } = await appPool().query<{ ids: string[]; numbers: number[] }>(
          "select $1::uuid[] as ids, $2::int[] as numbers",
          [uuidArray(ids), intArray(numbers)],
        );
        expect(rows).toEqual([{ ids, numbers }]);
      },
    ),
    { numRuns: 50 },
  );
});
