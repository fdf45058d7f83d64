import { outsideWorkspaces, type Tx } from "#lib/server/db.ts";
import { welcomeKey } from "#lib/server/instance.ts";
import { hashOfToken } from "#lib/server/token.ts";

// People of sample workspaces have no password and own nothing.
const anOwner = { passwordHash: { not: null } };

/** Whether this installation has an owner: until somebody used the welcome link nobody else can get in. */
export async function isClaimed(): Promise<boolean> {
  return (await outsideWorkspaces().user.count({ where: anOwner })) > 0;
}

/** Whether a token is the one that was printed last; asking does not use it up. */
export async function isWelcomeToken(token: string): Promise<boolean> {
  const found = await outsideWorkspaces().instance.findUnique({ where: { key: welcomeKey } });
  return found?.value === hashOfToken(token);
}

/**
 * Uses the token up. Of several people who open the link at once the database lets one through; where there is
 * an owner already, a token left over from a start that raced with the claim opens nothing.
 */
export async function consumeWelcomeToken(tx: Tx, token: string): Promise<boolean> {
  const used = await tx.instance.deleteMany({ where: { key: welcomeKey, value: hashOfToken(token) } });
  return used.count === 1 && (await tx.user.count({ where: anOwner })) === 0;
}
