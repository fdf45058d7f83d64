import type { Page } from "@playwright/test";
import { expect } from "../support/test.ts";

export interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const owner: Newcomer = {
  name: "Ada Owner",
  email: "ada@workshop.example",
  password: "tarn kestrel umber",
};

/** Opens the welcome link, becomes the owner, and ends at the two doors. */
export async function claim(page: Page, welcomeLink: string, workspace = "Tarnworks"): Promise<void> {
  await page.goto(welcomeLink);
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByLabel("Workspace").fill(workspace);
  await page.getByRole("button", { name: "Create the workshop" }).click();
  await expect(page.getByRole("heading", { name: /Where would you like to begin/ })).toBeVisible();
}

/** Makes an invitation in the settings of a workspace and returns its link. */
export async function invite(
  page: Page,
  workspace: string,
  { teams = [], role = "Editor", note = "" }: { teams?: readonly string[]; role?: string; note?: string },
): Promise<string> {
  await page.goto(`/w/${workspace}/settings/members`);
  await page.getByRole("radio", { name: role }).check();
  for (const team of teams) await page.getByRole("checkbox", { name: team }).check();
  await page.getByLabel("For whom").fill(note);
  await page.getByRole("button", { name: "Make the link" }).click();
  return (await page.getByTestId("invitation-link").textContent()) ?? "";
}

/** Joins by invitation as somebody new, and ends in the workspace. */
export async function joinBy(page: Page, link: string, person: Newcomer): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.waitForURL(/\/w\/[^/]+\/overview/);
}

export async function signIn(page: Page, { email, password }: Newcomer): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
