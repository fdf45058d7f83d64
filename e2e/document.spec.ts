import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { approve, propose, writeProfile } from "./pages/agreement.ts";
import { claim, invite, joinBy, type Newcomer, owner, signIn } from "./pages/people.ts";
import { expect, test } from "./support/test.ts";

const eightQuarters = "sample-eight-quarters";
const mei: Newcomer = { name: "Mei Lin", email: "mei@workshop.example", password: "willow sorrel plover" };

/** A part of the document, waiting until its text can be written. */
const part = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const saved = (page: Page) => expect(page.getByText("Saved", { exact: true })).toBeVisible();

async function write(page: Page, name: string, text: string): Promise<void> {
  await part(page, name).fill(text);
  await page.keyboard.press("Control+Enter");
}

/** Signs in and opens an address of a workspace. */
async function enter(page: Page, person: Newcomer, address: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(address)}`);
  await signIn(page, person);
  await page.waitForURL((url) => url.pathname === address);
}

async function isAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    // A colour that is still changing would be measured half way.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

test("a newcomer is told where to begin", async ({ page, workshop }) => {
  await claim(page, workshop.welcomeLink);
  await page.goto("/w/tarnworks/document");
  await expect(page.getByRole("heading", { name: "No criterion yet" })).toBeVisible();
  await expect(page.getByText("There is no profile sentence.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Propose" })).toBeDisabled();
  await isAccessible(page);
  await writeProfile(page, "tarnworks", "Companies that bill again and again.");
  await page.reload();
  await expect(part(page, "Profile")).toHaveValue("Companies that bill again and again.");
  await expect(page.getByText("There is no profile sentence.")).toHaveCount(0);
});

test("a criterion is written with the data beside it, says itself, and can be taken out and back", async ({
  page,
}) => {
  await enter(page, owner, "/w/tarnworks/overview");
  await page.goto("/welcome");
  await page.getByRole("button", { name: /612/ }).click();
  await page.waitForURL(new RegExp(`/w/${eightQuarters}/overview`));
  await page.goto(`/w/${eightQuarters}/document`);
  await page.getByRole("button", { name: "Add a disqualifier" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByText("Choose an attribute.")).toBeVisible();
  await dialog.getByLabel("Attribute").selectOption("Employees");
  await dialog.getByLabel("To under").fill("1,00");
  await expect(dialog.getByText("Give a number.")).toBeVisible();
  await dialog.getByLabel("To under").fill("20");
  await expect(dialog.getByText("Employees are under 20.")).toBeVisible();
  await expect(dialog.getByText(/of 612 customers match/)).toBeVisible();
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const disqualifiers = page.getByRole("region", { name: "We do not sell to" });
  const row = disqualifiers.getByRole("listitem").filter({ hasText: "Employees are under 20" });
  await expect(row.getByText("Hypothesis: no evidence yet")).toBeVisible();
  await row.getByRole("button", { name: "What to do with this criterion" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toHaveCount(1);
  await saved(page);
  await page.reload();
  await expect(row).toHaveCount(1);
});

test("what is measured today is put behind a written criterion, and stays as it was added", async ({
  page,
}) => {
  await enter(page, owner, `/w/${eightQuarters}/document`);
  const row = page.getByRole("listitem").filter({ hasText: "Employees are under 20" });
  await expect(row.getByText(/^Today [−+]\d+ points/)).toBeVisible();
  await row.getByRole("button", { name: /^Evidence/ }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("This is a hypothesis")).toBeVisible();
  await sheet.getByRole("button", { name: "Put this measurement behind it" }).click();
  await expect(sheet.getByText(/customers where employees are under 20 are good customers/)).toBeVisible();
  await expect(sheet.getByText(/^Measured for this rule alone/)).toBeVisible();
  await isAccessible(page);
  await page.keyboard.press("Escape");
  await expect(row.getByText(/^When added [−+]\d+ points/)).toBeVisible();
  await expect(row.getByText("Hypothesis: no evidence yet")).toHaveCount(0);
  // The draft goes on from there: nothing of it is taken for somebody else's.
  await page.getByRole("textbox", { name: "Urgency" }).fill("A funding round has begun.");
  await page.keyboard.press("Control+Enter");
  await saved(page);
  await page.reload();
  await expect(row.getByText(/^When added [−+]\d+ points/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Urgency" })).toHaveValue("A funding round has begun.");
  await row.getByRole("button", { name: /^Evidence/ }).click();
  await sheet.getByRole("button", { name: "Remove this evidence" }).click();
  await page
    .getByRole("dialog", { name: "Remove this evidence?" })
    .getByRole("button", { name: "Remove it" })
    .click();
  await expect(sheet.getByText("This is a hypothesis")).toBeVisible();
});

test("any account gets a verdict with the rule cited", async ({ page }) => {
  await enter(page, owner, `/w/${eightQuarters}/document`);
  const card = page.getByRole("complementary", { name: "About this draft" });
  await card.getByLabel("Name").fill("a");
  await card.getByRole("button", { name: "Find" }).click();
  await card.getByRole("listitem").getByRole("button").first().click();
  await expect(card.getByText(/^(Accept|Reject|Undecided): /)).toBeVisible();
});

test("two people write: elsewhere both stay, at one place one of them chooses", async ({
  page,
  newVisitor,
}) => {
  const address = `/w/${eightQuarters}/document`;
  await enter(page, owner, address);
  const other = await newVisitor();
  await joinBy(other, await invite(page, eightQuarters, { teams: ["Product"] }), mei);
  await page.goto(address);
  await other.goto(address);
  await expect(part(other, "Use case")).toBeVisible();

  await write(page, "Urgency", "The owner's urgency.");
  await saved(page);
  await write(other, "Maturity", "Mei's maturity.");
  await expect(part(other, "Urgency")).toHaveValue("The owner's urgency.");

  await part(other, "Use case").fill("Mei's use case.");
  await page.reload();
  await write(page, "Use case", "The owner's use case.");
  await saved(page);
  await other.keyboard.press("Control+Enter");
  const dialog = other.getByRole("dialog");
  await expect(dialog.getByText("The owner's use case.")).toBeVisible();
  await expect(dialog.getByText("Mei's use case.")).toBeVisible();
  await isAccessible(other);
  await other.keyboard.press("Escape");
  await expect(other.getByText("Not saved: someone changed this.")).toBeVisible();
  await other.getByRole("button", { name: "See theirs, keep yours" }).click();
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await saved(other);
  await page.reload();
  await expect(part(page, "Use case")).toHaveValue("Mei's use case.");
  await expect(part(page, "Maturity")).toHaveValue("Mei's maturity.");
});

test("on a phone a team reads what changes and dissents; the owner publishes over it with a reason", async ({
  page,
  newVisitor,
}) => {
  await enter(page, owner, `/w/${eightQuarters}/document`);
  await propose(page, eightQuarters, "After the March review.");
  await expect(page.getByRole("heading", { name: "What changes against version 2" })).toBeVisible();
  await isAccessible(page);
  await approve(page, eightQuarters, "marketing");
  await approve(page, eightQuarters, "sales");

  const phone = await newVisitor({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await enter(phone, mei, `/w/${eightQuarters}/document/proposal`);
  await expect(phone.getByRole("heading", { name: "What changes against version 2" })).toBeVisible();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await isAccessible(phone);
  await phone.getByRole("button", { name: "Dissent for product" }).click();
  await phone.getByLabel("What speaks against it").fill("It leaves out small customers.");
  await phone.getByRole("button", { name: "Record the dissent for product" }).click();
  await expect(phone.getByRole("heading", { name: "Product dissents." })).toBeVisible();

  await writeUrgency(page);
  await page.goto(`/w/${eightQuarters}/document/proposal`);
  await expect(page.getByText("The draft has moved on by 1 edit since this was proposed.")).toBeVisible();
  await page.getByRole("button", { name: "Publish over the dissent" }).click();
  await expect(page.getByText("Please give a reason.")).toBeVisible();
  await page.getByLabel("Why it is published all the same").fill("We test it for a quarter.");
  await page.getByRole("button", { name: "Publish over the dissent" }).click();
  await page.waitForURL(/\/versions\/3$/);
  await expect(page.getByText("We test it for a quarter.").first()).toBeVisible();
});

async function writeUrgency(page: Page): Promise<void> {
  await page.goto(`/w/${eightQuarters}/document`);
  await write(page, "Urgency", "Moved on.");
  await saved(page);
}
