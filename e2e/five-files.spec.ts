import type { Page } from "@playwright/test";
import { formatNumber, formatPercent } from "#lib/analysis/format.ts";
import { type ExportedHistory, exportedHistory } from "#lib/samples/testing/exports.ts";
import {
  answerDoubt,
  dropFiles,
  fileCard,
  importFiles,
  joinFigures,
  next,
  undoImport,
} from "./pages/import.ts";
import { claim, owner, signIn } from "./pages/people.ts";
import { bytesOf } from "./support/exported-files.ts";
import { expect, test } from "./support/test.ts";

const workspace = "tarnworks";
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What stands below an outcome on the patterns page: its figure, and how many accounts have it. */
async function expectOutcome(page: Page, outcome: string, figure: string, accounts: number): Promise<void> {
  await page.goto(`/w/${workspace}/patterns?outcome=${encodeURIComponent(outcome)}`);
  await expect(page.getByText(`${figure} ${accounts} accounts with a known outcome`)).toBeVisible();
}

/** The outcomes that are folded from deals, subscriptions and tickets, worked out again from the story. */
async function expectTruth(page: Page, { companies, exportedOn }: ExportedHistory["truth"]): Promise<void> {
  const customers = companies.flatMap(({ customer }) => customer ?? []);
  const kept = customers.filter(({ churned }) => churned === null);
  const share = formatPercent(kept.length / customers.length);
  await expectOutcome(page, "retention", `${share} still customers.`, customers.length);
  const first = mean(customers.map(({ firstMrr }) => firstMrr));
  await expectOutcome(page, "First MRR", `Mean ${formatNumber(first)}.`, customers.length);
  const watched = customers.filter(({ start, churned }) => (churned ?? exportedOn) - start + 1 >= 90);
  const tickets = watched.map((one) => one.tickets.filter((day) => day < one.start + 90).length);
  await expectOutcome(
    page,
    "Tickets in the first 90 days",
    `Mean ${formatNumber(mean(tickets))}.`,
    watched.length,
  );
  const decided = companies
    .map(({ deals }) => deals.filter(({ won }) => won !== null))
    .filter((deals) => deals.length > 0);
  const rates = decided.map((deals) => mean(deals.map(({ won }) => (won ? 1 : 0))));
  await expectOutcome(page, "Win rate", `Mean ${formatNumber(mean(rates))}.`, decided.length);
}

test("five files of five kinds come back as the accounts they were written from", async ({
  page,
  workshop,
}) => {
  const { files, truth } = exportedHistory(11, 160, "HubSpot");
  const { joins, problems, accounts } = truth;
  await claim(page, workshop.welcomeLink);
  await dropFiles(page, workspace, files.map(bytesOf));

  await test.step("each is recognised, its rows counted", async () => {
    await expect(page.getByRole("heading", { name: /^5 files, / })).toBeVisible({ timeout: 60_000 });
    for (const [file, source] of [
      ["hubspot-companies.csv", "HubSpot companies"],
      ["hubspot-deals.csv", "HubSpot deals"],
      ["hubspot-contacts.csv", "HubSpot contacts"],
      ["stripe-subscriptions.csv", "Stripe subscriptions"],
      ["zendesk-tickets.csv", "Zendesk tickets"],
    ] as const)
      await expect(fileCard(page, file)).toContainText(source);
    await expect(fileCard(page, "hubspot-contacts.csv")).toContainText("semicolons, UTF-16");
    await expect(fileCard(page, "zendesk-tickets.csv")).toContainText("1 line set aside");
  });

  await test.step("rows are joined as they were written, and the doubtful ones asked about", async () => {
    await next(page, "columns");
    // What a plan was when the customer came, the export does not say.
    await expect(page.getByRole("heading", { name: "1 column to look at" })).toBeVisible();
    await expect(page.getByText(/^The plan of the first subscription as it is on the day/)).toBeVisible();
    await next(page, "joins");
    const { byId, byDomain, byName, doubtful, without } = joins;
    expect(await joinFigures(page)).toEqual([byId, byDomain, byName, doubtful, without]);
    await answerDoubt(page, /HubSpot 9001/);
    await expect(page.getByText("Nothing is left to answer.")).toBeVisible();
    expect(await joinFigures(page)).toEqual([byId, byDomain, byName, doubtful, 0, without]);
  });

  await test.step("the change is told before it is made, with every problem", async () => {
    await next(page, "changes");
    await expect(page.getByRole("heading", { name: `${accounts} new accounts.` })).toBeVisible();
    await expect(page.getByRole("heading", { name: `${problems.length} problems` })).toBeVisible();
    const list = page.getByRole("region", { name: "Problems in the files" });
    for (const [at, { file, row, column }] of problems.slice(0, 10).entries()) {
      const line = list.getByRole("listitem").nth(at);
      await expect(line).toContainText(`Row ${row}${column === null ? "" : `, ${column}`} · ${file}`);
      await expect(line).toHaveAttribute("aria-setsize", `${problems.length}`);
    }
    await importFiles(page, `${accounts} accounts, ${accounts} new.`);
  });

  await test.step("the outcomes are those of the story", () => expectTruth(page, truth));

  await test.step("the same files again would change nothing; undone, nothing is left", async () => {
    await dropFiles(page, workspace, files.map(bytesOf));
    await expect(fileCard(page, "hubspot-deals.csv")).toContainText("It changes nothing.");
    await undoImport(page, workspace);
    await expect(page.getByRole("heading", { name: "Bring your customers" })).toBeVisible();
    await expect(page.getByText("Undone")).toBeVisible();
  });
});

test("a pair from Salesforce is joined by the name, its report's footer set aside", async ({ page }) => {
  const { files, truth } = exportedHistory(12, 120, "Salesforce");
  await page.goto("/sign-in");
  await signIn(page, owner);
  await page.waitForURL(/\/w\//);
  const pair = files.filter(({ name }) => name.startsWith("salesforce-") || name.startsWith("opportunit"));
  await dropFiles(page, workspace, pair.map(bytesOf));
  await expect(page.getByRole("heading", { name: /^2 files, / })).toBeVisible({ timeout: 60_000 });
  await expect(fileCard(page, "salesforce-accounts.csv")).toContainText("Salesforce accounts");
  await expect(page.getByText(/lines set aside/)).toBeVisible();
  await page.getByRole("link", { name: /\d Changes/ }).click();
  await expect(page.getByRole("heading", { name: `${truth.accounts} new accounts.` })).toBeVisible();
  await importFiles(page, `${truth.accounts} accounts, ${truth.accounts} new.`);
});
