import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "#lib/server/embedded-postgres.ts";
import { migrate, readMigrations } from "#lib/server/migrate.ts";
import { stopPostmaster } from "#lib/server/postgres-process.ts";

const checkout = path.resolve(import.meta.dirname, "../../..");
const templateName = "icp_template";

/** One throw-away PostgreSQL for a test run, with a migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const parent = await placeForTests();
  await sweep(parent);
  const directory = await mkdtemp(path.join(parent, `icp-test-${process.pid}-`));
  const embedded = await startEmbedded({ checkout, dataDirectory: directory, durable: false });
  const client = new pg.Client({ connectionString: embedded.url("postgres") });
  await client.connect();
  await client.query(`create database ${templateName}`);
  await client.end();
  const url = embedded.url(templateName);
  await migrate(url, await readMigrations(path.join(checkout, "prisma", "migrations")));
  project.provide("templateUrl", url);
  return async () => {
    await embedded.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

/** PostgreSQL runs as nobody when root runs the tests, and nobody may not be able to enter root's TMPDIR. */
async function placeForTests(): Promise<string> {
  if (process.getuid?.() !== 0) return tmpdir();
  const parent = "/var/lib/icp-workshop/tests";
  await mkdir(parent, { recursive: true });
  return parent;
}

/** Clears away what a test run that was killed has left: its PostgreSQL would otherwise live on. */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = Number(/^icp-test-(\d+)-/.exec(name)?.[1]);
    if (!pid || isRunning(pid)) continue;
    await stopPostmaster(path.join(parent, name, "data"));
    await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
