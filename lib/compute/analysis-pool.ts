import { Worker } from "node:worker_threads";
import type { Frame } from "#lib/accounts/frame.ts";
import type { Asked, Reply } from "#lib/compute/analysis-worker.ts";
import { withMemory } from "#lib/compute/answer-memory.ts";
import { Abandoned, type Analyst, type Asker, type Heard } from "#lib/compute/asker.ts";
import { type Answer, isSlow, type Kind, mostFrames, type Question } from "#lib/compute/question.ts";

/** A pool of analysis threads. Close it before the process ends; questions still open then fail. */
export interface AnalysisPool extends Analyst {
  /** Threads at work, and questions that wait for one. */
  load(): { readonly busy: number; readonly queued: number };
  close(): Promise<void>;
}

interface Job {
  readonly id: number;
  readonly question: Question;
  readonly loadFrame: () => Promise<Frame>;
  readonly heard: Heard;
  /** 1 once nobody wants it: the thread looks there between two steps. */
  readonly stop: Int32Array<SharedArrayBuffer>;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
  /** Frames that were sent to it, the latest last. */
  readonly frames: Set<string>;
}

/** A thread that does not come to the end of a step by then is replaced. */
const graceMs = 2_000;

/**
 * Starts threads that answer analysis questions, natively from TypeScript, one at a time each. What pages wait for goes
 * before slow work in the background, which always leaves one thread free. A frame is sent to a thread once and kept
 * there; answers are remembered. A question that is given up frees its thread between two steps, or within two seconds by
 * ending it. A thread that dies fails its question and is replaced by the next one asked. `warm` starts the first thread
 * at once and compiles the analysis in it; the others start when they are needed, so that the pages have a core while the
 * server starts.
 */
export function startAnalysisPool(size: number, { warm = false } = {}): AnalysisPool {
  const threads: (Thread | null)[] = Array.from({ length: Math.max(1, size) }, () => null);
  const queue: Job[] = [];
  const mostSlow = Math.max(1, size - 1);
  let lastId = 0;
  let closed = false;

  function startThread(at: number, warmed = false): Thread {
    const worker = new Worker(new URL("./analysis-worker.ts", import.meta.url), {
      workerData: { warm: warmed },
    });
    const thread: Thread = { worker, job: null, frames: new Set() };
    worker.on("message", (reply: Reply) => void hear(thread, reply));
    const fail = (error: Error) => {
      if (threads[at] !== thread) return;
      threads[at] = null;
      thread.job?.reject(error);
      thread.job = null;
      assign();
    };
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`The analysis thread ended (${code}).`)));
    // An idle thread must not keep a finished process alive.
    worker.unref();
    threads[at] = thread;
    return thread;
  }

  async function hear(thread: Thread, reply: Reply): Promise<void> {
    const { job } = thread;
    if (job === null || job.id !== reply.id) return;
    if (reply.kind === "progress") return job.heard.onProgress?.(reply.share);
    if (reply.kind === "frame wanted") return sendFrame(thread, job);
    if (reply.kind === "answer") job.resolve(reply.answer);
    else job.reject(new Error(reply.message));
    release(thread);
  }

  async function sendFrame(thread: Thread, job: Job): Promise<void> {
    try {
      const frame = await job.loadFrame();
      if (thread.job !== job || job.stop[0] === 1) return release(thread, job);
      thread.worker.postMessage(asked(job, frame));
      holds(thread, job.question.about.frameKey);
    } catch (error) {
      job.reject(error instanceof Error ? error : new Error(String(error)));
      release(thread, job);
    }
  }

  /** What a thread holds, as far as the pool can tell: it drops what it was sent longest ago. */
  function holds({ frames }: Thread, frameKey: string): void {
    frames.delete(frameKey);
    frames.add(frameKey);
    const [oldest] = frames;
    if (frames.size > mostFrames && oldest !== undefined) frames.delete(oldest);
  }

  function release(thread: Thread, job = thread.job): void {
    if (thread.job !== job) return;
    thread.job = null;
    thread.worker.unref();
    assign();
  }

  const asked = ({ id, question, stop }: Job, frame: Frame | null): Asked => ({ id, question, frame, stop });

  /** Gives waiting questions to idle threads: what a page waits for first, slow work only while a thread stays free. */
  function assign(): void {
    if (closed) return;
    for (const job of [...queue].sort((a, b) => Number(isSlow(a.question)) - Number(isSlow(b.question)))) {
      const slow = threads.filter((thread) => thread?.job && isSlow(thread.job.question)).length;
      if (isSlow(job.question) && slow >= mostSlow) continue;
      const at = idleFor(job.question.about.frameKey);
      if (at < 0) return;
      queue.splice(queue.indexOf(job), 1);
      const thread = threads[at] ?? startThread(at);
      thread.job = job;
      thread.worker.ref();
      thread.worker.postMessage(asked(job, null));
    }
  }

  /** An idle thread: best one that holds the frame, else one that runs, so that a frame seldom lives in two. */
  function idleFor(frameKey: string): number {
    const idle = threads.flatMap((thread, at) => (thread === null || thread.job === null ? [at] : []));
    const holding = idle.find((at) => threads[at]?.frames.has(frameKey));
    return holding ?? idle.find((at) => threads[at] !== null) ?? idle[0] ?? -1;
  }

  function giveUp(job: Job): void {
    job.reject(new Abandoned("Nobody waits for this any more."));
    const waiting = queue.indexOf(job);
    if (waiting >= 0) queue.splice(waiting, 1);
    Atomics.store(job.stop, 0, 1);
    const at = threads.findIndex((thread) => thread?.job === job);
    if (at < 0) return;
    setTimeout(() => {
      const thread = threads[at];
      if (thread?.job !== job) return;
      threads[at] = null;
      void thread.worker.terminate();
      assign();
    }, graceMs).unref();
  }

  const asker: Asker = {
    ask<K extends Kind>(question: Question<K>, loadFrame: () => Promise<Frame>, heard: Heard = {}) {
      if (closed) return Promise.reject(new Error("The analysis threads are closed."));
      return new Promise<Answer<K>>((resolve, reject) => {
        const job: Job = {
          id: ++lastId,
          question: question as Question,
          loadFrame,
          heard,
          stop: new Int32Array(new SharedArrayBuffer(4)),
          resolve: resolve as (answer: unknown) => void,
          reject,
        };
        queue.push(job);
        heard.signal?.addEventListener("abort", () => giveUp(job), { once: true });
        assign();
      });
    },
  };

  async function close(): Promise<void> {
    closed = true;
    const ending = new Error("The analysis threads are closed.");
    for (const job of queue.splice(0)) job.reject(ending);
    await Promise.all(threads.map((thread) => thread?.worker.terminate()));
  }

  if (warm) startThread(0, true);
  const load = () => ({ busy: threads.filter((thread) => thread?.job).length, queued: queue.length });
  return { ...withMemory(asker), load, close };
}
