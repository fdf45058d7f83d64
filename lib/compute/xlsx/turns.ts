/** Workbooks read at the same time in one process; each may take half a gigabyte. */
const mostThreads = 3;

interface Turns {
  running: number;
  readonly waiting: (() => void)[];
}

// Pages and route handlers load this module separately; on globalThis they count together.
const shared = globalThis as typeof globalThis & { icpSheetThreads?: Turns };
shared.icpSheetThreads ??= { running: 0, waiting: [] };
const turns = shared.icpSheetThreads;

/** Waits for a turn to read a workbook. What it gives ends the turn, however often it is called. */
export async function takeTurn(): Promise<() => void> {
  if (turns.running >= mostThreads) await new Promise<void>((resolve) => turns.waiting.push(resolve));
  else turns.running++;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    const next = turns.waiting.shift();
    if (next === undefined) turns.running--;
    else next();
  };
}
