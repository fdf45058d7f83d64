import { ok } from "#lib/errors/result.ts";
import { handle } from "#lib/server/handle.ts";
import { progressOfLook, stopLook } from "#lib/server/queries/import-set-preview.ts";

const filesIn = (request: Request) => (new URL(request.url).searchParams.get("files") ?? "").split(",");

/** How far the look at these files is. */
export const GET = handle({
  action: "import",
  run: async (actor, request) => ok(progressOfLook(actor, filesIn(request))),
});

/** Ends it: a change has made another one needed, or nobody waits for it any more. */
export const DELETE = handle({
  action: "import",
  run: async (actor, request) => {
    stopLook(actor, filesIn(request));
    return ok(null);
  },
});
