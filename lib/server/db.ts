import { randomBytes } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { stepBehindQueries } from "#lib/compute/thread-priority.ts";
import { PrismaClient } from "#lib/server/generated/prisma/client.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

interface Connections {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Of plain connections that send a query without waiting for the answer to the one before it. */
  readonly pipelined: pg.Pool;
  readonly prisma: PrismaClient;
}

/** What a command or query sees of the database inside a transaction. */
export type Tx = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

// Route handlers, pages and server.ts load this module separately; on globalThis they share one pool.
const shared = globalThis as typeof globalThis & { icpDatabase?: Connections };

function connections(): Connections {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: server.ts sets it before anything else loads.");
  if (shared.icpDatabase?.url === url) return shared.icpDatabase;
  // The app's role owns nothing, so that row-level security binds every query made here.
  const settings = { connectionString: url, options: "-c role=icp_app" };
  const pool = openPool({ ...settings, max: 10 });
  const pipelined = openPool({ ...settings, max: 5, pipeline: true });
  shared.icpDatabase = { url, pool, pipelined, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
  return shared.icpDatabase;
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  return pool;
}

/** The Prisma client outside any workspace: User, Session, Instance and the look-up functions only. */
export const outsideWorkspaces = (): PrismaClient => connections().prisma;

/** The pool of the app's role, for the limiter. */
export const appPool = (): pg.Pool => connections().pool;

/**
 * Runs `run` in one transaction that sees the rows of one workspace only. Throws what `run` throws, after
 * rolling back.
 */
export async function inWorkspace<T>(workspaceId: WorkspaceId, run: (tx: Tx) => Promise<T>): Promise<T> {
  return connections().prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`select set_config('app.workspace', ${workspaceId as string}, true)`;
      return run(tx);
    },
    // 200 requests at once over a small pool gave up by Prisma's own default of two seconds.
    { maxWait: 15_000, timeout: 60_000 },
  );
}

interface RawOptions {
  /** Long work, for which no page waits: in a database of our own its process lets all others go first, and ends with it. */
  readonly behindPages?: boolean;
}

/**
 * The same on a plain connection, for bulk. Queries that are not awaited one by one are sent at once and run in the
 * order they were made.
 */
export async function inWorkspaceRaw<T>(
  workspaceId: WorkspaceId,
  run: (client: pg.PoolClient) => Promise<T>,
  { behindPages = false }: RawOptions = {},
): Promise<T> {
  const client = await connections().pipelined.connect();
  let broken: Error | boolean =
    behindPages && "processID" in client && stepBehindQueries(Number(client.processID));
  // A connection in use that dies says so beside failing its queries; unheard, that would end the process.
  const onLost = (error: Error) => {
    broken = error;
  };
  client.on("error", onLost);
  try {
    await Promise.all([
      client.query("begin"),
      client.query("select set_config('app.workspace', $1, true)", [workspaceId]),
    ]);
    const value = await run(client);
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off("error", onLost);
    client.release(broken);
  }
}

/** A UUIDv7 (RFC 9562): ids made later sort later, which keeps the indexes compact. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  // Joined from a list it is one text: from a template each of a million would be kept with its five parts.
  const part = (from: number, to: number) => bytes.toString("hex", from, to);
  return [part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16)].join("-");
}

/** Whether an error says that the database is gone, or was for a moment; whether what was under way is done is not known. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && /^(?:08...|57P0[123]|ECONN\w+|EPIPE|ETIMEDOUT)$/.test(String(error.code)))
    return true;
  return /^Connection terminated|not queryable$/.test(error.message);
}

/** Whether an error is the database refusing a duplicate: how races over a unique key are told. */
export function isDuplicate(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("code" in error)) return false;
  return error.code === "P2002" || error.code === "23505";
}
