// The front door and what works in the background load this module separately; on globalThis they see the same requests.
const shared = globalThis as typeof globalThis & { icpPagesUnderWay?: Set<{ readonly since: number }> };
shared.icpPagesUnderWay ??= new Set();
const underWay = shared.icpPagesUnderWay;

/** What takes longer follows something, such as an import's progress, or waits for more than a turn on this thread. */
const longestMs = 500;

/** Somebody has asked for a page. Returns what is to be called once it is answered. */
export function pageBegins(): () => void {
  const page = { since: performance.now() };
  underWay.add(page);
  return () => underWay.delete(page);
}

/** Whether somebody waits for a page right now. */
export function isPageUnderWay(): boolean {
  const earliest = performance.now() - longestMs;
  for (const { since } of underWay) if (since > earliest) return true;
  return false;
}
