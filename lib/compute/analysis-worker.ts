import { parentPort, workerData } from "node:worker_threads";
import type { Frame } from "#lib/accounts/frame.ts";
import type { Analysis } from "#lib/analysis/patterns.ts";
import { answerQuestion, type Question } from "#lib/compute/answer.ts";
import { warmUp } from "#lib/compute/warm-up.ts";

/** What the pool sends: a question, with its frame where the worker said it does not hold it. */
export interface Asked {
  readonly id: number;
  readonly question: Question;
  readonly frame: Frame | null;
}

/** What a worker sends back. */
export type Reply =
  | { readonly id: number; readonly kind: "answer"; readonly answer: unknown }
  | { readonly id: number; readonly kind: "frame wanted" }
  | { readonly id: number; readonly kind: "failed"; readonly message: string };

const mostFrames = 3;
const frames = new Map<string, Frame>();
const memory = new Map<string, Analysis>();

function keep(key: string, frame: Frame): void {
  frames.set(key, frame);
  const oldest = frames.keys().next().value;
  if (frames.size > mostFrames && oldest !== undefined) frames.delete(oldest);
}

function reply({ id, question, frame }: Asked): Reply {
  const key = question.about.frameKey;
  if (frame !== null) keep(key, frame);
  const held = frames.get(key);
  if (held === undefined) return { id, kind: "frame wanted" };
  try {
    return { id, kind: "answer", answer: answerQuestion(question, held, memory) };
  } catch (error) {
    return {
      id,
      kind: "failed",
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

parentPort?.on("message", (asked: Asked) => parentPort?.postMessage(reply(asked)));
if (workerData?.warm === true) warmUp();
