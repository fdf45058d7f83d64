import { formatNumber } from "#lib/analysis/format.ts";
import { createRandom } from "#lib/stats/random.ts";
import { openPattern } from "./pages/agreement.ts";
import { dropFiles, fileCard, importFiles, looked, next } from "./pages/import.ts";
import { claim, owner, signIn } from "./pages/people.ts";
import { csv, type FileBytes } from "./support/exported-files.ts";
import { expect, test } from "./support/test.ts";

const workspace = "tarnworks";

// The second test sells to the customers of the first.
test.describe.configure({ mode: "serial" });

const sizes = ["1-10", "11-50", "51-200", "201-500", '"501-1,000"', '"10,001+"'];

/** Customers of six sizes: of those of 51 to 500 nine in ten stay, of the others a good third. */
function customers(): FileBytes {
  const random = createRandom(7);
  const rows = Array.from({ length: 600 }, (_, n) => {
    const size = n % sizes.length;
    const stays = random() < (size === 2 || size === 3 ? 0.9 : 0.35);
    const region = random() < 0.5 ? "North" : "South";
    return `C-${n},Tarn Firm ${n},${sizes[size]},${region},${stays ? "No" : "Yes"}`;
  });
  return csv("customers.csv", ["Customer ID,Company,Number of Employees,Region,Churn", ...rows]);
}

test("sizes written as ranges come in as they stand, and are found in patterns in words", async ({
  page,
  workshop,
}) => {
  await claim(page, workshop.welcomeLink);
  await dropFiles(page, workspace, [customers()]);
  await expect(fileCard(page, "customers.csv")).toContainText("600 rows", { timeout: 30_000 });
  await page.getByRole("link", { name: /\d Columns/ }).click();
  await expect(page.getByLabel("Type of Number of Employees")).toHaveValue("range");
  await page.getByRole("link", { name: /\d Changes/ }).click();
  await importFiles(page, "600 accounts, 600 new.");

  await test.step("one trait: each range is a level, in the order of its size", async () => {
    await page.goto(`/w/${workspace}/patterns?outcome=retention&sort=name`);
    const levels = page.getByRole("listitem").filter({ hasText: "Number of Employees" });
    await expect(levels).toHaveText([/1-10/, /11-50/, /51-200/, /201-500/, /501-1,000/, /10,001\+/]);
    await openPattern(page, /51-200/);
    const sheet = page.getByRole("complementary", { name: "Number of Employees: 51-200" });
    await expect(sheet).toContainText(
      "of the 100 customers where Number of Employees is 51-200 are still customers",
    );
  });

  await test.step("two neighbours that do alike are one rule, said with its ends", async () => {
    await page.goto(`/w/${workspace}/patterns/combinations?outcome=retention`);
    await expect(page.getByText("Number of Employees is 51-200").first()).toBeVisible();
    const joined = page.getByText(/^Number of Employees is [\d,]+ to [\d,]+$/).filter({ visible: true });
    await expect(joined.first()).toBeVisible();
  });
});

/** Deals of which every other is in euros. */
const deals = csv("deals.csv", [
  "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Associated Company",
  ...Array.from({ length: 30 }, (_, n) => {
    const amount = `${n % 2 ? "€" : "$"}${1000 + 100 * n}`;
    return `${n},Deal ${n},Closed Won,${amount},2024-10-${10 + (n % 9)},2024-02-${10 + (n % 9)},Tarn Firm ${n}`;
  }),
]);

test("of amounts in two currencies it is asked what one is worth, and by that they are counted", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await signIn(page, owner);
  await page.waitForURL(/\/w\//);
  await dropFiles(page, workspace, [deals]);
  await expect(fileCard(page, "deals.csv")).toContainText("HubSpot deals", { timeout: 30_000 });
  await looked(page);
  await expect(fileCard(page, "deals.csv")).toContainText("15 problems");
  await next(page, "columns");
  await expect(page.getByText("Amounts are in USD and EUR. Say what one EUR is worth in USD.")).toBeVisible();
  await page.getByLabel("What one EUR of Amount is worth in USD").fill("1.10");
  await page.getByRole("link", { name: /\d Files/ }).click();
  await looked(page);
  await expect(fileCard(page, "deals.csv")).toContainText("30 deals");
  await expect(fileCard(page, "deals.csv")).not.toContainText("problems");
  await page.getByRole("link", { name: /\d Changes/ }).click();
  await expect(page.getByText(/^Left empty: 18 Oct 2024/)).toBeVisible();
  await importFiles(page, "600 accounts, 0 new.");
  // Half in dollars, and the others at 1.10: 1,000, 1,200 and so on; 1,100, 1,300 and so on.
  const mean = (15 * 2400 + 15 * 2500 * 1.1) / 30;
  await page.goto(`/w/${workspace}/patterns?outcome=First+deal+amount`);
  await expect(page.getByText(`Mean ${formatNumber(mean)}.`)).toBeVisible();
});
