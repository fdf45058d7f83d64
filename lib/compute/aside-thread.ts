import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Aside, AsideWork, Work } from "#lib/analysis/search/aside.ts";

/** What the second thread is sent: what its pieces are of, the next piece, or that none follows. */
export type Sent = { readonly work: number } & (
  | { readonly kind: "open"; readonly name: string; readonly about: unknown }
  | { readonly kind: "piece"; readonly piece: unknown }
  | { readonly kind: "close" }
);

/** What comes back for a piece. */
export type Done = { readonly work: number } & ({ readonly result: unknown } | { readonly failed: string });

/** Numbers that both threads see: whether it is there, how many pieces it has done, and the work that is wanted, 0 for none. */
export const asideSignals = { ready: 0, done: 1, wanted: 2 } as const;

/** More rows than this are not copied for a second thread: memory is dearer than time there. */
const mostRows = 200_000;
/** A thread that takes so long for one piece has died, or may as well have: the piece is done here, and no further one there. */
const patienceMs = 60_000;

/**
 * A second thread for what can be shared out (see shareOut), for callers that wait without an event loop. It starts at once and
 * is made use of as soon as it is there. `behind`: it lets pages go first, like the thread that asks for it.
 */
export function startAside({ behind = false } = {}): Aside {
  const signals = new Int32Array(new SharedArrayBuffer(12));
  const { port1, port2 } = new MessageChannel();
  // Not written as one expression: a bundler would look for the file and take it along.
  const here = import.meta.url;
  const worker = new Worker(new URL("aside-worker.ts", here), {
    workerData: { signals, port: port2, behind },
    transferList: [port2],
  });
  let isGone = false;
  worker.on("error", () => {
    isGone = true;
  });
  // Neither keeps a finished process alive.
  worker.unref();
  port1.unref();
  let last = 0;

  function wait(work: number): unknown {
    for (const began = Date.now(); ; ) {
      const seen = Atomics.load(signals, asideSignals.done);
      for (let got = receiveMessageOnPort(port1); got !== undefined; got = receiveMessageOnPort(port1)) {
        const done = got.message as Done;
        // Of work that was given up something may still come.
        if (done.work !== work) continue;
        if ("failed" in done) throw new Error(done.failed);
        return done.result;
      }
      if (Date.now() - began > patienceMs) {
        isGone = true;
        return null;
      }
      Atomics.wait(signals, asideSignals.done, seen, patienceMs);
    }
  }

  return {
    open<About, Piece, Result>(
      of: Work<About, Piece, Result>,
      about: About,
    ): AsideWork<Piece, Result> | null {
      if (isGone || Atomics.load(signals, asideSignals.ready) === 0 || of.rows(about) > mostRows) return null;
      const work = ++last;
      const send = (sent: Sent) => port1.postMessage(sent);
      Atomics.store(signals, asideSignals.wanted, work);
      send({ work, kind: "open", name: of.name, about });
      return {
        begin: (piece) => send({ work, kind: "piece", piece }),
        end: () => wait(work) as Result | null,
        close() {
          Atomics.store(signals, asideSignals.wanted, 0);
          send({ work, kind: "close" });
        },
      };
    },
  };
}
