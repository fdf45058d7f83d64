import { createHash, randomBytes } from "node:crypto";

/** SHA-256 of a token in hex: all that is ever stored of it, so that a stolen backup opens nothing. */
export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** A secret of 256 random bits that fits into an address, and its hash. The token itself is shown once. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashOfToken(token) };
}
