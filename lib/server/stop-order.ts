export interface StopOrder {
  /** Remembers how to stop something that has just been started. */
  add(name: string, stop: () => Promise<unknown>): void;
  /** Stops everything in the reverse order; one failure does not keep the rest from stopping. */
  run(onFailure: (name: string, error: unknown) => void): Promise<void>;
}

export function createStopOrder(): StopOrder {
  const stops: { name: string; stop: () => Promise<unknown> }[] = [];
  return {
    add: (name, stop) => stops.push({ name, stop }),
    run: async (onFailure) => {
      for (let next = stops.pop(); next; next = stops.pop()) {
        await next.stop().catch(onFailure.bind(null, next.name));
      }
    },
  };
}
