import { once } from "node:events";
import { readPatternsArguments, seeHelp, UsageError, usage } from "./arguments.ts";
import { runImport } from "./import.ts";
import { importUsage, readImportArguments } from "./import-arguments.ts";
import { runPatterns } from "./patterns.ts";

/**
 * Runs one command without the server; what it prints on standard output is the answer and nothing else. Ends with 0, with 1
 * where a file could not be read, with 2 where the command was not given right.
 */
export async function runCommand(words: readonly string[], folder: string): Promise<number> {
  const [verb, ...rest] = words;
  try {
    if (words.some((word) => word === "--help" || word === "-h")) return print(`${usage}\n\n${importUsage}`);
    if (verb === "patterns") return print(await runPatterns(readPatternsArguments(rest, folder)));
    if (verb === "import") {
      const { answer, refusals, remarks } = await runImport(readImportArguments(rest, folder));
      for (const sentence of [...refusals, ...remarks]) console.error(sentence);
      await printPieces(answer);
      return refusals.length > 0 ? 1 : 0;
    }
    throw new UsageError(`There are two commands, patterns and import. ${seeHelp}`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

/** Waits for whoever reads, so that a long answer does not pile up in memory. */
async function printPieces(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, "drain");
  print("");
}

function print(answer: string): number {
  process.stdout.write(`${answer}\n`);
  return 0;
}
