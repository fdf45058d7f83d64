import type { Page } from "@playwright/test";
import { makeWorkbook } from "#lib/compute/testing/workbook.ts";
import { dropFiles, fileCard, importAsUnderstood, importFiles, looked, next } from "./pages/import.ts";
import { claim, owner, signIn } from "./pages/people.ts";
import type { FileBytes } from "./support/exported-files.ts";
import { expect, test } from "./support/test.ts";

const workspace = "tarnworks";
const headings = [
  "Record ID",
  "Deal Name",
  "Deal Stage",
  "Amount",
  "Close Date",
  "Create Date",
  "Associated Company",
];
const stages = ["Closed Won", "Closed Lost"];

/** Deals on the second sheet of a workbook; nothing in their dates says whether the day or the month comes first. */
function workbook(name: string, deals: number): FileBytes {
  const rows = Array.from({ length: deals }, (_, n) => {
    const day = `0${1 + (n % 9)}`;
    const company = `Firm ${String.fromCharCode(65 + (n % 12))}`;
    return [
      `${n}`,
      `Deal ${n}`,
      stages[n % 2] ?? "",
      `${100 + n}`,
      `${day}/10/2024`,
      `${day}/02/2024`,
      company,
    ];
  });
  const buffer = makeWorkbook([
    { name: "Read me", rows: [["These are the deals of the year."], ["Ask Ada about them."]] },
    { name: "Deals", rows: [headings, ...rows] },
  ]);
  return { name, mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer };
}

test("a sheet is chosen and a date's order said; both are remembered for the next such file", async ({
  page,
  workshop,
}) => {
  await claim(page, workshop.welcomeLink);
  await dropFiles(page, workspace, [workbook("deals.xlsx", 40)]);
  const card = fileCard(page, "deals.xlsx");
  await expect(card).toBeVisible({ timeout: 30_000 });
  await looked(page);
  await card.getByText("Read it otherwise").click();
  await card.getByLabel("Sheet").selectOption("Deals");
  await expect(card).toContainText("HubSpot deals");
  await expect(card).toContainText("sheet “Deals”");
  await looked(page);

  await next(page, "columns");
  await expect(page.getByRole("heading", { name: "2 columns to look at" })).toBeVisible();
  const order = page.getByLabel("How dates of Close Date are written");
  await order.selectOption("Day first (31/12/2025)");
  await expect(page.getByRole("heading", { name: "Every column is clear" })).toBeVisible();
  await expect(order).toBeVisible();
  await looked(page);
  await next(page, "joins");
  await next(page, "changes");
  await expect(page.getByRole("heading", { name: "12 new accounts." })).toBeVisible();
  await importFiles(page, "12 accounts, 12 new.");

  await dropFiles(page, workspace, [workbook("deals of today.xlsx", 44)]);
  const again = fileCard(page, "deals of today.xlsx");
  await expect(again).toContainText(/Read as Ada Owner chose on/, { timeout: 30_000 });
  await expect(again).toContainText("sheet “Deals”");
  await expect(page.getByText(/Say whether dates/)).toHaveCount(0);
});

test("a table that was taken for one's own becomes a tool's when somebody says so", async ({ page }) => {
  await page.goto("/sign-in");
  await signIn(page, owner);
  await page.waitForURL(/\/w\//);
  const text = `Number;Firm;Opened\n${Array.from({ length: 30 }, (_, n) => `${n};Firm A;2024-10-0${1 + (n % 9)}`).join("\n")}`;
  await dropFiles(page, workspace, [{ name: "cases.csv", mimeType: "text/csv", buffer: Buffer.from(text) }]);
  await expect(fileCard(page, "cases.csv")).toContainText("Own table", { timeout: 30_000 });
  await looked(page);
  await page.getByText("Read it otherwise").click();
  await page.getByLabel("What it is").selectOption("Zendesk tickets");
  await expect(fileCard(page, "cases.csv")).toContainText("Zendesk tickets");
  await expect(fileCard(page, "cases.csv")).toContainText("as chosen");
});

/** Opens a page whose scripts wait, does something to it, and lets them come. */
async function beforeItIsAlive(page: Page, address: string, act: () => Promise<void>): Promise<void> {
  let letThemCome = () => {};
  const gate = new Promise<void>((resolve) => {
    letThemCome = resolve;
  });
  await page.route(/_next\/static\/.*\.js/, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(address, { waitUntil: "commit" });
  await act();
  letThemCome();
}

test("a file chosen before the page is alive is taken; two spellings are one value when somebody says so", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await signIn(page, owner);
  await page.waitForURL(/\/w\//);
  const rows = Array.from({ length: 60 }, (_, n) => {
    const industry = n % 10 === 0 ? "Helthcare" : n % 2 === 0 ? "Healthcare" : "Retail";
    return `C-${n},Tarn Clinic ${n},${industry},${n % 4 ? "No" : "Yes"}`;
  });
  const buffer = Buffer.from(`Customer ID,Company,Industry,Churn\n${rows.join("\n")}\n`);
  await beforeItIsAlive(page, `/w/${workspace}/import`, () =>
    page
      .getByLabel("Table of customers")
      .setInputFiles({ name: "clinics.csv", mimeType: "text/csv", buffer }),
  );
  await importAsUnderstood(page, "72 accounts, 60 new.");
  await page.getByRole("link", { name: "All imports" }).last().click();

  await expect(page.getByText("Healthcare 24, Helthcare 6: the same?")).toBeVisible();
  await page.getByRole("button", { name: "Yes, Healthcare is Helthcare too" }).click();
  await page.getByText("1 answer about spellings").click();
  await expect(page.getByText("Helthcare is read as Healthcare")).toBeVisible();
  await page.getByRole("button", { name: /^Take back/ }).click();
  await expect(page.getByText("Healthcare 24, Helthcare 6: the same?")).toBeVisible();
});
