import { fail } from "#lib/errors/result.ts";
import { finishArriving, receivePiece } from "#lib/server/commands/import-arriving.ts";
import { handle } from "#lib/server/handle.ts";

/** Takes the next piece in: the body as it is, from the byte that `upload-offset` names. */
export const PATCH = handle({
  action: "import",
  run: async (actor, request, { file = "" }) => {
    const offset = Number(request.headers.get("upload-offset") ?? Number.NaN);
    if (!Number.isSafeInteger(offset) || offset < 0 || request.body === null) {
      return fail("invalid-input", { problem: "a piece needs its upload-offset and its bytes" });
    }
    return receivePiece(actor, file, { offset, body: request.body });
  },
});

/** All has been sent: the file is what the sender has if it has the hash that the sender says. */
export const POST = handle({
  action: "import",
  run: (actor, request, { file = "" }) => {
    const sha256 = new URL(request.url).searchParams.get("sha256") ?? "";
    return finishArriving(actor, { id: file, sha256 });
  },
});
