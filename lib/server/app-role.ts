import pg from "pg";

/** The role the app's own connections take on. It owns nothing, so row-level security binds it. */
export const appRole = "icp_app";

/**
 * Makes sure the app's role exists and that the owner, whose connection `client` is, may take it on. Throws an
 * Error naming the two statements for an administrator where the server does not let the owner create roles.
 */
export async function ensureAppRole(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ known: boolean; owner: string }>(
    "select exists (select from pg_roles where rolname = $1) as known, current_user as owner",
    [appRole],
  );
  const { known = false, owner = "" } = rows[0] ?? {};
  try {
    if (!known) await createRole(client);
    if (!(await mayTakeOn(client))) await client.query(`grant ${appRole} to ${pg.escapeIdentifier(owner)}`);
  } catch (error) {
    if (!isRefused(error)) throw error;
    throw new Error(
      "The owner of DATABASE_URL may not create roles on this server. Ask an administrator to run these two " +
        `statements, then start again:\n  CREATE ROLE ${appRole} NOLOGIN;\n` +
        `  GRANT ${appRole} TO ${pg.escapeIdentifier(owner)};`,
    );
  }
}

async function createRole(client: pg.ClientBase): Promise<void> {
  await client.query(`create role ${appRole} nologin`).catch((error: unknown) => {
    // Roles belong to the whole server: another database's start may have made it a moment ago.
    if (!hasCode(error, ["42710", "23505"])) throw error;
  });
}

async function mayTakeOn(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select pg_has_role(current_user, $1,
       case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) as may`,
    [appRole],
  );
  return rows[0]?.may ?? false;
}

function isRefused(error: unknown): boolean {
  return hasCode(error, ["42501"]);
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof pg.DatabaseError && codes.includes(error.code ?? "");
}
