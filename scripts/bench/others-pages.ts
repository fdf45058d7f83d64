import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { makeWorkspace } from "../../prisma/factories.ts";
import type { Imported, ToImport } from "./import-file.ts";
import { type Measurement, median } from "./measurement.ts";
import { bringTable, importBrought, telcoTable } from "./telco.ts";
import type { BenchWorkshop } from "./workshop.ts";

/** Between two pages that the other user opens. */
const thinkMs = 50;

/** Has the server import files in its own process, as it would for a browser. */
export async function importInServer({ server }: BenchWorkshop, job: ToImport): Promise<Imported> {
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

/** Another user's pages, of another workspace with data in it: how long each takes while nothing happens, and meanwhile. */
export async function openOthersPages(workshop: BenchWorkshop) {
  const other = await makeWorkspace({ name: "Others", owner: workshop.person });
  await importBrought(other, await bringTable(other, telcoTable()));
  const pages = [`/w/${other.workspace.slug}/overview`, `/w/${other.workspace.slug}/patterns`];
  for (let i = 0; i < 10; i++) for (const page of pages) await workshop.get(page);
  const quiet = await visit(workshop, pages, pause(5_000));
  const during: number[] = [];
  return {
    /** Opens pages until this is over. */
    async meanwhile<T>(work: Promise<T>): Promise<T> {
      during.push(...(await visit(workshop, pages, work)));
      return work;
    },
    figures: (): Measurement[] => [
      { figure: "another user's page before, median ms", value: median(quiet), goal: null },
      { figure: "another user's page before, p99 ms", value: quantile(quiet, 0.99), goal: null },
      { figure: "another user's page meanwhile, median ms", value: median(during), goal: null },
      { figure: "another user's page meanwhile, p99 ms", value: quantile(during, 0.99), goal: 200 },
      { figure: "pages opened meanwhile", value: during.length, goal: null },
    ],
  };
}
