import { expect, type Page } from "@playwright/test";
import { invite, joinBy } from "./people.ts";

export type Kind = "Must-have" | "Signal" | "Disqualifier";

/** Opens a pattern by its row in the forest; the sheet of that very pattern stands beside it. */
export async function openPattern(page: Page, row: RegExp): Promise<void> {
  await page.getByRole("link", { name: row }).first().click();
  await expect(page.getByRole("complementary", { name: row })).toBeVisible();
}

/** Puts the pattern whose sheet is open into the draft. */
export async function addToDraft(page: Page, kind: Kind): Promise<void> {
  await page.getByRole("button", { name: "Add to draft" }).click();
  await page.getByRole("menuitem", { name: kind }).click();
  await expect(page.getByText(`In the draft as a ${kind.toLowerCase()}.`)).toBeVisible();
}

/** Writes the one-sentence profile, in place, and waits until it is stored. */
export async function writeProfile(page: Page, workspace: string, sentence: string): Promise<void> {
  await page.goto(`/w/${workspace}/document`);
  await page.getByRole("textbox", { name: "Profile" }).fill(sentence);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
}

export async function propose(page: Page, workspace: string, why: string): Promise<void> {
  await page.goto(`/w/${workspace}/document`);
  await page.getByRole("button", { name: "Propose" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What changes, and why").fill(why);
  await dialog.getByRole("button", { name: "Propose" }).click();
  await page.waitForURL(/\/document\/proposal$/);
}

export async function approve(page: Page, workspace: string, team: string): Promise<void> {
  await page.goto(`/w/${workspace}/document/proposal`);
  await page.getByRole("button", { name: `Approve for ${team}` }).click();
  await expect(page.getByRole("button", { name: `Approve for ${team}` })).toBeHidden();
}

/** Marketing, sales and product are invited, and each approves in a browser of its own. */
export async function approveByAll(
  page: Page,
  workspace: string,
  newVisitor: () => Promise<Page>,
): Promise<void> {
  for (const team of ["Marketing", "Sales", "Product"]) {
    const link = await invite(page, workspace, { teams: [team], note: team });
    const member = await newVisitor();
    const email = `${team.toLowerCase()}@workshop.example`;
    await joinBy(member, link, { name: `Mia ${team}`, email, password: "willow sorrel plover" });
    await approve(member, workspace, team.toLowerCase());
  }
}

export async function publish(page: Page, workspace: string): Promise<void> {
  await page.goto(`/w/${workspace}/document/proposal`);
  await page.getByRole("button", { name: "Publish" }).click();
  await page.waitForURL(/\/versions\/\d+$/);
}

/** Makes a share link on a version's own page and returns it. */
export async function share(page: Page, label: string): Promise<string> {
  await page.getByRole("button", { name: /^Share/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("For whom").fill(label);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.getByText(/\/share\/[\w-]{43}$/).textContent();
  await page.keyboard.press("Escape");
  return link ?? "";
}

/** Revokes the link with this label, in the settings. */
export async function revoke(page: Page, workspace: string, label: string): Promise<void> {
  await page.goto(`/w/${workspace}/settings/share-links`);
  const row = page.getByRole("row").or(page.getByRole("listitem")).filter({ hasText: label }).first();
  await row.getByRole("button", { name: "Revoke" }).click();
  await expect(row.getByText("Revoked")).toBeVisible();
}
