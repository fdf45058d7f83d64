import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { revokeShare, shareVersion } from "#lib/server/commands/share-version.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { loadSharedVersion } from "#lib/server/queries/load-shared-version.ts";
import { loadVersions } from "#lib/server/queries/load-versions.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { makeVersion } from "#lib/server/testing/version.ts";
import { hashOfToken } from "#lib/server/token.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

const database = useDatabase();

async function shared(actor: Actor, version = 1, days: 7 | null = 7) {
  const made = await shareVersion(actor, { version, label: "Board", days });
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

/** Every stored text of the whole database, as a thief of a backup would read it. */
async function everything(): Promise<string> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const dumps: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ line: string }>(`select t::text as line from "${name}" t`);
      dumps.push(...rows.map((row) => row.line));
    }
    return dumps.join("\n");
  } finally {
    await client.end();
  }
}

async function asOwner(sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(sql, values);
  await client.end();
}

const linesOf = async (actor: Actor) => (await loadVersions(actor)).versions.flatMap((line) => line.links);

test("a token has 256 random bits and is stored nowhere, only its SHA-256", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner);
  const { token } = await shared(owner);
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const stored = await everything();
  expect(stored).toContain(hashOfToken(token));
  expect(stored).not.toContain(token);
});

test("a link opens its own version and counts each view", async () => {
  const owner = await makeWorkspace({ name: "Tarnworks" });
  await makeVersion(owner, { document: { profile: "Software companies." } });
  await makeVersion(owner, { document: { profile: "Banks." } });
  const { token } = await shared(owner, 1);
  expect(await loadSharedVersion(token)).toMatchObject({
    company: "Tarnworks",
    sample: false,
    number: 1,
    profile: "Software companies.",
  });
  await loadSharedVersion(token);
  expect(await linesOf(owner)).toMatchObject([{ views: 2, state: "open", label: "Board", version: 1 }]);
});

test("ten views at once are ten views", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner);
  const { token } = await shared(owner);
  await Promise.all(Array.from({ length: 10 }, () => loadSharedVersion(token)));
  expect((await linesOf(owner))[0]?.views).toBe(10);
});

test("unknown, malformed, expired and revoked links answer alike, and count nothing", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner);
  const expired = await shared(owner);
  await asOwner(`update share_link set "expiresAt" = now() - interval '1 second' where id = $1`, [
    expired.id,
  ]);
  const revoked = await shared(owner);
  await revokeShare(owner, { link: revoked.id });
  const tokens = [randomBytes(32).toString("base64url"), "", "' or 1=1 --", expired.token, revoked.token];
  for (const token of tokens) {
    const began = performance.now();
    expect(await loadSharedVersion(token)).toBeNull();
    expect(performance.now() - began).toBeGreaterThan(55);
  }
  expect((await linesOf(owner)).map(({ state, views }) => [state, views])).toEqual([
    ["expired", 0],
    ["revoked", 0],
  ]);
});

test("revoking takes effect on the next view, and twice is once", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner);
  const { id, token } = await shared(owner, 1, null);
  expect(await loadSharedVersion(token)).not.toBeNull();
  expect(await revokeShare(owner, { link: id })).toEqual({ ok: true, value: null });
  expect(await loadSharedVersion(token)).toBeNull();
  expect(await revokeShare(owner, { link: id })).toEqual({ ok: true, value: null });
  const entries = await inWorkspace(owner.workspaceId, (tx) =>
    tx.auditEntry.findMany({ where: { action: "revoke share link" } }),
  );
  expect(entries).toHaveLength(1);
});

test("a viewer neither shares nor revokes", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner);
  const viewer = await makeMember(owner, { role: "viewer" });
  expect(await shareVersion(viewer, { version: 1, label: "", days: 7 })).toMatchObject({
    error: "not-allowed",
  });
  const { id, token } = await shared(owner);
  expect(await revokeShare(viewer, { link: id })).toMatchObject({ error: "not-allowed" });
  expect(await loadSharedVersion(token)).not.toBeNull();
});

test("another workspace can neither share this version nor revoke its links", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner);
  const { id, token } = await shared(owner);
  const stranger = await makeWorkspace();
  expect(await shareVersion(stranger, { version: 1, label: "", days: 7 })).toMatchObject({
    error: "not-found",
  });
  expect(await revokeShare(stranger, { link: id })).toMatchObject({ error: "not-found" });
  expect(await loadSharedVersion(token)).not.toBeNull();
});

test("the app's role can neither change nor delete a version", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner);
  const where = { workspaceId: owner.workspaceId };
  const changed = inWorkspace(owner.workspaceId, (tx) =>
    tx.version.updateMany({ where, data: { number: 9 } }),
  );
  await expect(changed).rejects.toThrow(/permission denied/);
  const deleted = inWorkspace(owner.workspaceId, (tx) => tx.version.deleteMany({ where }));
  await expect(deleted).rejects.toThrow(/permission denied/);
});
