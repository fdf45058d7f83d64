import pg from "pg";

/** "ICPW" in ASCII: any number will do, as long as nothing else in this database uses it. */
const lockKey = 0x49435057;

export interface InstanceLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one on the embedded database: an advisory lock on a connection that does nothing
 * else, which PostgreSQL frees within milliseconds when the holder dies. `url` is the owner's. Returns null when
 * another process holds it. `onLost` runs if the connection breaks later.
 */
export async function takeInstanceLock(url: string, onLost: () => void): Promise<InstanceLock | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `icp-workshop ${process.pid}`,
    keepAlive: true,
  });
  let released = false;
  client.on("error", () => {});
  client.on("end", () => {
    if (!released) onLost();
  });
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [
    lockKey,
  ]);
  const release = async () => {
    released = true;
    await client.end().catch(() => {});
  };
  if (rows[0]?.taken) return { release };
  await release();
  return null;
}

/** The process id of whoever holds the lock, for the sentence that refuses a second one. */
export async function findLockHolder(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ application_name: string }>(
      `select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and l.objid = $1 and l.granted`,
      [lockKey],
    );
    return rows[0]?.application_name.split(" ")[1] ?? null;
  } finally {
    await client.end();
  }
}
