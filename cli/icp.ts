import { readPatternsArguments, UsageError, usage } from "./arguments.ts";
import { runPatterns } from "./patterns.ts";

/** Runs one command without the server; what it prints on standard output is the answer and nothing else. */
export async function runCommand(words: readonly string[], folder: string): Promise<number> {
  const [verb, ...rest] = words;
  try {
    if (verb !== "patterns") throw new UsageError(`There is one command, patterns.\n\n${usage}`);
    process.stdout.write(`${await runPatterns(readPatternsArguments(rest, folder))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}
