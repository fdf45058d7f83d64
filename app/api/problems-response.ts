import type { Result } from "#lib/errors/result.ts";
import type { ProblemsFile } from "#lib/server/queries/import-problems.ts";

/** A table of problems as a download, sent as it is read; the failure as it is where there is none. */
export function problemsResponse(result: Result<ProblemsFile>): Response | Result<never> {
  if (!result.ok) return result;
  const lines = result.value.lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${result.value.fileName}"`,
      "cache-control": "no-store",
    },
  });
}
