import { handle } from "#lib/server/handle.ts";
import { problemsOfImportedSet } from "#lib/server/queries/set-problems.ts";
import { problemsResponse } from "../../../../../problems-response";

/** The problems kept with files that were imported together, as a table to mend them by. */
export const GET = handle({
  action: "read",
  run: async (actor, _, params) => problemsResponse(await problemsOfImportedSet(actor, params.set ?? "")),
});
