import { dropFiles, fileCard, importFiles, looked, next } from "./pages/import.ts";
import { claim, owner, signIn } from "./pages/people.ts";
import { csv } from "./support/exported-files.ts";
import { expect, test } from "./support/test.ts";

const workspace = "tarnworks";

// The second test adds to what the first has imported.
test.describe.configure({ mode: "serial" });

/** A report as tools print it: a title above the table, fees of which every third is in euros, and lines below it. */
const report = csv("report.csv", [
  "Customers of 2025",
  "",
  "Company,Region,Fee,Currency,Churned",
  ...Array.from({ length: 30 }, (_, n) => {
    const region = n % 2 ? "North" : "South";
    return `Tarn Firm ${n},${region},${100 + n},${n % 3 ? "USD" : "EUR"},${n % 4 ? "no" : "yes"}`;
  }),
  "",
  "Fees as agreed",
  "Confidential",
]);

test("what stands below a report is shown and can be said otherwise, and a column of currencies is asked for its rate", async ({
  page,
  workshop,
}) => {
  await claim(page, workshop.welcomeLink);
  await dropFiles(page, workspace, [report]);
  const card = fileCard(page, "report.csv");
  await expect(card).toContainText("30 rows", { timeout: 30_000 });
  await looked(page);
  await expect(card).toContainText("The headings are in row 3; 1 line above is a title and is set aside.");
  await expect(card).toContainText(
    "2 lines below the table are no data and are set aside: “Fees as agreed”, “Confidential”.",
  );

  await test.step("the footer is a choice like the delimiter", async () => {
    await card.getByText("Read it otherwise").click();
    const below = card.getByLabel("Below the table");
    await expect(below.locator("option:checked")).toHaveText("As found: 2 lines");
    await below.selectOption("The last line is no data");
    await looked(page);
    await expect(card).toContainText("1 line below the table is no data and is set aside: “Confidential”.");
    await below.selectOption("As found");
    await looked(page);
    await expect(card).toContainText("2 lines below the table");
  });

  await test.step("fees are in what the column beside them says", async () => {
    await next(page, "columns");
    await expect(
      page.getByText("Amounts are in USD and EUR. Say what one EUR is worth in USD."),
    ).toBeVisible();
    const inWhat = page.getByLabel("What amounts of Fee are in");
    await expect(inWhat.locator("option:checked")).toHaveText("Amounts in what “Currency” says");
    await page.getByLabel("What one EUR of Fee is worth in USD").fill("1.10");
    await page.getByRole("link", { name: /\d Files/ }).click();
    await looked(page);
    await expect(card).not.toContainText("problem");
  });
  await page.getByRole("link", { name: /\d Changes/ }).click();
  await importFiles(page, "30 accounts, 30 new.");
});

test("a file wholly in another currency is asked what one is worth in that of the first", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await signIn(page, owner);
  await page.waitForURL(/\/w\//);
  const more = csv("more.csv", [
    "Company,Region,Fee,Churned",
    ...Array.from({ length: 12 }, (_, n) => `Fell Firm ${n},West,€${200 + n},${n % 4 ? "no" : "yes"}`),
  ]);
  await dropFiles(page, workspace, [more]);
  await expect(fileCard(page, "more.csv")).toContainText("12 rows", { timeout: 30_000 });
  await looked(page);
  await next(page, "columns");
  await page.getByLabel("What one EUR of Fee is worth in USD").fill("1.10");
  await page.getByRole("link", { name: /\d Changes/ }).click();
  await looked(page);
  await expect(page.getByText(/are not counted until somebody says/)).toHaveCount(0);
  await importFiles(page, "42 accounts, 12 new.");
  await page.goto(`/w/${workspace}/patterns/accounts?outcome=retention&pattern=Region%3DWest`);
  await page.getByRole("link", { name: "Fell Firm 0", exact: true }).click();
  await expect(page.getByText("220", { exact: true }).first()).toBeVisible();
});
