import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { claim, invite, joinBy, type Newcomer, owner, signIn } from "./pages/people.ts";
import { expect, test } from "./support/test.ts";

const tomas: Newcomer = {
  name: "Tomás Silva",
  email: "tomas@workshop.example",
  password: "willow sorrel plover",
};

// Pages that are asked for although they are not there for this person.
test.use({ expectedErrors: [/status of 40[14]/] });

test("whoever opens the welcome link becomes the owner, once", async ({ page, workshop, newVisitor }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Nobody owns this workshop yet" })).toBeVisible();
  expect(await page.content()).not.toContain(workshop.welcomeLink.split("token=")[1]);
  await page.goto("/welcome?token=guessed");
  await expect(page.getByRole("heading", { name: "Nobody owns this workshop yet" })).toBeVisible();
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Nobody owns this workshop yet" })).toBeVisible();
  await claim(page, workshop.welcomeLink);
  await expect(page).toHaveURL(/\/welcome$/);
  await expect(page.getByRole("link", { name: "Bring a table to Tarnworks" })).toBeVisible();
  const late = await newVisitor();
  await late.goto(workshop.welcomeLink);
  await expect(late.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a short password is not taken, and a wrong one is told plainly", async ({ page }) => {
  await page.goto("/w/tarnworks/overview");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page, { ...owner, password: "not the password" });
  await expect(page.getByText("The e-mail address and the password do not match.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/w\/tarnworks\/overview/);
});

test("an invitation lets one person in, and what an owner changes holds at once", async ({
  page,
  newVisitor,
}) => {
  await page.goto("/sign-in");
  await signIn(page, owner);
  await page.waitForURL(/\/w\//);
  const link = await invite(page, "tarnworks", { teams: ["Sales"], note: "Tomás" });
  expect(link).toMatch(/\/invite\/[\w-]{43}$/);

  const member = await newVisitor({ viewport: { width: 390, height: 844 } });
  await member.goto(link);
  await expect(member.getByText("Ada Owner invites you as an editor, for Sales.")).toBeVisible();
  await joinBy(member, link, tomas);
  const late = await newVisitor();
  await late.goto(link);
  await expect(late.getByRole("heading", { name: "This invitation does not work" })).toBeVisible();

  await member.goto("/w/tarnworks/settings/members");
  await expect(member.getByRole("listitem").filter({ hasText: tomas.email })).toContainText("Editor · Sales");
  await expect(member.getByRole("button", { name: "Make the link" })).toBeHidden();

  await page.reload();
  await page.getByRole("button", { name: "Change Tomás Silva" }).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "Disabled" }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await member.reload();
  await expect(member.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
});

test("the last owner stays one", async ({ page }) => {
  await page.goto("/sign-in");
  await signIn(page, owner);
  await page.waitForURL(/\/w\//);
  await page.goto("/w/tarnworks/settings/members");
  await page.getByRole("button", { name: "Change Ada Owner" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Viewer" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("A workspace needs an owner.")).toBeVisible();
});

test("a new password signs out everywhere else", async ({ page, newVisitor }) => {
  const other = await newVisitor();
  for (const visitor of [page, other]) {
    await visitor.goto("/sign-in");
    await signIn(visitor, owner);
    await visitor.waitForURL(/\/w\//);
  }
  await page.goto("/w/tarnworks/settings/account");
  await page.getByLabel("Current password", { exact: true }).fill(owner.password);
  await page.getByLabel("New password", { exact: true }).fill("plover meadow indigo");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("The password is changed.")).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL(/\/sign-in/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await signIn(other, { ...owner, password: "plover meadow indigo" });
  await other.waitForURL(/\/w\//);
});

const settingsPages = ["", "/members", "/share-links", "/audit", "/account"].map(
  (path) => `/w/tarnworks/settings${path}`,
);

for (const colorScheme of ["light", "dark"] as const) {
  test(`entrances and settings are accessible and fit a phone, ${colorScheme}`, async ({ newVisitor }) => {
    const page = await newVisitor({ colorScheme, viewport: { width: 390, height: 844 } });
    for (const path of ["/sign-in", "/invite/none"]) await check(page, path);
    await page.goto("/sign-in");
    await signIn(page, { ...owner, password: "plover meadow indigo" });
    await page.waitForURL(/\/w\//);
    for (const path of ["/welcome", ...settingsPages]) await check(page, path);
  });
}

async function check(page: Page, path: string): Promise<void> {
  await page.goto(path);
  // The page's own heading, not the skeleton that stands there while it is drawn.
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${path} ${id} ${nodes.map((node) => node.target)}`)).toEqual([]);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beyond, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
}
