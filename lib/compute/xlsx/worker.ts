import { parentPort, workerData } from "node:worker_threads";
import { type Convert, convertSheet, type SheetFound } from "#lib/compute/xlsx/convert.ts";
import { WorkbookRefused } from "#lib/compute/xlsx/parts.ts";

/** What the thread says. After each piece it waits to be asked for more, so that a slow reader is not buried. */
export type SheetMessage =
  | { readonly kind: "found"; readonly found: SheetFound }
  | { readonly kind: "piece"; readonly bytes: Uint8Array; readonly share: number }
  | { readonly kind: "end" }
  | { readonly kind: "refused"; readonly sentence: string }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

const port = parentPort;
const ahead = 4;
/** Whoever does not ask for so long has gone without saying so; the thread must not live for ever. */
const longestWait = 20 * 60_000;
let credit = ahead;
let wake: (() => void) | null = null;
port?.on("message", () => {
  credit++;
  wake?.();
});

const say = (message: SheetMessage) => port?.postMessage(message);

/** Waits until there is room for another piece; false: nobody asks any more. */
async function isWanted(): Promise<boolean> {
  while (credit <= 0) {
    const asked = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), longestWait);
      wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
    if (!asked) return false;
  }
  return true;
}

async function run(): Promise<void> {
  try {
    for await (const { text, share } of convertSheet(workerData as Convert, (found) =>
      say({ kind: "found", found }),
    )) {
      if (!(await isWanted())) break;
      credit--;
      say({ kind: "piece", bytes: new TextEncoder().encode(text), share });
    }
    say({ kind: "end" });
  } catch (error) {
    if (error instanceof WorkbookRefused) say({ kind: "refused", sentence: error.sentence });
    else {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      say({ kind: "failed", code, message: error instanceof Error ? error.message : String(error) });
    }
  }
  port?.close();
}

await run();
