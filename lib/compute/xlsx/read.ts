import { Worker } from "node:worker_threads";
import type { Convert, SheetFound } from "#lib/compute/xlsx/convert.ts";
import { WorkbookRefused } from "#lib/compute/xlsx/parts.ts";
import { takeTurn } from "#lib/compute/xlsx/turns.ts";
import type { SheetMessage } from "#lib/compute/xlsx/worker.ts";

/** Megabytes that the texts and rows of one workbook may take. */
const mostMemory = 512;
const outOfMemory =
  "This Excel file needs more memory than one file may take. Save the sheet as CSV, and choose that file.";

export type SheetStep =
  | { readonly kind: "found"; readonly found: SheetFound }
  | { readonly kind: "piece"; readonly bytes: Buffer; readonly share: number };

/**
 * Reads a sheet as comma-separated text (UTF-8) in a thread of its own with a bounded memory: first which sheet it is, then its
 * text in pieces. Throws WorkbookRefused with a sentence. Leaving the loop early ends the thread.
 */
export async function* readSheetText(convert: Convert): AsyncGenerator<SheetStep, void, void> {
  const endTurn = await takeTurn();
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: convert,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory, maxYoungGenerationSizeMb: 32 },
  });
  const arrived: (SheetMessage | Error)[] = [];
  let wake: (() => void) | null = null;
  const take = (message: SheetMessage | Error) => {
    arrived.push(message);
    wake?.();
  };
  worker.on("message", take);
  worker.on("error", take);
  worker.on("exit", endTurn);
  worker.on("exit", (code) => take(new Error(`The thread that read the sheet ended (${code}).`)));
  try {
    for (;;) {
      while (arrived.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const message = arrived.shift();
      if (message === undefined) continue;
      if (message instanceof Error) throw refusalOf(message);
      if (message.kind === "end") return;
      if (message.kind === "refused") throw new WorkbookRefused(message.sentence);
      if (message.kind === "failed") throw Object.assign(new Error(message.message), { code: message.code });
      if (message.kind === "found") yield message;
      else {
        yield { kind: "piece", bytes: Buffer.from(message.bytes.buffer), share: message.share };
        worker.postMessage("more");
      }
    }
  } finally {
    await worker.terminate();
  }
}

function refusalOf(error: Error): Error {
  return "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? new WorkbookRefused(outOfMemory)
    : error;
}
