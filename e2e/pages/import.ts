import { expect, type Page } from "@playwright/test";
import type { FileBytes } from "../support/exported-files.ts";

/** Drops files on the import page, all at once, as from a folder. */
export async function dropFiles(page: Page, workspace: string, files: readonly FileBytes[]): Promise<void> {
  await page.goto(`/w/${workspace}/import`);
  // What is dropped before the page has come alive opens in the browser instead.
  await page.waitForLoadState("networkidle");
  const plain = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    base64: buffer.toString("base64"),
  }));
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, plain);
  await page.getByText("Drop your files here").dispatchEvent("drop", { dataTransfer });
}

/** The card of a file: what it was taken for, and its rows. */
export const fileCard = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, level: 3 }) });

/** Goes to the next step, which takes the focus. */
export async function next(page: Page, step: "columns" | "joins" | "changes"): Promise<void> {
  await page.getByRole("button", { name: `Next: ${step}` }).click();
  await expect(page.getByRole("link", { name: new RegExp(`\\d ${step}`, "i") })).toHaveAttribute(
    "aria-current",
    "step",
  );
  await expect(page.getByRole("heading", { level: 2 })).toBeFocused();
}

/** Waits until all rows have been looked at. */
export async function looked(page: Page): Promise<void> {
  await expect(page.getByText(/^Looking/)).toHaveCount(0, { timeout: 60_000 });
}

/** The rows joined by id, domain and name, the doubtful and those without an account, as the page counts them. */
export async function joinFigures(page: Page): Promise<readonly number[]> {
  const figures = page.getByRole("list", { name: "Rows by how they were joined" }).getByRole("listitem");
  const texts = await figures.allTextContents();
  return texts.map((text) => Number(/^[\d,]+/.exec(text)?.[0].replaceAll(",", "")));
}

/** Answers the doubtful join that is asked. */
export async function answerDoubt(page: Page, choice: string | RegExp): Promise<void> {
  await page.getByRole("radio", { name: choice }).check();
  await page.getByRole("button", { name: "Save the answer" }).click();
  await looked(page);
}

/** Starts the import from the last step, and waits for the sentence that it ends with. */
export async function importFiles(page: Page, sentence: string): Promise<void> {
  const without = page.getByRole("checkbox", { name: /^Import without what cannot be read/ });
  if (await without.isVisible()) await without.check();
  await page.getByRole("button", { name: /^Import \d+ files?$/ }).click();
  await expect(page.getByRole("heading", { name: sentence })).toBeVisible({ timeout: 60_000 });
}

/** Goes on past whatever is clear, to the last step, and imports. */
export async function importAsUnderstood(page: Page, sentence: string): Promise<void> {
  const on = page.getByRole("button", { name: /^Next: / });
  // On a busy machine the rows are still being read when the last step is come to.
  const go = page.getByRole("button", { name: /^Import (\d+ files?|when all is read)$/ });
  for (;;) {
    await expect(on.or(go)).toBeVisible();
    if (await go.isVisible()) break;
    await on.click();
  }
  await looked(page);
  await importFiles(page, sentence);
}

/** Takes the newest import back. */
export async function undoImport(page: Page, workspace: string): Promise<void> {
  await page.goto(`/w/${workspace}/import`);
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}
