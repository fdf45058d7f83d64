import { handle } from "#lib/server/handle.ts";
import { listProblems, problemsOfUploads } from "#lib/server/queries/import-problems.ts";
import { problemsResponse } from "../../../problems-response";

/** The problems of files that would be imported: all as a table, or the first ten thousand as a list. */
export const GET = handle({
  action: "import",
  run: async (actor, request) => {
    const { searchParams } = new URL(request.url);
    const ids = (searchParams.get("files") ?? "").split(",").slice(0, 20);
    if (searchParams.get("as") === "list") return listProblems(actor, ids);
    return problemsResponse(await problemsOfUploads(actor, ids));
  },
});
