import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { createRandom } from "#lib/stats/random.ts";
import { root } from "../prepare.ts";

const data = path.join(root, "..", "shared", "data");

/** The tables beside the project: others' work, never part of it. */
export const tables = {
  telco: path.join(data, "telco", "Telco-Customer-Churn.csv"),
  adult: path.join(data, "adult", "adult.csv"),
  synth: path.join(data, "synth_100k_40.csv.gz"),
} as const;

export function needTables(): void {
  const missing = Object.values(tables).filter((file) => !existsSync(file));
  if (missing.length > 0) throw new Error(`the tables are not here: ${missing.join(", ")}`);
}

/**
 * Runs with the generated table as a plain file, and with a way to draw a larger one from it with replacement: drawn before it is
 * needed, 300 MB on their way to the disk would be measured with whatever runs meanwhile.
 */
export async function withSynth<T>(
  run: (synth: string, draw: (rows: number) => Promise<string>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "icp-bench-"));
  try {
    const text = gunzipSync(await readFile(tables.synth)).toString();
    const synth = path.join(folder, "synth.csv");
    await writeFile(synth, text);
    return await run(synth, async (rows) => {
      const drawn = path.join(folder, "drawn.csv");
      await writeFile(drawn, drawLines(text, rows));
      return drawn;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function* drawLines(text: string, rows: number): Generator<string> {
  const [head = "", ...lines] = text.trim().split("\n");
  yield `${head}\n`;
  const random = createRandom(42);
  for (let written = 0; written < rows; ) {
    const piece: string[] = [];
    for (; piece.length < 10_000 && written < rows; written++)
      piece.push(lines[Math.floor(random() * lines.length)]!);
    yield `${piece.join("\n")}\n`;
  }
}
