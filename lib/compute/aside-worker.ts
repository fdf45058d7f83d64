import { type MessagePort, workerData } from "node:worker_threads";
import { works } from "#lib/analysis/search/works.ts";
import { asideSignals, type Done, type Sent } from "#lib/compute/aside-thread.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";
import { stepBehindPages } from "#lib/compute/thread-priority.ts";

const { signals, port, behind } = workerData as {
  readonly signals: Int32Array<SharedArrayBuffer>;
  readonly port: MessagePort;
  readonly behind: boolean;
};

let open: { readonly work: number; readonly doIt: (piece: never) => unknown } | null = null;

let whyNot = "The second thread was not told what to do.";

/** What cannot be opened has no answers: the first piece says why. */
function begin({ work, name, about }: Extract<Sent, { readonly kind: "open" }>): void {
  try {
    const known = works.find((one) => one.name === name);
    if (known === undefined) throw new Error(`The second thread knows no work called ${name}.`);
    const pulse = () => {
      if (Atomics.load(signals, asideSignals.wanted) !== work)
        throw new Error("Nobody waits for this any more.");
    };
    open = { work, doIt: known.open(about as never, loadKernel(), pulse) };
  } catch (error) {
    whyNot = sayError(error);
  }
}

const sayError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

function answer({ work, piece }: Extract<Sent, { readonly kind: "piece" }>): Done {
  try {
    if (open?.work !== work) throw new Error(whyNot);
    return { work, result: open.doIt(piece as never) };
  } catch (error) {
    return { work, failed: sayError(error) };
  }
}

if (behind) stepBehindPages();
port.on("message", (sent: Sent) => {
  // What it was told of is let go first: two large tables would lie beside each other.
  if (sent.kind !== "piece") open = null;
  if (sent.kind === "open") begin(sent);
  if (sent.kind !== "piece") return;
  port.postMessage(answer(sent));
  Atomics.add(signals, asideSignals.done, 1);
  Atomics.notify(signals, asideSignals.done);
});
Atomics.store(signals, asideSignals.ready, 1);
