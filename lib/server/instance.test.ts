import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSecret, renewWelcomeToken } from "#lib/server/instance.ts";
import { useDatabase } from "#lib/server/testing/database.ts";

const database = useDatabase();
let pool: pg.Pool;
beforeAll(() => {
  pool = new pg.Pool({ connectionString: database.url, max: 3 });
});
afterAll(() => pool.end());

test("the secret is made once, also when two starts race, and kept", async () => {
  const secrets = await Promise.all([loadSecret(pool), loadSecret(pool), loadSecret(pool)]);
  expect(new Set(secrets).size).toBe(1);
  expect(Buffer.from(await loadSecret(pool), "base64url")).toHaveLength(32);
});

test("each start has a new welcome token of 256 bits, of which only the hash is kept", async () => {
  const [first, second] = [await renewWelcomeToken(pool), await renewWelcomeToken(pool)];
  expect(first).not.toBe(second);
  expect(Buffer.from(second ?? "", "base64url")).toHaveLength(32);
  const { rows } = await pool.query("select value from instance where key = 'welcome-token'");
  expect(rows).toEqual([
    {
      value: createHash("sha256")
        .update(second ?? "")
        .digest("hex"),
    },
  ]);
});

test("once there is an owner there is no welcome; people of a sample are no owners", async () => {
  const insert = `insert into "user" (id, email, name, "passwordHash") values (gen_random_uuid(), $1, 'A', $2)`;
  await pool.query(insert, ["sample@example.com", null]);
  expect(await renewWelcomeToken(pool)).not.toBeNull();
  await pool.query(insert, ["owner@example.com", "hash"]);
  expect(await renewWelcomeToken(pool)).toBeNull();
});
