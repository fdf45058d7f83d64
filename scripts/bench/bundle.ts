import { openSample } from "#lib/server/commands/open-sample.ts";
import { shareVersion } from "#lib/server/commands/share-version.ts";
import { actorIn } from "../../prisma/factories.ts";
import type { Measurement } from "./measurement.ts";
import { type BenchWorkshop, withWorkshop } from "./workshop.ts";

interface Route {
  readonly name: string;
  readonly address: string;
  readonly status?: number;
  readonly goal: number | null;
}

/** JavaScript that a browser is sent for each room, in kB of gzip, in the sample of eight quarters. */
export async function benchBundle(): Promise<Measurement[]> {
  return withWorkshop(async (workshop) => {
    const sample = await openSample(workshop.person, { kind: "eight-quarters" });
    if (!sample.ok) throw new Error(`The sample could not be opened: ${sample.error}`);
    const { slug } = sample.value;
    const owner = await actorIn(workshop.person, slug);
    const link = await shareVersion(owner, { version: 1, label: "Bench", days: 7 });
    if (!link.ok) throw new Error(`The version could not be shared: ${link.error}`);
    const measurements: Measurement[] = [];
    for (const { name, goal, ...route } of routesOf(slug, link.value.token)) {
      measurements.push({ figure: `${name}, kB gzip`, value: await scriptKilobytes(workshop, route), goal });
    }
    return measurements;
  });
}

function routesOf(slug: string, token: string): Route[] {
  const rooms = ["overview", "import", "document", "versions", "settings"];
  return [
    { name: "not found", address: "/nowhere", status: 404, goal: null },
    { name: "patterns", address: `/w/${slug}/patterns`, goal: 300 },
    { name: "share", address: `/share/${token}`, goal: 160 },
    ...rooms.map((room) => ({ name: room, address: `/w/${slug}/${room}`, goal: null })),
  ];
}

async function scriptKilobytes({ get }: BenchWorkshop, route: Omit<Route, "name" | "goal">): Promise<number> {
  const page = await get(route.address);
  if (page.status !== (route.status ?? 200)) throw new Error(`${route.address} answered ${page.status}.`);
  const named = page.text.matchAll(/<script[^>]*?\bsrc="([^"]+)"[^>]*>/g);
  const scripts = new Set<string>();
  // Old browsers' polyfills are named on every page and fetched by none of today's.
  for (const [tag, address = ""] of named) if (!/\bnomodule\b/i.test(tag)) scripts.add(address);
  let bytes = 0;
  for (const script of scripts) bytes += (await get(script, { compressed: true })).bytes;
  return bytes / 1_000;
}
