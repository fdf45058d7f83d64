import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { makeWorkspace } from "../../prisma/factories.ts";
import { type Measurement, median, timed, times } from "./measurement.ts";
import { bringTable, importBrought, type Table, telcoTable } from "./telco.ts";
import { withWorkshop } from "./workshop.ts";

const rounds = 15;
/** A server that has just started still compiles its analysis, on one of the cores that both are measured on. */
const settleMs = 6_000;
/** They compile code and fill caches for both. */
const warmUps = 5;

/**
 * An import, from the file on disk to the last frame, beside a bare COPY of the same rows into the same database,
 * taken in turn; and what comes before it, from the first byte of the upload to the guessed mapping.
 */
export async function benchImport(): Promise<Measurement[]> {
  return withWorkshop(async ({ databaseUrl, person }) => {
    const table = telcoTable();
    await pause(settleMs);
    const bringMs: number[] = [];
    const importMs: number[] = [];
    const copyMs: number[] = [];
    for (let round = 0; round < warmUps + rounds; round++) {
      const actor = await makeWorkspace({ name: `Round ${round}`, owner: person });
      const began = performance.now();
      const brought = await bringTable(actor, table);
      const asked = performance.now();
      await importBrought(actor, brought);
      const done = performance.now();
      const [copied = 0] = await times(1, () => copy(databaseUrl, table));
      if (round < warmUps) continue;
      bringMs.push(asked - began);
      importMs.push(done - asked);
      copyMs.push(copied);
    }
    // Of each import to the COPY that followed it: what else the machine does then falls on both.
    const ratios = importMs.map((ms, i) => ms / (copyMs[i] ?? Number.NaN));
    const [slow, bare] = [median(importMs), median(copyMs)];
    return [
      { figure: "upload and understanding, ms", value: median(bringMs), goal: null },
      { figure: `${table.name} import, rows/s`, value: (table.rows / slow) * 1_000, goal: null },
      { figure: "COPY of the same rows, rows/s", value: (table.rows / bare) * 1_000, goal: null },
      { figure: "import time / COPY time", value: median(ratios), goal: 4 },
    ];
  });
}

async function copy(databaseUrl: string, { bytes, columns }: Table): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const names = Array.from({ length: columns }, (_, i) => `c${i} text`);
    await client.query(`create table bench_copy (${names.join(", ")})`);
    return await timed(() =>
      pipeline([bytes], client.query(copyFrom("copy bench_copy from stdin (format csv, header)"))),
    );
  } finally {
    await client.query("drop table if exists bench_copy");
    await client.end();
  }
}
