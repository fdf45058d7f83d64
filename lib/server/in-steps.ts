import { setImmediate as turnOfOthers } from "node:timers/promises";
import type { Steps } from "#lib/import/steps.ts";

/** How long this process computes before requests that wait have a turn. */
const longestTurnMs = 15;

/** Runs a long computation in steps, so that everybody else's pages are answered meanwhile. */
export async function inSteps<T>(steps: Steps<T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < longestTurnMs) continue;
    await turnOfOthers();
    since = performance.now();
  }
}
