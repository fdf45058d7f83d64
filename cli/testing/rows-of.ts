import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type ImportJson, runImport } from "../import.ts";
import { readImportArguments } from "../import-arguments.ts";

export type Rows = ImportJson & { readonly table: string[][] };

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** Gives a test file a folder of its own; what is returned reads a file's content with the command, cell by cell, as is said of it. */
export function rowsOfFolder(): (
  content: string | Uint8Array,
  change?: object,
  name?: string,
) => Promise<Rows> {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "import-cells-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return async (content, change = {}, name = "table.csv") => {
    await writeFile(join(folder, name), content);
    await writeFile(join(folder, "how.json"), JSON.stringify({ [name]: change }));
    const words = [name, "--mapping", "how.json", "--rows", "--json"];
    const { answer } = await runImport(readImportArguments(words, folder));
    const json = JSON.parse(await textOf(answer)) as ImportJson;
    return { ...json, table: (json.rows?.[0] ?? []).map((row) => [...row]) };
  };
}
