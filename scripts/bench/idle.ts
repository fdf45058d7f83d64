import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { processesIn } from "#lib/server/postgres-process.ts";
import type { Measurement } from "./measurement.ts";
import { withWorkshop } from "./workshop.ts";

const settleMs = 5_000;

/** Memory of a server that has answered a few pages and is left alone. Linux only: it is read from /proc. */
export async function benchIdle(): Promise<Measurement[]> {
  return withWorkshop(async ({ server, get }) => {
    for (const address of ["/sign-in", "/healthz", "/readyz"]) await get(address);
    await pause(settleMs);
    const database = await processesIn(path.join(server.directory, "data"));
    const shares = await Promise.all(database.map((pid) => megabytes(pid, "smaps_rollup", "Pss")));
    return [
      { figure: "server, resident MB", value: await megabytes(server.pid, "status", "VmRSS"), goal: null },
      { figure: "PostgreSQL, proportional MB", value: shares.reduce((a, b) => a + b, 0), goal: null },
    ];
  });
}

async function megabytes(pid: number, file: string, field: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/${file}`, "utf8");
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? Number.NaN) / 1_000;
}
