import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { gatherEvidence, prepareFrame, settleRules } from "#lib/analysis/search/evidence.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import { startAside } from "#lib/compute/aside-thread.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";
import { root } from "../prepare.ts";
import { benchBlock } from "./block.ts";
import { needTables, tables, withSynth } from "./engine-data.ts";
import type { Measurement } from "./measurement.ts";

const run = promisify(execFile);

interface Run {
  readonly seconds: { readonly read: number; readonly search: number; readonly total: number };
  readonly rules: number;
  /** Kilobytes. */
  readonly peak: number;
}

async function patterns(words: readonly string[]): Promise<Run> {
  const script = path.join(root, "scripts", "bench", "analysis-run.ts");
  const { stdout } = await run(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", script, ...words, "--json"],
    { cwd: root, maxBuffer: 2 ** 28 },
  );
  return JSON.parse(stdout) as Run;
}

const telco = ["--good", "Churn=No", "--ignore", "customerID"];
const synthetic = ["--good", "good=yes", "--ignore", "expansion_pct"];

/** The first full answer (file read, bands, single attributes, rules with control, warnings), and what follows it. */
export async function benchAnalysis(): Promise<Measurement[]> {
  needTables();
  return withSynth(async (synth, draw) => {
    const small = await patterns([tables.telco, ...telco, "--first"]);
    const middle = await patterns([synth, ...synthetic, "--first"]);
    const later = await patterns([synth, ...synthetic, "--shuffles", "20"]);
    const large = await patterns([await draw(1_000_000), ...synthetic, "--first"]);
    const permuted = await byPermutation();
    const perRow = (one: Run, rows: number) => (one.seconds.total / rows) * 1e6;
    return [
      ...permuted,
      { figure: "7 k × 20, first answer, s", value: small.seconds.total, goal: null },
      { figure: "100 k × 40, first answer, s", value: middle.seconds.total, goal: 2 },
      { figure: "  of which reading the file, s", value: middle.seconds.read, goal: null },
      { figure: "100 k × 40, peak memory, MB", value: middle.peak / 1024, goal: null },
      { figure: "1 M × 40, first answer, s", value: large.seconds.total, goal: 30 },
      { figure: "  of which reading the file, s", value: large.seconds.read, goal: null },
      { figure: "1 M × 40, peak memory, MB", value: large.peak / 1024, goal: 1_536 },
      { figure: "time per row, 1 M / 100 k", value: perRow(large, 1e6) / perRow(middle, 1e5), goal: 1.2 },
      {
        figure: "100 k, stability and shuffles, s",
        value: later.seconds.total - later.seconds.read - later.seconds.search,
        goal: 30,
      },
      ...(await benchBlock(synth)),
    ];
  });
}

/** 3,000 accounts × 40 attributes, where the outcome is permuted 999 times over every combination of three. */
async function byPermutation(): Promise<Measurement[]> {
  const { frame, target } = plantedTable({ rows: 3_000, seed: 3, noise: 36, rules: true });
  const options = {
    seed: 1,
    maxConditions: 3,
    kernel: loadKernel(),
    aside: startAside(),
    clusters: null,
    horizon: 12,
    unused: new Set<string>(),
    outcomes: 1,
  };
  // The server and the command have their second thread by the time the data has been read.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const began = performance.now();
  const prepared = prepareFrame(frame);
  const evidence = gatherEvidence(prepared, target, options);
  const first = performance.now();
  settleRules(prepared, evidence, options);
  const seconds = (from: number, to: number) => (to - from) / 1000;
  return [
    { figure: "3 k × 40 by permutation, first answer, s", value: seconds(began, first), goal: 2 },
    { figure: "3 k × 40 by permutation, stability, s", value: seconds(first, performance.now()), goal: null },
  ];
}
