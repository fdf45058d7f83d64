import { type MessagePort, workerData } from "node:worker_threads";
import { openWork, type Piece, type Result, type WorkKind } from "#lib/analysis/search/aside.ts";
import { asideSignals, type Done, type Sent } from "#lib/compute/aside-thread.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";
import { stepBehindPages } from "#lib/compute/thread-priority.ts";

const { signals, port, behind } = workerData as {
  readonly signals: Int32Array<SharedArrayBuffer>;
  readonly port: MessagePort;
  readonly behind: boolean;
};

let open: { readonly work: number; readonly doIt: (piece: Piece) => Result } | null = null;

let whyNot = "The second thread was not told what to do.";

/** What cannot be opened has no answers: the first piece says why. */
function begin({ work, kind, about }: Extract<Sent, { readonly kind: WorkKind }>): void {
  open = null;
  try {
    open = { work, doIt: openWork(kind, about, loadKernel()) as (piece: Piece) => Result };
  } catch (error) {
    whyNot = sayError(error);
  }
}

const sayError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

function answer({ work, piece }: { readonly work: number; readonly piece: Piece }): Done {
  try {
    if (open?.work !== work) throw new Error(whyNot);
    return { work, result: open.doIt(piece) };
  } catch (error) {
    return { work, failed: sayError(error) };
  }
}

if (behind) stepBehindPages();
port.on("message", (sent: Sent) => {
  if ("kind" in sent) return begin(sent);
  port.postMessage(answer(sent));
  Atomics.add(signals, asideSignals.done, 1);
  Atomics.notify(signals, asideSignals.done);
});
Atomics.store(signals, asideSignals.ready, 1);
