import { fail, ok, type Result } from "#lib/errors/result.ts";
import { problemCsvLine, problemsCsvHead } from "#lib/import/problems-csv.ts";
import { createFileReader } from "#lib/import/read-file.ts";
import type { Actor } from "#lib/server/actor.ts";
import { loadImport } from "#lib/server/queries/load-imports.ts";
import { todayInDays } from "#lib/server/queries/read-set.ts";
import { layoutBytes, openUpload, readUpload } from "#lib/server/queries/read-upload.ts";

/** More than anybody mends by hand; what comes after is of the same kinds. */
export const linesAtMost = 100_000;

export interface ProblemsFile {
  readonly fileName: string;
  readonly lines: AsyncIterable<string>;
}

const nameOf = (fileName: string) =>
  `problems in ${fileName.replace(/\.[a-z]{1,4}$/i, "").replaceAll(/[^\w .-]+/g, "_")}.csv`;

/** Every problem of an upload under the mapping chosen so far, read from the file as it is sent. Error: "not-found". */
export async function problemsOfUpload(actor: Actor, uploadId: string): Promise<Result<ProblemsFile>> {
  const upload = await readUpload(actor, uploadId);
  if (!upload.ok) return upload;
  const { mapping, sha256, fileName } = upload.value;
  if (mapping === null) return fail("not-found");
  const table = await openUpload(upload.value, layoutBytes);
  if (!table.ok) return table;
  const today = todayInDays();
  async function* lines(): AsyncGenerator<string> {
    if (mapping === null || !table.ok) return;
    const reader = createFileReader(mapping, sha256, { today, issuesKept: linesAtMost });
    yield problemsCsvHead;
    let sent = 0;
    for await (const { rows } of table.value.batches()) {
      reader.read(rows);
      yield reader.issues.slice(sent).map(problemCsvLine).join("");
      sent = reader.issues.length;
    }
  }
  return ok({ fileName: nameOf(fileName), lines: lines() });
}

/** The problems kept with an import. Error: "not-found". */
export async function problemsOfImport(actor: Actor, importId: string): Promise<Result<ProblemsFile>> {
  const found = await loadImport(actor, importId);
  if (!found.ok) return found;
  async function* lines(problems: readonly Parameters<typeof problemCsvLine>[0][]): AsyncGenerator<string> {
    yield problemsCsvHead + problems.map(problemCsvLine).join("");
  }
  return ok({ fileName: nameOf(found.value.fileName), lines: lines(found.value.problems) });
}
