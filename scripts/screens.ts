import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { share } from "../e2e/pages/agreement.ts";
import { claim } from "../e2e/pages/people.ts";
import { startWorkshop } from "../e2e/support/server.ts";
import { buildPages, generateClient, root } from "./prepare.ts";

/** The pictures of docs/screens, taken anew from the sample workspace so that they show what is there. */
const rooms: Readonly<Record<string, string>> = {
  overview: "overview",
  patterns: "patterns?outcome=retention&pattern=Revenue+model%3DRecurring",
  quadrant: "patterns/quadrant",
  "good-customer": "patterns/good-customer",
  document: "document",
  proposal: "document/proposal",
  versions: "versions",
};
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const debianChromium = "/usr/bin/chromium";
const directory = path.join(root, "docs", "screens");

await generateClient();
await buildPages();
await mkdir(directory, { recursive: true });
const workshop = await startWorkshop();
const browser = await chromium.launch(existsSync(debianChromium) ? { executablePath: debianChromium } : {});
try {
  await takeAll(browser, workshop.url, workshop.welcomeLink);
} finally {
  await browser.close();
  await workshop.stop();
}
process.disconnect?.();

async function takeAll(browser: Browser, url: string, welcomeLink: string): Promise<void> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB", timezoneId: "UTC" });
  const page = await context.newPage();
  await claim(page, welcomeLink);
  await page.getByRole("button", { name: "Open the sample of 612 customers" }).click();
  await page.waitForURL(/\/overview$/);
  const workspace = new URL(page.url()).pathname.split("/")[2] ?? "";
  await moveOn(page, workspace);
  await page.goto(`/w/${workspace}/versions/2`);
  const shared = new URL(await share(page, "Sales and partners")).pathname;
  const addresses = Object.entries(rooms).map(([name, room]) => [name, `/w/${workspace}/${room}`] as const);
  for (const [name, address] of [...addresses, ["shared", shared] as const]) await take(page, name, address);
}

/** A draft that says more than the last version, proposed and approved by two teams of three. */
async function moveOn(page: Page, workspace: string): Promise<void> {
  await page.goto(`/w/${workspace}/document`);
  const urgency = page.getByRole("textbox", { name: "Urgency" });
  await urgency.fill(
    "An auditor or an investor asks for numbers that the ledger cannot give by month's end.",
  );
  await page.keyboard.press("Control+Enter");
  await page.getByText("Saved", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Propose" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What changes, and why").fill("Says when they feel they must act.");
  await dialog.getByRole("button", { name: "Propose" }).click();
  await page.waitForURL(/\/proposal$/);
  for (const team of ["marketing", "sales"]) {
    await page.getByRole("button", { name: `Approve for ${team}` }).click();
    await page.getByRole("button", { name: `Approve for ${team}` }).waitFor({ state: "hidden" });
  }
}

async function take(page: Page, name: string, address: string): Promise<void> {
  for (const size of sizes) {
    for (const theme of ["light", "dark"] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto(address);
      await page.locator("h1").first().waitFor();
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: path.join(directory, `${name}-${size.width}-${theme}.png`) });
    }
  }
}
