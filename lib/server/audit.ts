import { createHash } from "node:crypto";
import type pg from "pg";
import type { Actor } from "#lib/server/actor.ts";
import type { Tx } from "#lib/server/db.ts";

/** One entry as it is hashed; `detail` holds what changed, before and after, and never a secret. */
interface AuditLine {
  readonly seq: number;
  readonly at: Date;
  readonly userId: string;
  readonly action: string;
  readonly target: string;
  readonly detail: unknown;
  readonly previousHash: string;
}

const firstHash = "0".repeat(64);

// jsonb gives keys back in its own order, so the hash must not depend on the order they were written in.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}

/** SHA-256 over the entry and the hash of the one before it. */
function auditHash(line: AuditLine): string {
  const text = JSON.stringify([
    line.previousHash,
    line.seq,
    line.at.toISOString(),
    line.userId,
    line.action,
    line.target,
    sorted(line.detail),
  ]);
  return createHash("sha256").update(text).digest("hex");
}

type Author = Pick<Actor, "workspaceId" | "userId">;

interface Entry {
  readonly action: string;
  readonly target: string;
  readonly detail?: object;
}

/** Where a workspace's chain ends, as a trigger of the database keeps it. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

// From the head and not from the last entry there is: an entry put where one was cut off would hide the cut.
function lineAfter(last: AuditHead | null, actor: Author, entry: Entry): AuditLine {
  return {
    seq: (last?.seq ?? 0) + 1,
    at: new Date(),
    userId: actor.userId,
    action: entry.action,
    target: entry.target,
    detail: JSON.parse(JSON.stringify(entry.detail ?? {})) as object,
    previousHash: last?.hash ?? firstHash,
  };
}

/** The same as `audit` on a plain connection, for what needs one. */
export async function auditRaw(client: pg.PoolClient, actor: Author, entry: Entry): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`audit ${actor.workspaceId}`]);
  const { rows } = await client.query<AuditHead>(
    `select "seq", "hash" from "audit_head" where "workspaceId" = $1`,
    [actor.workspaceId],
  );
  const line = lineAfter(rows[0] ?? null, actor, entry);
  await client.query(
    `insert into "audit_entry" ("workspaceId", "seq", "at", "userId", "action", "target", "detail", "previousHash", "hash")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      actor.workspaceId,
      line.seq,
      line.at,
      line.userId,
      line.action,
      line.target,
      JSON.stringify(line.detail),
      line.previousHash,
      auditHash(line),
    ],
  );
}

/** Appends one entry to the workspace's chain, in the caller's transaction. */
export async function audit(tx: Tx, actor: Author, entry: Entry): Promise<void> {
  const workspaceId: string = actor.workspaceId;
  // Two commands at once would both follow the same entry; the second waits here for the first to commit.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`audit ${workspaceId}`}, 0))`;
  const line = lineAfter(await tx.auditHead.findUnique({ where: { workspaceId } }), actor, entry);
  await tx.auditEntry.create({
    data: { workspaceId, ...line, detail: line.detail as object, hash: auditHash(line) },
  });
}

/**
 * The first entry that does not follow from the ones before it, or is missing though the chain went on to `head`; null
 * when the whole chain holds.
 */
export function firstBrokenEntry(
  entries: readonly (AuditLine & { readonly hash: string })[],
  head: AuditHead | null,
): number | null {
  let previous = firstHash;
  let seq = 0;
  for (const entry of entries) {
    seq += 1;
    if (entry.seq !== seq || entry.previousHash !== previous || auditHash(entry) !== entry.hash) return seq;
    previous = entry.hash;
  }
  if (head === null) return seq === 0 ? null : seq;
  if (head.seq > seq) return seq + 1;
  return head.seq === seq && head.hash === previous ? null : seq;
}
