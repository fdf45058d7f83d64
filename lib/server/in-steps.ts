import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Steps } from "#lib/import/steps.ts";
import { isPageUnderWay } from "#lib/server/pages-under-way.ts";

/** How long this process computes before requests that wait have a turn. */
const longestTurnMs = 5;
/** While somebody waits for a page, work in the background rests so many times as long as it has worked. */
const restForWork = 2;
/** What was longer was waiting itself, for the database or the disk. */
const longestWorkMs = 20;

let lastTurn = 0;

/**
 * Between two steps of long work: everybody else has a turn. A page needs dozens of them, one for each answer of the database,
 * and with a step between each two it would take several times as long.
 */
export async function turnOfOthers(): Promise<void> {
  const now = performance.now();
  const until = now + restForWork * Math.min(now - lastTurn, longestWorkMs);
  await nextTurn();
  while (isPageUnderWay() && performance.now() < until) await pause(1);
  lastTurn = performance.now();
}

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
