import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const bootstrap = path.join(import.meta.dirname, "bootstrap.js");
const run = (...words: string[]) => spawnSync(process.execPath, [bootstrap, ...words], { encoding: "utf8" });

test("an unknown word is answered with those that are known", () => {
  for (const words of [[], ["begin"]]) {
    const { status, stderr } = run(...words);
    expect(status).toBe(1);
    expect(stderr).toContain("npm run start | dev | test | check | bench | backup | restore");
  }
});
