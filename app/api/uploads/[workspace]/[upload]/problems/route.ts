import { handle } from "#lib/server/handle.ts";
import { problemsOfUpload } from "#lib/server/queries/import-problems.ts";
import { problemsResponse } from "../../../../problems-response";

/** Every problem of a file under the mapping chosen so far, as a table to mend it by. */
export const GET = handle({
  action: "import",
  run: async (actor, _, { upload = "" }) => problemsResponse(await problemsOfUpload(actor, upload)),
});
