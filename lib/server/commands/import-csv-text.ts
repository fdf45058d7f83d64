import type { Result } from "#lib/errors/result.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import type { Actor } from "#lib/server/actor.ts";
import type { ImportDone } from "#lib/server/commands/import-run.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { removeUpload } from "#lib/server/upload-files.ts";

export interface CsvText {
  readonly fileName: string;
  readonly text: string;
  readonly mapping: Mapping;
}

/** Imports a table that the product made itself, by the very way of a file that somebody drops. Errors as importTable. */
export async function importCsvText(
  actor: Actor,
  { fileName, text, mapping }: CsvText,
): Promise<Result<ImportDone>> {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  const upload = await receiveUpload(actor, { fileName, length: bytes.length, body });
  if (!upload.ok) return upload;
  try {
    return await importTable(actor, { uploadId: upload.value.id, mapping, skipBadRows: false });
  } finally {
    await removeUpload(upload.value.id);
  }
}
