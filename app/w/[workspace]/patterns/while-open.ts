import { after } from "next/server";

/** Aborted once the answer to this request has been sent, or whoever asked for it has gone before. */
export function whileOpen(): AbortSignal {
  const open = new AbortController();
  after(() => open.abort());
  return open.signal;
}

/** What a promise gives; null where nobody is there any more to see it. */
export async function unlessLeft<T extends object>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
