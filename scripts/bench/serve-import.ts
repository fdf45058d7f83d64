// The production server, which also imports files in its own process when it is told to: as it would for a browser.
import "../next-names.ts";
import type { ToImport } from "./import-file.ts";

process.on("message", async (message: ToImport) => {
  const { importFiles } = await import("./import-file.ts");
  process.send?.(await importFiles(message));
});
const { serve } = await import("../../server.ts");
await serve({ dev: false, build: async () => {} });
// Loaded here, file by file, it would keep the first pages waiting; in the product it is part of what is built.
await import("./import-file.ts");
