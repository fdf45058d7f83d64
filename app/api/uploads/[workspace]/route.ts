import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { handle } from "#lib/server/handle.ts";

/** Takes a file in: the body is the file as it is, its name is in the address. */
export const POST = handle({
  action: "import",
  run: (actor, request) => {
    const length = Number(request.headers.get("content-length") ?? Number.NaN);
    return receiveUpload(actor, {
      fileName: new URL(request.url).searchParams.get("name") || "table.csv",
      length: Number.isInteger(length) ? length : null,
      body: request.body,
    });
  },
});
