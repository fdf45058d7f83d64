import { setImmediate as turnOfOthers } from "node:timers/promises";
import type { Steps } from "#lib/import/steps.ts";

/** How long this process computes before requests that wait have a turn. */
const longestTurnMs = 15;

/** Makes the function to be awaited again and again within long work: it pauses when others have waited long enough. */
function createTurns(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < longestTurnMs) return undefined;
    return turnOfOthers().then(() => {
      since = performance.now();
    });
  };
}

/** Runs a long computation in steps, so that everybody else's pages are answered meanwhile; `between` may end it by throwing. */
export async function inSteps<T>(steps: Steps<T>, between: () => void = () => undefined): Promise<T> {
  const othersTurn = createTurns();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const pause = othersTurn();
    if (pause === undefined) continue;
    await pause;
    between();
  }
}

/** The items in lists of a few, with a pause between them where others wait. */
export async function* inTurns<T>(
  items: readonly T[],
  atOnce = 256,
): AsyncGenerator<readonly T[], void, void> {
  const othersTurn = createTurns();
  for (let at = 0; at < items.length; at += atOnce) {
    yield items.slice(at, at + atOnce);
    const pause = othersTurn();
    if (pause !== undefined) await pause;
  }
}
