import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { buildKernel } from "../../scripts/prepare.ts";
import type { PatternsJson } from "../answer.ts";
import { readPatternsArguments } from "../arguments.ts";
import { runPatterns } from "../patterns.ts";

export type Row = Readonly<Record<string, string>>;

/** A folder for the tests of one file, in which tables are written and `patterns` is asked about them. */
export function patternsFolder() {
  let folder = "";
  beforeAll(async () => {
    await buildKernel();
    folder = await mkdtemp(path.join(tmpdir(), "icp-patterns-"));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
  const run = (...words: string[]) => runPatterns(readPatternsArguments(words, folder));
  const report = (words: string) => run(...words.split(" "));
  return {
    write,
    /** Writes rows as a file and gives them back as anyone would read them. */
    async writeRows(name: string, rows: readonly Row[]): Promise<readonly Row[]> {
      const heads = Object.keys(rows[0]!);
      const lines = rows.map((row) => heads.map((head) => row[head]).join(","));
      await write(name, [heads.join(","), ...lines].join("\n"));
      return rows;
    },
    run,
    report,
    ask: async (words: string) => JSON.parse(await report(`${words} --json`)) as PatternsJson,
  };
}
