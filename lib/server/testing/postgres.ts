import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "#lib/server/embedded-postgres.ts";
import { migrate, readMigrations } from "#lib/server/migrate.ts";
import { makeTestDirectory, removeTestDirectory } from "#lib/server/testing/place.ts";

const checkout = path.resolve(import.meta.dirname, "../../..");
const templateName = "icp_template";

/** One throw-away PostgreSQL for a test run, with a migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await makeTestDirectory();
  const embedded = await startEmbedded({ checkout, dataDirectory: directory, durable: false });
  const client = new pg.Client({ connectionString: embedded.url("postgres") });
  await client.connect();
  await client.query(`create database ${templateName}`);
  await client.end();
  const url = embedded.url(templateName);
  await migrate(url, await readMigrations(path.join(checkout, "prisma", "migrations")));
  project.provide("templateUrl", url);
  return () => removeTestDirectory(directory);
}
