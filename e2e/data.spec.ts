import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { customersCsv } from "#lib/server/testing/tables.ts";
import { dropFiles, importAsUnderstood, importFiles } from "./pages/import.ts";
import { claim } from "./pages/people.ts";
import { csv } from "./support/exported-files.ts";
import { expect, test } from "./support/test.ts";

const workspace = "tarnworks";

test.describe.configure({ mode: "serial" });
// A line that is cut is a complaint of the browser's.
test.use({
  expectedErrors: [/ERR_CONNECTION_RESET|Failed to load resource/],
  storageState: { cookies: [], origins: [] },
});

let page: Page;
test.beforeAll(async ({ browser, workshop }) => {
  const context = await browser.newContext({ baseURL: workshop.url, timezoneId: "UTC" });
  page = await context.newPage();
  await claim(page, workshop.welcomeLink);
});
test.afterAll(() => page.context().close());

/** Six megabytes: customers with a long note each. */
function bigTable(): Buffer {
  const [headings = "", ...rows] = customersCsv(300).trim().split("\n");
  const note = "words ".repeat(3500);
  return Buffer.from([`${headings},Note`, ...rows.map((row) => `${row},${note}`)].join("\n"));
}

test("a big file whose line is cut goes on where it broke", async () => {
  const pieces: number[] = [];
  let cut = false;
  await page.route(/\/arriving\/[^/]+$/, async (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    pieces.push(Number(route.request().headers()["upload-offset"]));
    if (pieces.length === 2 && !cut) {
      cut = true;
      return route.abort("connectionreset");
    }
    return route.continue();
  });
  await dropFiles(page, workspace, [{ name: "big.csv", mimeType: "text/csv", buffer: bigTable() }]);
  await expect(page.getByRole("heading", { name: "big.csv" })).toBeVisible({ timeout: 60_000 });
  await page.unrouteAll();
  expect(pieces).toEqual([0, 4194304, 4194304]);
});

test("an account is set aside with a reason, and the patterns are shown without and with it", async () => {
  await importAsUnderstood(page, "300 accounts, 300 new.");
  await page.goto(`/w/${workspace}/patterns/accounts?outcome=retention&pattern=Plan%3DBasic`);
  await page.getByRole("link", { name: "Firm 3", exact: true }).click();
  await page.getByRole("button", { name: /^Set aside…/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Set aside", exact: true }).click();
  await expect(page.getByRole("alert").getByText("Please give a reason.")).toBeVisible();
  await page.getByLabel("Reason").fill("A favour to a founder");
  await page.getByRole("dialog").getByRole("button", { name: "Set aside", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Set aside" })).toBeVisible();
  await expect(page.getByText("A favour to a founder")).toBeVisible();
  await page.goto(`/w/${workspace}/patterns?outcome=retention`);
  await expect(page.getByText("still customers. 299 accounts with a known outcome")).toBeVisible();
  await page.getByRole("link", { name: "show with them" }).click();
  await expect(page).toHaveURL(/with=set-aside/);
  await expect(page.getByText("still customers. 300 accounts with a known outcome")).toBeVisible();
  await page.getByRole("link", { name: "1 account set aside" }).click();
  await expect(page.getByRole("row", { name: /Firm 3 A favour to a founder/ })).toBeVisible();
});

test("what is taken along is known again, and changes nothing", async () => {
  await page.goto(`/w/${workspace}/import`);
  for (const format of ["Excel", "CSV, zipped"]) {
    await page.goto(`/w/${workspace}/import`);
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: format }).click();
    const download = await downloading;
    const buffer = await readFile(await download.path());
    await dropFiles(page, workspace, [{ name: download.suggestedFilename(), mimeType: "", buffer }]);
    await expect(page.getByText("The workspace says all of this already. Nothing would change.")).toBeVisible(
      {
        timeout: 60_000,
      },
    );
    await expect(page.getByText("300 customers in 3 columns, as here already")).toBeVisible();
    await expect(page.getByText("1 entry of what was set aside, as here already")).toBeVisible();
  }
});

test("put back, it counts again", async () => {
  await page.goto(`/w/${workspace}/import/set-aside`);
  await page.getByRole("button", { name: "Put back Firm 3" }).click();
  await expect(page.getByRole("heading", { name: "Nothing is set aside" })).toBeVisible();
  await expect(page.getByText(/put back by Ada Owner/)).toBeVisible();
});

test("a single deal is set aside on its account's page", async () => {
  const files = [
    [
      "deals.csv",
      "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Is Closed Won,Is closed lost,Associated Company,Associated Company IDs",
      "1,First order,Closed won,100,2024-01-10,2024-01-01,Ann,true,false,Quillon,11",
      "2,A favour,Closed won,90000,2024-03-01,2024-02-01,Ann,true,false,Quillon,11",
    ],
    [
      "companies.csv",
      "Record ID,Company name,Company Domain Name,Company owner,Industry,Lifecycle Stage",
      "11,Quillon,quillon.example,Ann,Retail,Customer",
    ],
  ].map(([name = "", ...lines]) => csv(name, lines));
  await dropFiles(page, workspace, files);
  await expect(page.getByRole("heading", { name: /^2 files, / })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("link", { name: /\d Changes/ }).click();
  await importFiles(page, "301 accounts, 1 new.");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(/Find|Search|Go/).fill("Quillon");
  await page.getByRole("option", { name: /Quillon/ }).click();
  await expect(page.getByText("Won amount")).toBeVisible();
  await expect(page.getByText("90,100")).toBeVisible();
  const deal = page.getByRole("listitem").filter({ hasText: "A favour" });
  await deal.getByRole("button", { name: "Set aside… A favour" }).click();
  await page.getByLabel("Reason").fill("Friend of a founder");
  await page.getByRole("dialog").getByRole("button", { name: "Set aside", exact: true }).click();
  await expect(deal).toContainText("Set aside by Ada Owner: Friend of a founder");
  await expect(page.getByText("90,100")).toBeHidden();
  await page.goto(`/w/${workspace}/patterns?outcome=Won+amount`);
  await expect(page.getByRole("link", { name: "1 single deal set aside" })).toBeVisible();
});
