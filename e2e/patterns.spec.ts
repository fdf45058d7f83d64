import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { claim } from "./pages/people.ts";
import { startWorkshop } from "./support/server.ts";
import { expect, test } from "./support/test.ts";

let room = "";
let state: Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;

test.describe.configure({ mode: "serial" });

const rows = (page: Page) => page.locator("[data-row]");
const sheet = (page: Page, name: string) => page.getByRole("complementary", { name });

test("a view has an address: search, filter, order and the open sheet, there and back", async ({
  page,
  workshop,
}) => {
  await claim(page, workshop.welcomeLink);
  await page.getByRole("button", { name: "Open the sample of 612 customers" }).click();
  await page.waitForURL(/\/w\/[^/]+\/overview/);
  room = `${new URL(page.url()).pathname.replace(/overview$/, "")}patterns`;
  state = await page.context().storageState();

  await page.goto(room);
  await expect(page.getByRole("heading", { name: "What goes with good customers" })).toBeVisible();
  await page.getByRole("link", { name: /^Retention/ }).click();
  await expect(page.getByRole("heading", { name: "What goes with staying" })).toBeVisible();
  const all = await rows(page).count();

  await page.getByLabel("Evidence").selectOption("supported");
  await expect(page).toHaveURL(/outcome=retention&verdict=supported$/);
  expect(await rows(page).count()).toBeLessThan(all);
  await page.getByLabel("Search traits").pressSequentially("segment");
  await expect(page).toHaveURL(/q=segment/);
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByLabel("Search traits")).toBeFocused();

  await page.getByRole("link", { name: /^Segment Small/ }).click();
  await expect(sheet(page, "Segment: Small")).toContainText("half have left");
  const address = page.url();
  await page.getByRole("link", { name: "Close" }).click();
  await expect(sheet(page, "Segment: Small")).toBeHidden();
  await page.goBack();
  await expect(sheet(page, "Segment: Small")).toBeVisible();
  await page.goto("about:blank");
  await page.goto(address);
  await expect(sheet(page, "Segment: Small")).toBeVisible();
  await expect(page.getByLabel("Search traits")).toHaveValue("segment");
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page.getByLabel("Search traits")).toHaveValue("");
});

test("from the keyboard: a row opens its sheet, Escape leads back to the row", async ({ newVisitor }) => {
  const page = await newVisitor({ storageState: state });
  await page.goto(room);
  const row = page.getByRole("link", { name: /^Segment Mid-market/ });
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(sheet(page, "Segment: Mid-market")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(sheet(page, "Segment: Mid-market")).toBeHidden();
  await expect(row).toBeFocused();
});

test("before any script: search and filter work as a plain form", async ({ newVisitor }) => {
  const page = await newVisitor({ storageState: state, javaScriptEnabled: false });
  await page.goto(room);
  await page.getByLabel("Search traits").fill("ledger");
  await page.getByLabel("Evidence").selectOption("supported");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/q=ledger&verdict=supported/);
  const found = await rows(page).allTextContents();
  expect(found.length).toBeGreaterThan(0);
  for (const row of found) expect(row).toMatch(/^Ledger/);
  await rows(page).first().click();
  await expect(page.getByRole("complementary")).toContainText("Ledger");
});

test("what is folded is counted and opens; nothing that matches is said so", async ({ newVisitor }) => {
  const page = await newVisitor({ storageState: state });
  await page.goto(room);
  const before = await rows(page).count();
  await page.getByRole("link", { name: /without enough evidence in firmographic/ }).click();
  await expect(page).toHaveURL(/open=firmographic/);
  expect(await rows(page).count()).toBeGreaterThan(before);
  await page.getByLabel("Search traits").fill("no such trait");
  await expect(page.getByText("No pattern is like that.")).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(rows(page).first()).toBeVisible();
});

test("the figures behind a picture are a table and a file, and its accounts are a list", async ({
  newVisitor,
}) => {
  const page = await newVisitor({ storageState: state });
  await page.goto(`${room}?outcome=Onboarding+days&pattern=Segment%3DSmall`);
  const bars = page.getByRole("figure", { name: "Segment: each level beside all accounts." });
  await bars.getByText("Figures as a table").click();
  await expect(bars.getByRole("row")).toHaveCount(4);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    bars.getByRole("link", { name: "CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("segment.csv");
  await page.getByRole("link", { name: /^\d+ accounts$/ }).click();
  await expect(page.getByRole("heading", { name: /^\d+ accounts: Segment Small$/ })).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(51);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByText("Page 2 of")).toBeVisible();
  await page.getByRole("rowheader").first().getByRole("link").click();
  await expect(page.getByText("By the draft")).toBeVisible();
});

test("what a good customer is: changed, weighed, saved into the draft", async ({ newVisitor }) => {
  const page = await newVisitor({ storageState: state });
  await page.goto(`${room}/good-customer`);
  const save = page.getByRole("button", { name: "Save into the draft" });
  await expect(save).toBeDisabled();
  await page.getByLabel("Good from").fill("twelve");
  await expect(page.getByText("The cut is a number from 0 to 100.")).toBeVisible();
  await expect(save).toBeDisabled();
  await page.getByLabel("Good from").fill("80");
  await expect(
    page.getByRole("heading", { name: /^Changing this moves \d+ of \d+ findings?$/ }),
  ).toBeVisible();
  await save.click();
  await expect(page.getByText("Saved into the draft.")).toBeVisible();
  await expect(save).toBeDisabled();
  await page.reload();
  await expect(page.getByLabel("Good from")).toHaveValue("80");
});

test("good customers by degrees: measured by the score, and what it is made of", async ({ newVisitor }) => {
  const page = await newVisitor({ storageState: state });
  await page.goto(`${room}/good-customer`);
  await page.getByLabel("The score, from 0 to 100").check();
  await page.getByRole("button", { name: "Save into the draft" }).click();
  await expect(page.getByText("Saved into the draft.")).toBeVisible();
  await page.goto(room);
  await expect(page.getByText(/^Mean score \d+(\.\d+)? of 100\./)).toBeVisible();
  await page.getByRole("link", { name: /^Ledger Custom-built/ }).click();
  const custom = sheet(page, "Ledger: Custom-built");
  await expect(custom).toContainText("Good-customer score is");
  const made = custom.getByRole("table", { name: "What a good customer is made of" });
  await expect(made.getByRole("row")).toHaveCount(4);
  await custom.getByRole("link", { name: /accounts$/ }).click();
  // Nobody is shown what stands for an account in a mean as if it were its own.
  await expect(page.getByRole("cell", { name: "too early" }).first()).toBeVisible();
});

test("every part and chart in every state keeps the rules in light and dark", async ({ newVisitor }) => {
  test.setTimeout(180_000);
  const workshop = await startWorkshop({ variables: { ICP_GALLERY: "1" } });
  try {
    for (const theme of ["light", "dark"] as const) {
      const page = await newVisitor({ colorScheme: theme });
      await page.goto(`${workshop.url}/gallery`);
      await expect(page.getByRole("heading", { name: "Forest" })).toBeVisible();
      await expect(page.getByText(/NaN/)).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
  } finally {
    await workshop.stop();
  }
});

test("the gallery is not there for others", async ({ request }) => {
  expect((await request.get("/gallery")).status()).toBe(404);
});
