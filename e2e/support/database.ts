import path from "node:path";
import pg from "pg";
import { findEmbedded } from "#lib/server/embedded-postgres.ts";
import { type Rows, rowsOf } from "#lib/server/testing/rows.ts";
import type { Workshop } from "./server.ts";

const checkout = path.resolve(import.meta.dirname, "../..");

/** Where the workshop's own database answers its owner. */
export async function urlOf({ directory }: Workshop): Promise<string> {
  const embedded = await findEmbedded({ checkout, dataDirectory: directory });
  if (!embedded) throw new Error("the workshop's database does not answer");
  return embedded.url("icp");
}

/** Asks the workshop's own database, as the owner of its tables: for what no screen can say or bring about. */
export async function query<T extends object>(
  workshop: Workshop,
  sql: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: await urlOf(workshop) });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Everything that is stored of one workspace, to be compared. */
export async function stored(workshop: Workshop, slug: string): Promise<Rows> {
  const [workspace] = await query<{ id: string }>(workshop, "select id from workspace where slug = $1", [
    slug,
  ]);
  return rowsOf(await urlOf(workshop), workspace?.id ?? "");
}
