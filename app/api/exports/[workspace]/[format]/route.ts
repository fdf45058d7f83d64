import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { fail } from "#lib/errors/result.ts";
import { exportData, exportFormats } from "#lib/server/commands/export-data.ts";
import { handle } from "#lib/server/handle.ts";

/** The workspace's data to take along: accounts, people, and what is set aside. */
export const GET = handle({
  action: "import",
  run: async (actor, _, params) => {
    const format = exportFormats.find((one) => one === params.format);
    if (format === undefined) return fail("not-found");
    const written = await exportData(actor, format);
    if (!written.ok) return written;
    const { path, fileName, contentType } = written.value;
    const { size } = await stat(path);
    const file = createReadStream(path);
    file.on("close", () => void rm(path, { force: true }));
    return new Response(Readable.toWeb(file) as ReadableStream<Uint8Array>, {
      headers: {
        "content-type": contentType,
        "content-length": String(size),
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "no-store",
      },
    });
  },
});
