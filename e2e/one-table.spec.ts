import type { Page } from "@playwright/test";
import { dropFiles, fileCard, importFiles, looked, next } from "./pages/import.ts";
import { claim, owner, signIn } from "./pages/people.ts";
import { csv, type FileBytes } from "./support/exported-files.ts";
import { expect, test } from "./support/test.ts";

const workspace = "tarnworks";

/** Customers of whom every third is gone, in words that say so to nobody else; `plan` is that of the seventh. */
function table(name: string, customers: number, plan: string): FileBytes {
  const rows = Array.from({ length: customers }, (_, n) =>
    [`K-${n}`, `Tarn Firm ${n}`, n === 7 ? plan : "Basic", n % 9, n % 3 ? "aboard" : "ashore"].join(","),
  );
  return csv(name, ["Customer ID,Company,Plan,Seats,Deck", ...rows]);
}

test("what one table does not say is asked, and what it changes when it comes anew is told before", async ({
  page,
  workshop,
}) => {
  await claim(page, workshop.welcomeLink);

  await test.step("a table that does not say how it went leads to the question", async () => {
    await dropFiles(page, workspace, [table("crew.csv", 60, "Basic")]);
    await expect(fileCard(page, "crew.csv")).toContainText("60 rows · 5 columns", { timeout: 30_000 });
    await expect(page.getByText(/^Nothing here says how it went/)).toBeVisible();
    await next(page, "columns");
    await expect(page.getByRole("heading", { name: "Something to answer first" })).toBeVisible();
  });

  await test.step("who left is said by a column and the meaning of its values", async () => {
    await page.getByLabel("Who left", { exact: true }).selectOption("Deck");
    await page.getByLabel("ashore means").selectOption("Left");
    await page.getByLabel("aboard means").selectOption("Still a customer");
    await expect(page.getByText("20 customers left, 40 stayed.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Every column is clear" })).toBeVisible();
    await next(page, "changes");
    await expect(page.getByRole("heading", { name: "60 new accounts." })).toBeVisible();
    await importFiles(page, "60 accounts, 60 new.");
  });

  await test.step("the same table a month later is read as it was, and says what changes", async () => {
    await dropFiles(page, workspace, [table("crew of March.csv", 63, "Pro")]);
    const card = fileCard(page, "crew of March.csv");
    await expect(card).toContainText(/Read as Ada Owner chose on/, { timeout: 30_000 });
    await expect(card).toContainText("21 customers left, 42 stayed.");
    await next(page, "joins");
    await looked(page);
    await next(page, "changes");
    await expect(
      page.getByRole("heading", { name: "3 new accounts, 1 changed: Plan Basic → Pro" }),
    ).toBeVisible();
    await expect(page.getByRole("row", { name: "Tarn Firm 7 Plan Basic Pro" })).toBeVisible();
    await importFiles(page, "63 accounts, 3 new.");
  });
});

/** Looks at rows wait for their answers until they are let go; meanwhile they are told to be at two fifths. */
async function holdLooks(page: Page): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/import\/new\?/, async (route) => {
    if (route.request().headers()["next-action"] === undefined) return route.continue();
    const response = await route.fetch();
    await gate;
    return route.fulfill({ response });
  });
  const json = { bytesRead: 40, bytes: 100, rows: 12, phase: "reading" };
  await page.route(/\/look\?/, (route) =>
    route.request().method() === "GET" ? route.fulfill({ json }) : route.continue(),
  );
  return letGo;
}

test("an import asked for while rows are read begins by itself, unless there is something to be seen first", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await signIn(page, owner);
  await page.waitForURL(/\/w\//);

  const askAhead = async (file: FileBytes) => {
    const letGo = await holdLooks(page);
    await dropFiles(page, workspace, [file]);
    await page.getByRole("link", { name: /\d Changes/ }).click();
    await expect(page.getByRole("progressbar", { name: "All rows are being read" })).toBeVisible();
    await page.getByRole("button", { name: "Import when all is read" }).click();
    await expect(page.getByText(/^Imported as soon as all rows are read\. 40/)).toBeVisible();
    letGo();
  };

  await test.step("what would change is seen first", async () => {
    await askAhead(table("crew of April.csv", 63, "Enterprise"));
    await expect(
      page.getByText("Not imported yet, look first: 1 account changed: Plan Pro → Enterprise"),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: "Import 1 file" })).toBeEnabled();
    await page.unrouteAll();
  });

  await test.step("where all that comes is new it is imported", async () => {
    await askAhead(table("crew of May.csv", 70, "Pro"));
    await expect(page.getByRole("heading", { name: "70 accounts, 7 new." })).toBeVisible({ timeout: 60_000 });
  });
});
