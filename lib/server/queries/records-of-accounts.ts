/**
 * The records of an account `a`, as a subquery for `lateral`: the one that made it, and those that came to it later.
 * Asked for by "accountId" alone, records are looked for in the whole workspace.
 */
export const recordsOfAccount = `(
  select r.* from "record" r
  where r."workspaceId" = a."workspaceId" and r."importId" = a."importId" and r."rowNumber" = a."rowNumber"
    and r."accountId" = a."id" and not r."further"
  union all
  select r.* from "record" r
  where r."workspaceId" = a."workspaceId" and r."accountId" = a."id" and r."further")`;
