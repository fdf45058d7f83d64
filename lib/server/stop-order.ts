import { setTimeout as pause } from "node:timers/promises";

/** What has not stopped by then is left behind: the database, which is last, takes back what it was doing. */
const usualLimitMs = 3_000;

export interface StopOrder {
  /** Remembers how to stop something that has just been started, and how long that may take. */
  add(name: string, stop: () => Promise<unknown>, limitMs?: number): void;
  /** Stops everything in the reverse order; one failure does not keep the rest from stopping. */
  run(onFailure: (name: string, error: unknown) => void): Promise<void>;
}

export function createStopOrder(): StopOrder {
  const stops: { name: string; stop: () => Promise<unknown>; limitMs: number }[] = [];
  return {
    add: (name, stop, limitMs = usualLimitMs) => stops.push({ name, stop, limitMs }),
    run: async (onFailure) => {
      for (let next = stops.pop(); next; next = stops.pop()) {
        const { name, stop, limitMs } = next;
        const given = pause(limitMs, undefined, { ref: false });
        await Promise.race([stop(), given]).catch((error: unknown) => onFailure(name, error));
      }
    },
  };
}
