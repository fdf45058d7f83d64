import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";

/** The key of the welcome link's hash in the table `instance`. */
export const welcomeKey = "welcome-token";
const secretKey = "sign-in-secret";

/** The secret that signs sessions: made once, kept in the database, so that a restart signs nobody out. */
export async function loadSecret(pool: pg.Pool): Promise<string> {
  await pool.query("insert into instance (key, value) values ($1, $2) on conflict (key) do nothing", [
    secretKey,
    randomBytes(32).toString("base64url"),
  ]);
  const { rows } = await pool.query<{ value: string }>("select value from instance where key = $1", [
    secretKey,
  ]);
  const secret = rows[0]?.value;
  if (!secret) throw new Error("The sign-in secret could not be read back from the database.");
  return secret;
}

/**
 * While nobody owns this installation: a new one-time token for the welcome link, of which only the SHA-256 is
 * kept, so that the earlier one stops working. Null once there is an owner.
 */
export async function renewWelcomeToken(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ claimed: boolean }>(
    'select exists (select from "user" where "passwordHash" is not null) as claimed',
  );
  if (rows[0]?.claimed) return null;
  const token = randomBytes(32).toString("base64url");
  await pool.query(
    "insert into instance (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
    [welcomeKey, createHash("sha256").update(token).digest("hex")],
  );
  return token;
}
