import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { makeWorkspace } from "../../prisma/factories.ts";
import { type Measurement, timed } from "./measurement.ts";
import { millionColumns, writeMillionTable } from "./million-table.ts";
import { importInServer, openOthersPages } from "./others-pages.ts";
import { type BenchWorkshop, withWorkshop } from "./workshop.ts";

const rows = Number(process.env.BENCH_ROWS || 1_000_000);

/**
 * A million customers of 40 columns through the whole way, from the file on disk to the last frame, in the server's own
 * process, while another user opens pages of another workspace; beside a plain COPY of the same file into one table of 40
 * texts on the same database, before and after.
 */
export async function benchImportMillion(): Promise<Measurement[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "icp-million-"));
  const file = path.join(folder, "million.csv");
  try {
    await writeMillionTable(file, rows);
    const { size } = await stat(file);
    const server = { program: path.join(import.meta.dirname, "serve-import.ts") };
    return await withWorkshop(
      async (workshop) => [
        { figure: "file, MB", value: size / 1e6, goal: null },
        ...(await measure(workshop, file)),
      ],
      server,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(workshop: BenchWorkshop, file: string): Promise<Measurement[]> {
  const { databaseUrl, person } = workshop;
  const others = await openOthersPages(workshop);
  const before = await copy(databaseUrl, file);
  const owner = await makeWorkspace({ name: "Million", owner: person });
  const imported = await others.meanwhile(
    importInServer(workshop, { userId: person.userId, slug: owner.workspace.slug, files: [file] }),
  );
  if (imported.error !== null) throw new Error(`the import ended with ${imported.error}`);
  if (imported.rows !== rows) throw new Error(`${imported.rows} of ${rows} rows came in`);
  const bare = (before + (await copy(databaseUrl, file))) / 2;
  return [
    { figure: "upload and understanding, s", value: imported.uploadMs / 1_000, goal: null },
    { figure: "import, rows/s", value: (rows / imported.importMs) * 1_000, goal: null },
    { figure: "COPY of the same file, rows/s", value: (rows / bare) * 1_000, goal: null },
    { figure: "import time / COPY time", value: imported.importMs / bare, goal: 5 },
    { figure: "peak memory of the server, MB", value: imported.peakMb, goal: 1_000 },
    { figure: "pages' thread busy at most, ms", value: imported.stretchMs, goal: null },
    ...others.figures(),
  ];
}

async function copy(databaseUrl: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const names = Array.from({ length: millionColumns }, (_, i) => `c${i} text`);
    await client.query(`create table bench_copy (${names.join(", ")})`);
    return await timed(() =>
      pipeline(
        createReadStream(file, { highWaterMark: 262_144 }),
        client.query(copyFrom("copy bench_copy from stdin (format csv, header)")),
      ),
    );
  } finally {
    await client.query("drop table if exists bench_copy");
    await client.end();
  }
}
