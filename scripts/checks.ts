import { buildKernel, generateClient } from "./prepare.ts";
import { type Count, step } from "./steps.ts";

/** Tests that hold rules about the code itself rather than about what it does. */
export const ruleTests = ["lib/architecture.test.ts", "prisma/schema.test.ts"];

/** Types and lint, at the same time. */
export async function checkSources(): Promise<Count[]> {
  await Promise.all([generateClient(), buildKernel()]);
  return Promise.all([
    step("types", "typescript/bin/tsc", ["--noEmit", "-p", "tsconfig.check.json"]),
    step("lint and format", "@biomejs/biome/bin/biome", ["ci", "--colors=off", "."]),
  ]);
}
