import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type FileChange, readFileChanges } from "#lib/import/file-change.ts";
import { seeHelp, UsageError, wrongWords } from "./arguments.ts";

export const importUsage = `npm run -s icp -- import FILE [FILE…] [options]

  --mapping FILE             JSON: how files are to be read where the guess is wrong, by file name:
                             {"deals.csv": {"source": "hubspot-deals", "delimiter": ";", "encoding": "utf-8",
                               "columns": {"Close Date": {"dateOrder": "day first"},
                                           "Amount": {"currency": "USD", "rates": {"EUR": 1.1}}}},
                              "own.csv": {"columns": {"ARR": {"currencyFrom": "Currency"}, "Fee": {"amountsIn": "EUR"}}},
                              "book.xlsx": {"sheet": "Deals"}, "report.csv": {"headingsRow": 4, "footerLines": 2}}
  --rows                     also the cells of every file, exactly as read
  --json                     JSON instead of a report`;

export interface ImportArguments {
  readonly files: readonly string[];
  /** By file name. */
  readonly changes: ReadonlyMap<string, FileChange>;
  readonly rows: boolean;
  readonly json: boolean;
}

/** Reads the words after `import`. File names are meant from `folder`. Throws UsageError. */
export function readImportArguments(words: readonly string[], folder: string): ImportArguments {
  const { values, positionals } = parse(words);
  if (positionals.length === 0) throw new UsageError(`Name a file. ${seeHelp}`);
  return {
    files: positionals.map((file) => path.resolve(folder, file)),
    changes: values.mapping === undefined ? new Map() : readChanges(path.resolve(folder, values.mapping)),
    rows: values.rows ?? false,
    json: values.json ?? false,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { mapping: { type: "string" }, rows: { type: "boolean" }, json: { type: "boolean" } },
    });
  } catch (error) {
    throw wrongWords(error);
  }
}

function readChanges(file: string): ReadonlyMap<string, FileChange> {
  const changes = readFileChanges(jsonIn(file));
  if (!changes.ok) throw new UsageError(`The mapping ${file} is not right: ${changes.problems}`);
  return new Map(Object.entries(changes.value));
}

const whyNot: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  ENOTDIR: "is not there",
  EISDIR: "is a folder",
  EACCES: "may not be read",
};

function jsonIn(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const why = whyNot[(error as NodeJS.ErrnoException).code ?? ""] ?? "cannot be read";
    throw new UsageError(`The mapping ${file} ${why}.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const [said] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UsageError(`The mapping ${file} is not JSON: ${said}.`);
  }
}
