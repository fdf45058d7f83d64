import type pg from "pg";

/**
 * Waits for queries that were sent one behind the other without waiting for each answer. Throws what the first of them to fail
 * was refused for; those after it are refused for that alone. It is told when all have ended: what is sent after the
 * transaction has been taken back would be part of the connection's next one.
 */
export async function inOneGo<T extends readonly Promise<unknown>[]>(queries: T) {
  await Promise.allSettled(queries);
  return Promise.all(queries);
}

/** Enough that the database never waits for this process, and little enough to hold in memory. */
const mostUnderWay = 8;

/** Sends queries of one transaction that give nothing back: the database works on one while the next is made. */
export function createSender(client: pg.PoolClient) {
  const underWay: Promise<unknown>[] = [];
  return {
    /** Waits once enough others are under way. */
    async send(query: pg.QueryConfig): Promise<void> {
      if (underWay.length >= mostUnderWay) await underWay.shift();
      const sent = client.query(query);
      // It is waited for later; until then a failure must not count as unhandled.
      sent.catch(() => undefined);
      underWay.push(sent);
    },
    /** Waits for all of them. Throws what the database refused. */
    settle: () => inOneGo(underWay),
  };
}

/** Rows read at once. */
const rowsAtOnce = 5_000;

/**
 * The rows of a query, however many, in batches: the database makes the next one while one is worked on. `name` tells it from others of
 * the same transaction.
 */
export async function* rowsInBatches<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  name: string,
  query: string,
  values: unknown[],
): AsyncGenerator<readonly Row[], void, void> {
  const fetch = () => {
    const rows = client.query<Row>(`fetch ${rowsAtOnce} from ${name}`);
    rows.catch(() => undefined);
    return rows;
  };
  await client.query(`declare ${name} no scroll cursor for ${query}`, values);
  for (let next = fetch(); ; ) {
    const { rows } = await next;
    if (rows.length === 0) break;
    next = fetch();
    yield rows;
  }
  await client.query(`close ${name}`);
}
