import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { root } from "./prepare.ts";

const debianChromium = "/usr/bin/chromium";

/**
 * Makes sure there is a Chromium for the browser tests: the system's, Playwright's own, else one installed now.
 * Returns null, or a sentence that says what a person has to do.
 */
export function ensureChromium(): string | null {
  if (existsSync(debianChromium) || existsSync(chromium.executablePath())) return null;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync("/etc/debian_version")) {
    console.log("Installing Chromium with apt-get …");
    run("apt-get", ["update", "-qq"]);
    const options = { DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
    if (existsSync(debianChromium)) return null;
  }
  console.log("Installing Chromium with Playwright …");
  const playwright = path.join(root, "node_modules", "@playwright/test/cli.js");
  run(process.execPath, [playwright, "install", "chromium"]);
  if (existsSync(chromium.executablePath())) return null;
  return (
    "The browser tests need Chromium, and it could not be installed here. On Debian or Ubuntu run " +
    "`sudo apt-get install chromium`, elsewhere `npx playwright install chromium`, then start the tests again."
  );
}

function run(program: string, args: string[], variables: Record<string, string> = {}): void {
  spawnSync(program, args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, ...variables } });
}
