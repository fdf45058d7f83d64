import { handle } from "#lib/server/handle.ts";
import { loadImportSet } from "#lib/server/queries/load-import-set.ts";

/** How far files that are imported together are, or what came of them. */
export const GET = handle({
  action: "read",
  run: (actor, _, params) => loadImportSet(actor, params.set ?? ""),
});
