import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { disconnect } from "#lib/server/disconnect.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's connection to the migrated template of this test run. */
    templateUrl: string;
  }
}

export interface TestDatabase {
  /** The owner's connection. Known once the tests run, not while the file loads. */
  readonly url: string;
}

/**
 * Gives a test file a migrated, empty database of its own, and points lib/server/db.ts at it. Called once, at the
 * top of the file. The copy of the template takes some 30 ms; it is dropped after the last test.
 */
export function useDatabase(): TestDatabase {
  let url = "";
  beforeAll(async () => {
    url = await copyTemplate();
    process.env.DATABASE_URL = url;
  });
  afterAll(async () => {
    await disconnect();
    await dropDatabase(url);
  });
  return {
    get url() {
      return url;
    },
  };
}

/** A further database of the same shape, for what needs two; whoever makes it drops it. */
export async function copyTemplate(): Promise<string> {
  const template = inject("templateUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onMaintenance(template, (client) =>
    client.query(`create database ${name} template ${nameIn(template)}`),
  );
  return withName(template, name);
}

/** Connections that were ended a moment ago are given the time to go: cut, they would fail the test that ended. */
export async function dropDatabase(url: string): Promise<void> {
  const name = nameIn(url);
  await onMaintenance(url, async (client) => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const { rowCount } = await client.query("select from pg_stat_activity where datname = $1", [name]);
      if (rowCount === 0) break;
      await pause(20);
    }
    await client.query(`drop database if exists ${name} with (force)`);
  });
}

/** An empty database without any migration. */
export async function createEmptyDatabase(): Promise<string> {
  const template = inject("templateUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onMaintenance(template, (client) => client.query(`create database ${name}`));
  return withName(template, name);
}

async function onMaintenance(url: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: withName(url, "postgres") });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1);
}

function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = name;
  return changed.href;
}
