import { can } from "#lib/access/can.ts";
import { hasTooManyRows } from "#lib/compute/too-many-rows.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";
import type { Actor } from "#lib/server/actor.ts";
import { type ImportSetInput, startImportSet } from "#lib/server/commands/import-set.ts";
import { rememberReadings } from "#lib/server/commands/import-set-write.ts";
import { startTable } from "#lib/server/commands/import-table.ts";
import { hashOfReading } from "#lib/server/queries/import-set-preview.ts";
import { type PlainTable, plainTable } from "#lib/server/queries/plain-table.ts";
import { openSet } from "#lib/server/queries/read-set.ts";

/**
 * Imports files that were taken in, all of them or none, and returns as soon as that runs: the id names the import. A table of
 * accounts that comes alone into an empty workspace streams in as it is; anything else is joined. Errors: "not-allowed",
 * "not-found", "file-unreadable", "mapping-unfinished", "already-imported".
 */
export async function startImport(actor: Actor, input: ImportSetInput): Promise<Result<{ id: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const results = await openSet(actor, input.uploadIds);
  if (!results.ok) return results;
  const plain = await plainTable(actor, results.value, input.asOf);
  if (plain !== null) return startPlain(actor, plain, input);
  const started = await startImportSet(actor, input);
  return started.ok ? ok({ id: started.value.setId }) : started;
}

async function startPlain(
  actor: Actor,
  { opened, table, mapping }: PlainTable,
  { asOf, skipBadRows }: ImportSetInput,
): Promise<Result<{ id: string }>> {
  if (await hasTooManyRows(opened.file))
    return fail("file-unreadable", { sentence: sentenceOfRefusal({ reason: "too many rows" }) });
  const started = await startTable(actor, {
    ...{ upload: opened.upload, table, mapping, skipBadRows, change: opened.change },
    mappingHash: hashOfReading(opened, asOf),
    also: (client) => rememberReadings(client, actor, [{ opened }]),
  });
  return started.ok ? ok({ id: started.value.importId }) : started;
}
