import { handle } from "#lib/server/handle.ts";
import { loadImport } from "#lib/server/queries/load-import.ts";

/** How far an import is, or what came of it. */
export const GET = handle({
  action: "read",
  run: (actor, _, params) => loadImport(actor, params.import ?? ""),
});
