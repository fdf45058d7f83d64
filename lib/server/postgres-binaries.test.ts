import { spawnSync } from "node:child_process";
import { mkdtemp, readlink, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placeBinaries } from "#lib/server/postgres-binaries.ts";

let directory = "";
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "icp-binaries-"));
});
afterAll(() => rm(directory, { recursive: true }));

test("the programs run from the copy, with the links that an install script would have made", async () => {
  const { postgres, major } = await placeBinaries(directory, null);
  const libraries = path.resolve(path.dirname(postgres), "../lib");
  if (process.platform === "linux")
    expect(await readlink(path.join(libraries, "libicui18n.so.60"))).toMatch(/^lib/);
  const version = spawnSync(postgres, ["--version"], { encoding: "utf8" });
  expect(version.stdout).toMatch(new RegExp(`PostgreSQL\\) ${major}\\.`));
});

test("they are copied once, and several at a time do not disturb each other", async () => {
  const { postgres } = await placeBinaries(directory, null);
  const before = new Date("2026-01-01");
  await utimes(postgres, before, before);
  await Promise.all([placeBinaries(directory, null), placeBinaries(directory, null)]);
  expect((await stat(postgres)).mtime).toEqual(before);
});
