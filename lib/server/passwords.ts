import { hash, verify } from "@node-rs/argon2";

// Argon2id (the library's default algorithm) at OWASP's first setting: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

// Made once per process with the same cost, so that an unknown address takes as long as a known one.
let decoy: Promise<string> | null = null;

/** Whether the password belongs to the hash. Null (nobody by that address, or one who cannot sign in) takes as long, and never does. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const matches = await verify(stored ?? (await decoy), password);
  return stored !== null && matches;
}
