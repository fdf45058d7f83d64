import { randomUUID } from "node:crypto";
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
  await onMaintenance(template, `create database ${name} template ${nameIn(template)}`);
  return withName(template, name);
}

export async function dropDatabase(url: string): Promise<void> {
  await onMaintenance(url, `drop database if exists ${nameIn(url)} with (force)`);
}

/** An empty database without any migration. */
export async function createEmptyDatabase(): Promise<string> {
  const template = inject("templateUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onMaintenance(template, `create database ${name}`);
  return withName(template, name);
}

async function onMaintenance(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withName(url, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
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
