import type { Frame } from "#lib/accounts/frame.ts";
import { type Answer, answerQuestion, type Kind, type Question } from "#lib/compute/answer.ts";

/** Answers questions about frames, off the request thread where the server made a pool. */
export interface Analyst {
  /** `loadFrame` is called only where no one holds the frame of `question.about.frameKey` yet. */
  ask<K extends Kind>(question: Question<K>, loadFrame: () => Promise<Frame>): Promise<Answer<K>>;
}

declare global {
  // Route handlers, pages and server.ts load modules separately: the one pool lives where all of them see it.
  var icpAnalysis: Analyst | undefined;
}

/** The server's pool; without one (tests, scripts) questions are answered in this thread. */
export function analyst(): Analyst {
  globalThis.icpAnalysis ??= withMemory(inThisThread());
  return globalThis.icpAnalysis;
}

function inThisThread(): Analyst {
  const memory = new Map();
  return { ask: async (question, loadFrame) => answerQuestion(question, await loadFrame(), memory) };
}

const mostAnswers = 200;

/**
 * Remembers answers by their question: an analysis is a pure function of (data revision, definition, options), so what
 * was answered stays true. Questions asked while the same one is being answered wait for it.
 */
export function withMemory(analyst: Analyst): Analyst {
  const answers = new Map<string, Promise<unknown>>();
  return {
    ask<K extends Kind>(question: Question<K>, loadFrame: () => Promise<Frame>): Promise<Answer<K>> {
      const key = JSON.stringify(question);
      const known = answers.get(key);
      // Put last again: the map drops what was asked longest ago.
      if (known !== undefined) answers.delete(key);
      const answer = known ?? analyst.ask(question, loadFrame);
      answers.set(key, answer);
      answer.catch(() => answers.delete(key));
      const oldest = answers.keys().next().value;
      if (answers.size > mostAnswers && oldest !== undefined) answers.delete(oldest);
      return answer as Promise<Answer<K>>;
    },
  };
}
