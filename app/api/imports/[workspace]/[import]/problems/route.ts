import { handle } from "#lib/server/handle.ts";
import { problemsOfImport } from "#lib/server/queries/import-problems.ts";
import { problemsResponse } from "../../../../problems-response";

/** The problems kept with an import, as a table to mend its file by. */
export const GET = handle({
  action: "read",
  run: async (actor, _, params) => problemsResponse(await problemsOfImport(actor, params.import ?? "")),
});
