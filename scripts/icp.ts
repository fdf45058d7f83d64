import { runCommand } from "../cli/icp.ts";
import { buildKernel } from "./prepare.ts";

await buildKernel();
process.exitCode = await runCommand(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
process.disconnect?.();
