import { type ChildProcess, fork } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { bootDatabase } from "#lib/server/boot-database.ts";
import { isOccupied, readPostmaster, stopPostmaster } from "#lib/server/postgres-process.ts";
import { makeTestDirectory, removeTestDirectory } from "#lib/server/testing/place.ts";

const checkout = path.resolve(import.meta.dirname, "../..");
let directory = "";
const children: ChildProcess[] = [];

beforeAll(async () => {
  directory = await makeTestDirectory();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await stopPostmaster(path.join(directory, "data"));
});
afterAll(() => removeTestDirectory(directory));

const options = () => ({ checkout, databaseUrl: null, dataDirectory: directory, durable: false });

interface Writer {
  readonly child: ChildProcess;
  readonly acknowledged: number[];
  readonly started: Promise<string>;
}

function startWriter(durable = false): Writer {
  const program = path.join(import.meta.dirname, "testing", "writer.ts");
  const child = fork(program, [checkout, directory, durable ? "durable" : ""], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  children.push(child);
  const acknowledged: number[] = [];
  const started = new Promise<string>((resolve) => {
    child.on("message", (message: { acknowledged?: number; refused?: string; ready?: boolean }) => {
      if (message.acknowledged) acknowledged.push(message.acknowledged);
      if (message.ready) resolve("ready");
      if (message.refused) resolve(message.refused);
    });
  });
  return { child, acknowledged, started };
}

const untilAcknowledged = (writer: Writer, count: number) =>
  expect
    .poll(() => writer.acknowledged.length, { interval: 5, timeout: 20_000 })
    .toBeGreaterThanOrEqual(count);

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

async function writtenIds(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ id: number }>("select id from written");
  await client.end();
  return rows.map(({ id }) => id);
}

test("killed in the middle of writing, again and again, it keeps every acknowledged row", async () => {
  const acknowledged: number[] = [];
  for (let round = 0; round < 5; round++) {
    const writer = startWriter(true);
    expect(await writer.started).toBe("ready");
    await untilAcknowledged(writer, 10 + 10 * round);
    const gone = ended(writer.child);
    writer.child.kill("SIGKILL");
    await gone;
    acknowledged.push(...writer.acknowledged);
  }
  const database = await bootDatabase(options());
  const kept = new Set(await writtenIds(database.url));
  await database.stop();
  expect(acknowledged.length).toBeGreaterThanOrEqual(150);
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
});

test("the app and PostgreSQL killed together leave nothing in the way of the next start", async () => {
  const writer = startWriter(true);
  await writer.started;
  await untilAcknowledged(writer, 10);
  const postmaster = await readPostmaster(path.join(directory, "data"));
  process.kill(postmaster?.pid ?? 0, "SIGKILL");
  writer.child.kill("SIGKILL");
  await ended(writer.child);
  const database = await bootDatabase(options());
  const kept = new Set(await writtenIds(database.url));
  await database.stop();
  expect(writer.acknowledged.filter((id) => !kept.has(id))).toEqual([]);
});

test("a second process is refused within a second, and the first goes on", async () => {
  const first = startWriter();
  await first.started;
  // On a busy machine one start may be late; what counts is that none has to wait for something.
  const times: number[] = [];
  for (let attempt = 0; attempt < 5 && !times.some((time) => time < 1_000); attempt++) {
    const began = performance.now();
    const refusal = await startWriter().started;
    times.push(performance.now() - began);
    expect(refusal).toMatch(new RegExp(`process ${first.child.pid}\\) is running on .*Stop it first`));
  }
  expect(Math.min(...times)).toBeLessThan(1_000);
  await untilAcknowledged(first, first.acknowledged.length + 10);
});

test("two first starts at the same moment: one runs, the other is refused", async () => {
  await rm(path.join(directory, "data"), { recursive: true });
  const [one, other] = await Promise.all([startWriter().started, startWriter().started]);
  expect([one, other].filter((outcome) => outcome === "ready")).toHaveLength(1);
  expect([one, other].filter((outcome) => /Another ICP Workshop/.test(outcome))).toHaveLength(1);
});

test("a stop ends PostgreSQL too, also one that an earlier, killed process started", async () => {
  const first = startWriter();
  await first.started;
  const gone = ended(first.child);
  first.child.kill("SIGKILL");
  await gone;
  expect(await isOccupied(path.join(directory, "data"))).toBe(true);
  const database = await bootDatabase(options());
  await database.stop();
  expect(await isOccupied(path.join(directory, "data"))).toBe(false);
});

test("PostgreSQL killed under a running app is started again", async () => {
  const database = await bootDatabase(options());
  const postmaster = await readPostmaster(path.join(directory, "data"));
  process.kill(postmaster?.pid ?? 0, "SIGKILL");
  const client = () => new pg.Client({ connectionString: database.url });
  await expect
    .poll(
      async () => {
        const one = client();
        one.on("error", () => {});
        await one.connect();
        await one.end();
        return (await readPostmaster(path.join(directory, "data")))?.pid !== postmaster?.pid;
      },
      { timeout: 10_000 },
    )
    .toBe(true);
  await database.stop();
});

test("a process id that belongs to somebody else by now is not taken for PostgreSQL", async () => {
  await (await bootDatabase(options())).stop();
  const pidFile = path.join(directory, "data", "postmaster.pid");
  await writeFile(pidFile, `${process.pid}\n${directory}/data\n1\n5432\n${directory}/run\n\n0 0\nready\n`);
  const database = await bootDatabase(options());
  expect((await readPostmaster(path.join(directory, "data")))?.pid).not.toBe(process.pid);
  await database.stop();
});

test("data of another major version is refused, with the way out", async () => {
  await (await bootDatabase(options())).stop();
  const file = path.join(directory, "data", "PG_VERSION");
  const version = await readFile(file, "utf8");
  await writeFile(file, "17\n");
  await expect(bootDatabase(options())).rejects.toThrow(/written by PostgreSQL 17.*npm run backup/);
  await writeFile(file, version);
});

test("a path too long for a socket works", async () => {
  const long = path.join(directory, "x".repeat(100));
  const database = await bootDatabase({ ...options(), dataDirectory: long });
  await database.stop();
  expect(database.place).toBe(long);
});

test.runIf(process.getuid?.() === 0)("a folder closed to nobody is named as the reason", async () => {
  const closed = path.join(directory, "closed");
  await mkdir(closed, { mode: 0o700 });
  const boot = bootDatabase({ ...options(), dataDirectory: path.join(closed, "data") });
  await expect(boot).rejects.toThrow(/runs as nobody.* every folder above it/);
});

test("a server that does not answer is named without its password", async () => {
  const url = "postgresql://somebody:secret@127.0.0.1:1/icp";
  const boot = bootDatabase({ checkout, databaseUrl: url });
  await expect(boot).rejects.toThrow(/^DATABASE_URL does not answer: (?!.*secret)/);
});
