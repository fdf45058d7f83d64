import "./next-names.ts";
import type { Bench, Measurement } from "./bench/measurement.ts";
import { buildKernel, buildPages, generateClient } from "./prepare.ts";

/** Every bench by its name. They are loaded late, because the database client has to be made first. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  analysis: async () => (await import("./bench/analysis.ts")).benchAnalysis,
  bundle: async () => (await import("./bench/bundle.ts")).benchBundle,
  idle: async () => (await import("./bench/idle.ts")).benchIdle,
  "import-million": async () => (await import("./bench/import-million.ts")).benchImportMillion,
  "import-set": async () => (await import("./bench/import-set.ts")).benchImportSet,
  import: async () => (await import("./bench/import.ts")).benchImport,
  null: async () => (await import("./bench/null.ts")).benchNull,
  page: async () => (await import("./bench/page.ts")).benchPage,
  planted: async () => (await import("./bench/planted.ts")).benchPlanted,
  search: async () => (await import("./bench/search.ts")).benchSearch,
};
/** The engine alone: these need neither pages nor a database. */
const withoutServer = ["null", "planted", "search"];

const words = process.argv.slice(2);
const asJson = words.includes("--json");
const wanted = words.filter((word) => !word.startsWith("--"));
const names = wanted.length > 0 ? wanted : Object.keys(benches);

const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}.`);
  process.exit(1);
}
process.env.LOG_LEVEL ??= "warn";
await buildKernel();
if (names.some((name) => !withoutServer.includes(name))) {
  await generateClient();
  await buildPages();
}
for (const name of names) {
  try {
    for (const measurement of (await (await benches[name]?.())?.()) ?? []) say(name, measurement);
  } catch (error) {
    console.error(`${name} could not be measured: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
process.disconnect?.();

function say(bench: string, { figure, value, goal }: Measurement): void {
  const met = goal === null ? null : value <= goal;
  const rounded = Number(value.toPrecision(4));
  if (asJson) {
    console.log(JSON.stringify({ bench, figure, value: rounded, goal, met }));
    return;
  }
  const verdict = goal === null ? "" : `goal ≤ ${goal}  ${met ? "met" : "missed"}`;
  console.log(
    `${bench.padEnd(14)} ${figure.padEnd(41)} ${rounded.toLocaleString("en-GB").padStart(9)}  ${verdict}`,
  );
}
