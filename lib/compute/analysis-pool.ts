import { Worker } from "node:worker_threads";
import type { Frame } from "#lib/accounts/frame.ts";
import { type Analyst, withMemory } from "#lib/compute/analysis.ts";
import type { Asked, Reply } from "#lib/compute/analysis-worker.ts";
import type { Answer, Kind, Question } from "#lib/compute/answer.ts";

/** A pool of analysis threads. Close it before the process ends; questions still open then fail. */
export interface AnalysisPool extends Analyst {
  close(): Promise<void>;
}

interface Waiting {
  readonly question: Question;
  readonly loadFrame: () => Promise<Frame>;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly open: Map<number, Waiting>;
}

/**
 * Starts threads that answer analysis questions, natively from TypeScript. A frame is sent to a thread once and kept
 * there; answers are remembered. A thread that dies fails its open questions and is replaced by the next one asked.
 * `warm` starts the first thread at once and compiles the analysis in it; the others start when they are needed, so that
 * the pages have a core while the server starts.
 */
export function startAnalysisPool(size: number, { warm = false } = {}): AnalysisPool {
  const threads: (Thread | null)[] = Array.from({ length: Math.max(1, size) }, () => null);
  let lastId = 0;
  let closed = false;

  function startThread(at: number, warm = false): Thread {
    const worker = new Worker(new URL("./analysis-worker.ts", import.meta.url), { workerData: { warm } });
    const thread: Thread = { worker, open: new Map() };
    worker.on("message", (reply: Reply) => void settle(thread, reply));
    const fail = (error: Error) => {
      if (threads[at] === thread) threads[at] = null;
      for (const { reject } of thread.open.values()) reject(error);
      thread.open.clear();
    };
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`The analysis thread ended (${code}).`)));
    // An idle thread must not keep a finished process alive.
    worker.unref();
    threads[at] = thread;
    return thread;
  }

  async function settle(thread: Thread, reply: Reply): Promise<void> {
    const waiting = thread.open.get(reply.id);
    if (waiting === undefined) return;
    if (reply.kind === "frame wanted") {
      try {
        const asked: Asked = { id: reply.id, question: waiting.question, frame: await waiting.loadFrame() };
        thread.worker.postMessage(asked);
        return;
      } catch (error) {
        waiting.reject(error instanceof Error ? error : new Error(String(error)));
      }
    } else if (reply.kind === "answer") waiting.resolve(reply.answer);
    else waiting.reject(new Error(reply.message));
    thread.open.delete(reply.id);
    if (thread.open.size === 0) thread.worker.unref();
  }

  /** The thread with the fewest open questions; the first of them, so that a frame seldom lives in two. */
  function leastBusy(): Thread {
    let best = 0;
    for (let at = 1; at < threads.length; at++) {
      if ((threads[at]?.open.size ?? 0) < (threads[best]?.open.size ?? 0)) best = at;
    }
    return threads[best] ?? startThread(best);
  }

  function ask<K extends Kind>(question: Question<K>, loadFrame: () => Promise<Frame>): Promise<Answer<K>> {
    if (closed) return Promise.reject(new Error("The analysis threads are closed."));
    const thread = leastBusy();
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      const open = resolve as (answer: unknown) => void;
      thread.open.set(id, { question: question as Question, loadFrame, resolve: open, reject });
      thread.worker.ref();
      const asked: Asked = { id, question: question as Question, frame: null };
      thread.worker.postMessage(asked);
    });
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.all(threads.map((thread) => thread?.worker.terminate()));
  }

  if (warm) startThread(0, true);
  return { ...withMemory({ ask }), close };
}
