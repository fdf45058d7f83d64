import { answerQuestion } from "#lib/compute/answer.ts";
import { withMemory } from "#lib/compute/answer-memory.ts";
import { Abandoned, type Analyst, type Asker } from "#lib/compute/asker.ts";

declare global {
  // Route handlers, pages and server.ts load modules separately: the one pool lives where all of them see it.
  var icpAnalysis: Analyst | undefined;
}

/** The server's pool; without one (tests, scripts) questions are answered in this thread. */
export function analyst(): Analyst {
  globalThis.icpAnalysis ??= withMemory(inThisThread());
  return globalThis.icpAnalysis;
}

function inThisThread(): Asker {
  const memory = new Map();
  return {
    ask: async (question, loadFrame, heard) =>
      answerQuestion(question, await loadFrame(), memory, (share) => {
        if (heard?.signal?.aborted) throw new Abandoned("Nobody waits for this any more.");
        heard?.onProgress?.(share);
      }),
  };
}
