import { readlinkSync } from "node:fs";
import { getPriority } from "node:os";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { stepBehindQueries } from "#lib/compute/thread-priority.ts";

const place = new URL("./thread-priority.ts", import.meta.url).href;

test.runIf(process.platform === "linux")(
  "one thread steps back, the others stay where they are",
  async () => {
    const before = getPriority();
    const worker = new Worker(
      `import(${JSON.stringify(place)}).then(({ stepBehindPages }) => {
       stepBehindPages();
       const { readlinkSync } = require("node:fs");
       const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
       require("node:worker_threads").parentPort.postMessage(require("node:os").getPriority(thread));
     });`,
      { eval: true },
    );
    const priority = await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    await worker.terminate();
    expect(priority).toBe(5);
    const mine = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    expect(getPriority(mine)).toBe(before);
  },
);

test("a process that is no connection of the embedded database stays where it is", () => {
  const before = getPriority();
  expect(stepBehindQueries(process.pid)).toBe(false);
  expect(getPriority()).toBe(before);
});
