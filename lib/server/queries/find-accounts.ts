import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";

export interface AccountName {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
}

/** At most eight accounts whose name or domain holds these words, those that begin with them first. */
export async function findAccountsByName(actor: Actor, words: string): Promise<readonly AccountName[]> {
  const wanted = words.trim().toLowerCase();
  // position() and not LIKE: a % or _ that somebody types is a character like any other.
  return inWorkspace(
    actor.workspaceId,
    (tx) => tx.$queryRaw<AccountName[]>`
      select id, name, domain from account
      where "workspaceId" = ${actor.workspaceId as string}::uuid
        and (position(${wanted} in lower(name)) > 0 or position(${wanted} in lower(coalesce(domain, ''))) > 0)
      order by position(${wanted} in lower(name)) <> 1, lower(name), id
      limit 8`,
  );
}
