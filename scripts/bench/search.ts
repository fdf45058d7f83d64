import { plainSearch, plainTable } from "#lib/analysis/search/exact.ts";
import { popcount } from "#lib/analysis/search/popcount.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";
import { readAttributes } from "#lib/compute/read-attributes.ts";
import { needTables, tables, withSynth } from "./engine-data.ts";
import { type Measurement, median } from "./measurement.ts";

/**
 * Fastest runs of pysubgroup 0.9 at depth 3 (search alone, seconds; whichever algorithm was fastest), and how many times
 * faster the plain exact search has to be.
 */
const fastest = { telco: 0.04, adult: 0.09, synth: 14.982 } as const;
const timesFaster = 30;

interface Work {
  readonly name: keyof typeof fastest;
  readonly file: string;
  readonly good: readonly [column: string, value: string];
  readonly leftOut: readonly string[];
}

/** The exact WRAcc search beside pysubgroup, and the popcount that everything rests on beside plain JavaScript. */
export async function benchSearch(): Promise<Measurement[]> {
  needTables();
  return withSynth(async (synth) => {
    const works: Work[] = [
      { name: "telco", file: tables.telco, good: ["Churn", "Yes"], leftOut: ["customerID"] },
      { name: "adult", file: tables.adult, good: ["income-per-year", ">50K"], leftOut: ["fnlwgt"] },
      { name: "synth", file: synth, good: ["good", "yes"], leftOut: ["expansion_pct"] },
    ];
    const found: Measurement[] = popcounts();
    for (const work of works) found.push(...(await searched(work)));
    return found;
  });
}

async function searched({ name, file, good: [column, value], leftOut }: Work): Promise<Measurement[]> {
  const read = await readAttributes([file], { texts: [], ignored: leftOut, id: null, allTexts: true });
  if (!read.ok) throw new Error(read.sentence);
  const label = read.read.texts.get(column)!;
  const code = label.dictionary.indexOf(value);
  const good = Uint8Array.from(label.codes, (one) => (one === code ? 1 : 0));
  const columns = [...read.read.texts.values()].filter((one) => one !== label);
  const kernel = loadKernel();
  const began = performance.now();
  const table = plainTable(columns, good, 5);
  const laidOut = performance.now() - began;
  const runs = Array.from({ length: 9 }, () => {
    const start = performance.now();
    plainSearch(table, kernel, 3, 10);
    return performance.now() - start;
  });
  const goal = (fastest[name] * 1000) / timesFaster;
  return [
    { figure: `${name} WRAcc depth 3 (${kernel.name}), ms`, value: median(runs), goal },
    { figure: `${name} selectors, ms`, value: laidOut, goal: null },
    {
      figure: `${name} times faster than pysubgroup`,
      value: (fastest[name] * 1000) / median(runs),
      goal: null,
    },
  ];
}

const rows = 1_000_000;

/** n of one conjunction over a million rows, in microseconds: plain JavaScript and the kernel. */
function popcounts(): Measurement[] {
  const words = rows / 32 + (4 - ((rows / 32) % 4));
  const set = (seed: number) => Int32Array.from({ length: words }, (_, i) => Math.imul(i + seed, 2654435761));
  const [a, b] = [set(1), set(2)];
  const many = 64;
  const session = loadKernel().openBitsets({
    selectors: Array.from({ length: many }, () => new Uint32Array(b)),
    words,
    goodWords: words / 2 - ((words / 2) % 4),
    depth: 1,
  });
  session.enter(0, 0);
  const all = Int32Array.from({ length: many }, (_, i) => i);
  const kernelRuns = Array.from({ length: 11 }, () => micros(() => session.counts(1, all)) / many);
  let total = 0;
  const plainRuns = Array.from({ length: 11 }, () =>
    micros(() => {
      for (let word = 0; word < words; word++) total += popcount(a[word]! & b[word]!);
    }),
  );
  if (total < 0) throw new Error("nothing was counted");
  return [
    { figure: "popcount of AND, 1 M rows, plain JS, µs", value: median(plainRuns), goal: null },
    { figure: "popcount of AND, 1 M rows, kernel, µs", value: median(kernelRuns), goal: null },
  ];
}

function micros(run: () => void): number {
  const began = performance.now();
  run();
  return (performance.now() - began) * 1000;
}
