import { makeWorkspace } from "../../prisma/factories.ts";
import { type Measurement, median, times } from "./measurement.ts";
import { bringTable, importBrought, telcoTable } from "./telco.ts";
import { type BenchWorkshop, withWorkshop } from "./workshop.ts";

const coldRounds = 3;
const cachedRounds = 20;

/** Server time of the patterns page on 7,043 customers: the first view of new data, and every later one. */
export async function benchPage(): Promise<Measurement[]> {
  return withWorkshop(async (workshop) => {
    const slugs: string[] = [];
    for (let round = 0; round <= coldRounds; round++) slugs.push(await newTelco(workshop, round));
    const [warmUp = "", ...measured] = slugs;
    // The server's own code is warm, as it is for everybody but the first visitor after a start.
    for (let i = 0; i < 3; i++) await view(workshop, warmUp);
    const cold: number[] = [];
    for (const slug of measured) cold.push(await view(workshop, slug));
    const cached = await times(cachedRounds, () => view(workshop, measured[0] ?? ""));
    return [
      { figure: "patterns page, cold, ms", value: median(cold), goal: 300 },
      { figure: "patterns page, cached, ms", value: median(cached), goal: 50 },
    ];
  });
}

async function newTelco({ person }: BenchWorkshop, round: number): Promise<string> {
  const actor = await makeWorkspace({ name: `Bench ${round}`, owner: person });
  await importBrought(actor, await bringTable(actor, telcoTable()));
  return actor.workspace.slug;
}

async function view(workshop: BenchWorkshop, slug: string): Promise<number> {
  const answer = await workshop.get(`/w/${slug}/patterns`);
  if (answer.status !== 200) throw new Error(`The patterns page answered ${answer.status}.`);
  return answer.ms;
}
