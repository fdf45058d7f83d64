import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { longestBlock, measured } from "../../e2e/support/longest-block.ts";
import { makeWorkspace } from "../../prisma/factories.ts";
import type { Measurement } from "./measurement.ts";
import { bringTable, importBrought } from "./telco.ts";
import { type BenchWorkshop, withWorkshop } from "./workshop.ts";

/** How long what settles and checks the rules is followed. */
const followedMs = 20_000;
const longestMs = 50;
/** As often as the server looks at its own. */
const everyMs = 5;

/**
 * The longest stretch in which the server's request thread could answer nobody while 100,000 customers of 40 columns are
 * analysed in its threads: the first view of the patterns and of the combinations, then their stability in the background.
 * The pages' code is warm and the data is new.
 */
export async function benchBlock(file: string): Promise<Measurement[]> {
  const bytes = await readFile(file);
  return withWorkshop(async (workshop) => {
    const small = await tableOf(workshop, "Small", head(bytes, 2_000));
    await visit(workshop, small, 1_000);
    const large = await tableOf(workshop, "Large", bytes);
    await longestBlock(workshop.server);
    const idle = idleThread();
    await visit(workshop, large, followedMs);
    const { wallMs, cpuMs } = await longestBlock(workshop.server);
    return [
      { figure: "longest block of the request thread, ms", value: wallMs, goal: longestMs },
      { figure: "  of its own processor time, ms", value: cpuMs, goal: longestMs },
      { figure: "  an idle thread of another process, ms", value: await idle(), goal: null },
    ];
  }, measured);
}

/** A thread that has nothing to do but look at the clock: how long it was kept waiting is the machine's, not ours. */
function idleThread(): () => Promise<number> {
  const worker = new Worker(
    `const { monitorEventLoopDelay } = require("node:perf_hooks");
     const delays = monitorEventLoopDelay({ resolution: ${everyMs} });
     delays.enable();
     require("node:worker_threads").parentPort.once("message", () =>
       require("node:worker_threads").parentPort.postMessage(delays.max / 1e6 - ${everyMs}));`,
    { eval: true },
  );
  return async () => {
    worker.postMessage("over");
    const [longest] = (await once(worker, "message")) as [number];
    await worker.terminate();
    return longest;
  };
}

function head(bytes: Buffer, lines: number): Buffer {
  let at = 0;
  for (let line = 0; line < lines; line++) at = bytes.indexOf("\n", at) + 1;
  return bytes.subarray(0, at);
}

async function tableOf({ person }: BenchWorkshop, name: string, bytes: Buffer): Promise<string> {
  const actor = await makeWorkspace({ name, owner: person });
  const lines = bytes.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
  const table = { name, bytes, rows: lines - 1, columns: 40 };
  const { uploadId, mapping } = await bringTable(actor, table);
  // Good or not is read as stayed or left: what a search looks for.
  const columns = mapping.columns.map((column) =>
    column.heading === "good" ? { ...column, role: "status" as const } : column,
  );
  const statusValues = [
    { value: "yes", means: "stayed" },
    { value: "no", means: "left" },
  ] as const;
  await importBrought(actor, { uploadId, mapping: { ...mapping, columns, statusValues: [...statusValues] } });
  return actor.workspace.slug;
}

/** Opens the rooms, and follows the work in the background for a while, as a page does. */
async function visit({ get, server, cookie }: BenchWorkshop, slug: string, ms: number): Promise<void> {
  for (const room of ["patterns", "patterns/combinations"]) {
    const { status } = await get(`/w/${slug}/${room}`);
    if (status !== 200) throw new Error(`${room} answered ${status}.`);
  }
  const gone = AbortSignal.timeout(ms);
  const query = new URLSearchParams({ work: "stability", outcome: "retention" });
  await fetch(`${server.url}/api/analysis/${slug}?${query}`, { headers: { cookie }, signal: gone })
    .then((response) => response.text())
    .catch((error) => {
      if (!gone.aborted) throw error;
    });
}
