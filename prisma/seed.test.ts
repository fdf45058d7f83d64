import { expect, test } from "vitest";
import { signIn } from "#lib/server/auth.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { useUploadFolder } from "#lib/server/testing/tables.ts";
import { seed } from "./seed.ts";

useDatabase();
useUploadFolder();

test("an empty database is filled once, with a password of its own", async () => {
  const { email, password } = await seed();
  expect(password).toMatch(/^[\w-]{16}$/);
  expect((await signIn({ email, password, address: "198.51.100.1", userAgent: "" })).ok).toBe(true);
  await expect(seed()).rejects.toThrow(/an owner already/);
});
