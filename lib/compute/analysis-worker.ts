import { availableParallelism } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { Frame } from "#lib/accounts/frame.ts";
import type { Analysis } from "#lib/analysis/patterns.ts";
import type { Aside } from "#lib/analysis/search/aside.ts";
import { answerQuestion } from "#lib/compute/answer.ts";
import { startAside } from "#lib/compute/aside-thread.ts";
import { type Kind, mostFrames, type Question } from "#lib/compute/question.ts";
import { stepBehindPages } from "#lib/compute/thread-priority.ts";
import { warmUp } from "#lib/compute/warm-up.ts";

/** What the pool sends: a question, with its frame where the worker said it does not hold it. */
export interface Asked {
  readonly id: number;
  readonly question: Question;
  readonly frame: Frame | null;
  /** Shared with the pool: 1 once the answer is not wanted any more. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

/** What a worker sends back. */
export type Reply =
  | { readonly id: number; readonly kind: "answer"; readonly answer: unknown }
  | { readonly id: number; readonly kind: "frame wanted" }
  | { readonly id: number; readonly kind: "progress"; readonly share: number }
  | { readonly id: number; readonly kind: "failed"; readonly message: string };

/** More often nobody could see it. */
const progressMs = 100;
/** Started with the first search: most questions need no second thread. */
let aside: Aside | null = null;
const searching: readonly Kind[] = ["rules", "settledRules", "shuffleCheck", "backTest"];

function asideFor(kind: Kind): Aside | null {
  if (aside === null && searching.includes(kind) && availableParallelism() > 1)
    aside = startAside({ behind: true });
  return aside;
}

const frames = new Map<string, Frame>();
const memory = new Map<string, Analysis>();

function keep(key: string, frame: Frame): void {
  frames.set(key, frame);
  const oldest = frames.keys().next().value;
  if (frames.size > mostFrames && oldest !== undefined) frames.delete(oldest);
}

/** Tells how far the work is, and stops it where nobody wants it any more. */
function ticker({ id, stop }: Asked): (share: number) => void {
  let told = performance.now();
  let last = 0;
  return (share) => {
    if (Atomics.load(stop, 0) === 1) throw new Error("Nobody waits for this any more.");
    if (share === last || performance.now() - told < progressMs) return;
    told = performance.now();
    last = share;
    parentPort?.postMessage({ id, kind: "progress", share } satisfies Reply);
  };
}

function reply(asked: Asked): Reply {
  const { id, question, frame } = asked;
  const key = question.about.frameKey;
  if (frame !== null) keep(key, frame);
  const held = frames.get(key);
  if (held === undefined) return { id, kind: "frame wanted" };
  try {
    return {
      id,
      kind: "answer",
      answer: answerQuestion(question, held, memory, ticker(asked), asideFor(question.kind)),
    };
  } catch (error) {
    return {
      id,
      kind: "failed",
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

stepBehindPages();
parentPort?.on("message", (asked: Asked) => parentPort?.postMessage(reply(asked)));
if (workerData?.warm === true) warmUp();
