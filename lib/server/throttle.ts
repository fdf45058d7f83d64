import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { appPool } from "#lib/server/db.ts";

/** Attempts allowed within a number of seconds. */
interface Limit {
  readonly keyPrefix: string;
  readonly points: number;
  readonly duration: number;
}

// Fifty a minute is more than an office behind one address needs, and too slow to guess passwords.
const address: Limit = { keyPrefix: "sign-in-address", points: 50, duration: 60 };
const account: Limit = { keyPrefix: "sign-in-account", points: 50, duration: 60 };
// Mistakes of one address with one account. Not of the account alone: a stranger could lock its owner out.
const pair: Limit = { keyPrefix: "sign-in-pair", points: 10, duration: 300 };

const limiter = (limit: Limit): RateLimiterPostgres =>
  new RateLimiterPostgres({
    storeClient: appPool(),
    storeType: "pool",
    tableName: "limiter",
    tableCreated: true,
    clearExpiredByTimeout: false,
    ...limit,
  });

const short = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 40);

async function take(limit: Limit, key: string): Promise<Result<null>> {
  try {
    await limiter(limit).consume(key);
    return ok(null);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return fail("throttled", { seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) });
  }
}

export interface Attempt {
  readonly email: string;
  readonly address: string;
}

const pairKey = (attempt: Attempt) => short(`${attempt.email} ${attempt.address}`);

const keys = (attempt: Attempt): readonly (readonly [Limit, string])[] => [
  [address, short(attempt.address)],
  [account, short(attempt.email)],
  [pair, pairKey(attempt)],
];

/**
 * Counts one attempt to sign in, for the address it comes from, for the account, and for the two together,
 * before anything is looked up: known and unknown accounts are throttled alike. Fails with `throttled`.
 */
export async function countAttempt(attempt: Attempt): Promise<Result<null>> {
  for (const [limit, key] of keys(attempt)) {
    const taken = await take(limit, key);
    if (!taken.ok) return taken;
  }
  return ok(null);
}

/** After the right password: the mistakes before it were typing. */
export async function forgiveMistakes(attempt: Attempt): Promise<void> {
  await limiter(pair).delete(pairKey(attempt));
}

/** Removes counters that no longer count. Cheap; called when somebody signs in. */
export async function forgetOldAttempts(now: number): Promise<void> {
  await appPool().query("delete from limiter where expire < $1", [now]);
}
