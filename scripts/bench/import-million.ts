import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { makeWorkspace } from "../../prisma/factories.ts";
import type { Imported, ToImport } from "./import-file.ts";
import { type Measurement, median, timed } from "./measurement.ts";
import { millionColumns, writeMillionTable } from "./million-table.ts";
import { bringTable, importBrought, telcoTable } from "./telco.ts";
import { type BenchWorkshop, withWorkshop } from "./workshop.ts";

const rows = Number(process.env.BENCH_ROWS || 1_000_000);
/** Between two pages that the other user opens. */
const thinkMs = 50;

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
  const other = await makeWorkspace({ name: "Others", owner: person });
  await importBrought(other, await bringTable(other, telcoTable()));
  const pages = [`/w/${other.workspace.slug}/overview`, `/w/${other.workspace.slug}/patterns`];
  for (let i = 0; i < 10; i++) for (const page of pages) await workshop.get(page);
  const quiet = await visit(workshop, pages, pause(5_000));
  const before = await copy(databaseUrl, file);
  const owner = await makeWorkspace({ name: "Million", owner: person });
  const importing = importInServer(workshop, {
    userId: person.userId,
    slug: owner.workspace.slug,
    file,
  });
  const during = await visit(workshop, pages, importing);
  const imported = await importing;
  if (imported.error !== null) throw new Error(`the import ended with ${imported.error}`);
  if (imported.rows !== rows) throw new Error(`${imported.rows} of ${rows} rows came in`);
  const bare = (before + (await copy(databaseUrl, file))) / 2;
  return [
    { figure: "upload and understanding, s", value: imported.uploadMs / 1_000, goal: null },
    { figure: "import, rows/s", value: (rows / imported.importMs) * 1_000, goal: null },
    { figure: "COPY of the same file, rows/s", value: (rows / bare) * 1_000, goal: null },
    { figure: "import time / COPY time", value: imported.importMs / bare, goal: 5 },
    { figure: "peak memory of the server, MB", value: imported.peakMb, goal: 1_000 },
    { figure: "another user's page before, median ms", value: median(quiet), goal: null },
    { figure: "another user's page before, p99 ms", value: quantile(quiet, 0.99), goal: null },
    { figure: "another user's page meanwhile, median ms", value: median(during), goal: null },
    { figure: "another user's page meanwhile, p99 ms", value: quantile(during, 0.99), goal: 200 },
    { figure: "pages opened meanwhile", value: during.length, goal: null },
  ];
}

async function importInServer({ server }: BenchWorkshop, job: ToImport): Promise<Imported> {
  server.child.send(job);
  for (;;) {
    const [message] = (await once(server.child, "message")) as [Imported];
    if (message.imported) return message;
  }
}

/** Opens the pages in turn until `end` comes, and returns how long each took. */
async function visit(
  workshop: BenchWorkshop,
  pages: readonly string[],
  end: Promise<unknown>,
): Promise<number[]> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  end.then(over, over);
  const taken: number[] = [];
  for (let i = 0; !isOver; i++) {
    const answer = await workshop.get(pages[i % pages.length] ?? "");
    if (answer.status !== 200) throw new Error(`a page answered ${answer.status}`);
    taken.push(answer.ms);
    await pause(thinkMs);
  }
  return taken;
}

/** The value that this share of the others does not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
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
