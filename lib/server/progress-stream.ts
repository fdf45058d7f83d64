import type { Heard } from "#lib/compute/asker.ts";
import { log } from "#lib/server/log.ts";

/** One line of the stream: the share done so far, then what became of it. */
export type ProgressLine = { readonly share: number } | { readonly over: "done" | "superseded" | "failed" };

/** A connection that says nothing for long is cut by whatever stands in between. */
const breathMs = 15_000;

/**
 * Runs slow work while somebody listens, and tells how far it is, a line of JSON at a time. Whoever hangs up is waited
 * for no longer: the work is given up unless somebody else listens.
 */
export function progressStream(request: Request, run: (heard: Heard) => Promise<unknown>): Response {
  const gone = new AbortController();
  const hangUp = () => gone.abort();
  request.signal.addEventListener("abort", hangUp);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const say = (line: ProgressLine) => send(`${JSON.stringify(line)}\n`);
      const breath = setInterval(send, breathMs, "\n");
      say({ share: 0 });
      try {
        await run({ signal: gone.signal, onProgress: (share) => say({ share }) });
        say({ over: "done" });
      } catch (error) {
        if (gone.signal.aborted) return;
        const superseded = error instanceof Error && error.name === "Superseded";
        if (!superseded) log.error({ err: error }, "analysis failed");
        say({ over: superseded ? "superseded" : "failed" });
      } finally {
        clearInterval(breath);
        request.signal.removeEventListener("abort", hangUp);
        if (!gone.signal.aborted) controller.close();
      }
    },
    cancel: hangUp,
  });
  // "no-transform": compressed, the lines would wait for each other.
  const headers = {
    "content-type": "application/x-ndjson",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  };
  return new Response(body, { headers });
}
