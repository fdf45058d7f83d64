import { setFlagsFromString } from "node:v8";
import { runCommand } from "../cli/icp.ts";
import { buildKernel } from "./prepare.ts";

const [verb] = process.argv.slice(2);
// Left to itself, what a million rows leave behind is cleared away when it has doubled the memory.
if (verb === "import") setFlagsFromString("--heap-growing-percent=20");
// Whoever reads the answer may stop after the first lines.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
// Only the search for patterns needs it: an import says nothing but what was asked.
if (verb === "patterns") await buildKernel();
process.exitCode = await runCommand(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
process.disconnect?.();
