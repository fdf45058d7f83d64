import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./prepare.ts";

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

const running = new Set<ChildProcess>();
for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) {
  process.on(signal, () => {
    // Whoever ends the tests ends what they started: a test run ends its own database when it is asked to.
    for (const child of running) child.kill("SIGTERM");
    process.exitCode = 1;
  });
}

/** Runs a package's program, shows what it says only when it fails, and counts as one test. */
export async function step(name: string, program: string, args: string[]): Promise<Count> {
  const began = performance.now();
  const { code, output } = await runProgram(program, args, false);
  console.log(`${code === 0 ? "✓" : "✗"} ${name}  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  if (code !== 0) console.log(output.trim());
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs Vitest on what `args` name, shows it as it goes, and counts its tests. */
export async function unitTests(args: string[]): Promise<Count> {
  const report = await withReport(async (file) => {
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
    const colours: Record<string, string> = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
    return runProgram("vitest/vitest.mjs", ["run", ...reporters, ...args], true, colours);
  });
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numFailedTestSuites = 0,
  } = report.json as Record<string, number>;
  // A file that cannot even be loaded has no tests to fail, and a run that breaks off has no report.
  const unexplained = report.code !== 0 && numFailedTests === 0 ? Math.max(1, numFailedTestSuites) : 0;
  return { passed: numPassedTests, failed: numFailedTests + unexplained };
}

/** Runs the browser tests and counts them. */
export async function browserTests(args: string[]): Promise<Count> {
  const report = await withReport(async (file) => {
    const variables = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    return runProgram("@playwright/test/cli.js", ["test", "--reporter=line,json", ...args], true, variables);
  });
  const { expected = 0, flaky = 0, unexpected = 0 } = (report.json.stats ?? {}) as Record<string, number>;
  const unexplained = report.code !== 0 && unexpected === 0 ? 1 : 0;
  return { passed: expected + flaky, failed: unexpected + unexplained };
}

export function sum(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  };
}

/** The last line of every run, and its exit code. */
export function conclude(counts: readonly Count[]): never {
  const { passed, failed } = sum(counts);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? (process.exitCode ?? 0) : 1);
}

interface Finished {
  readonly code: number | null;
  readonly output: string;
}

async function withReport(run: (file: string) => Promise<Finished>) {
  const directory = await mkdtemp(path.join(tmpdir(), "icp-report-"));
  try {
    const file = path.join(directory, "report.json");
    const { code } = await run(file);
    const json: Record<string, unknown> = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
    return { code, json };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function runProgram(
  program: string,
  args: string[],
  show: boolean,
  variables: Record<string, string> = {},
): Promise<Finished> {
  const { NODE_ENV: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [path.join(root, "node_modules", program), ...args], {
    cwd: root,
    env: { ...inherited, ...variables } as NodeJS.ProcessEnv,
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      running.delete(child);
      resolve({ code, output });
    });
  });
}
