import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeWorkspace } from "../../prisma/factories.ts";
import type { Measurement } from "./measurement.ts";
import { writeMillionSet } from "./million-set.ts";
import { importInServer, openOthersPages } from "./others-pages.ts";
import { withWorkshop } from "./workshop.ts";

const rows = Number(process.env.BENCH_ROWS || 1_000_000);

/**
 * Five files of a company's tools with a million rows in all, of three hundred thousand companies, looked at and imported
 * together, in the server's own process, while another user opens pages of another workspace.
 */
export async function benchImportSet(): Promise<Measurement[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "icp-set-"));
  try {
    const files = await writeMillionSet(folder, rows);
    const server = { program: path.join(import.meta.dirname, "serve-import.ts") };
    return await withWorkshop(async (workshop) => {
      const others = await openOthersPages(workshop);
      const owner = await makeWorkspace({ name: "Million", owner: workshop.person });
      const job = { userId: workshop.person.userId, slug: owner.workspace.slug, files };
      const done = await others.meanwhile(importInServer(workshop, job));
      if (done.error !== null) throw new Error(`the import ended with ${done.error}`);
      if (done.rows !== rows) throw new Error(`${done.rows} of ${rows} rows came in`);
      return [
        { figure: "accounts", value: done.accounts, goal: null },
        { figure: "upload, s", value: done.uploadMs / 1_000, goal: null },
        { figure: "dry run, rows/s", value: (rows / done.lookMs) * 1_000, goal: null },
        { figure: "import, rows/s", value: (rows / done.importMs) * 1_000, goal: null },
        { figure: "peak memory of the server, MB", value: done.peakMb, goal: 1_000 },
        { figure: "pages' thread busy at most, ms", value: done.stretchMs, goal: null },
        ...others.figures(),
      ];
    }, server);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
