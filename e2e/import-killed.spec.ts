import pg from "pg";
import { customersCsv } from "#lib/server/testing/tables.ts";
import { dropFiles } from "./pages/import.ts";
import { claim } from "./pages/people.ts";
import { query, urlOf } from "./support/database.ts";
import { startWorkshop, type Workshop } from "./support/server.ts";
import { expect, test } from "./support/test.ts";

const workspace = "tarnworks";
const rows = 3000;

// While the server is away nobody answers the page that asks how far the import is.
test.use({ expectedErrors: [/Failed to load resource: net::ERR_/] });

/** Lets nobody write accounts until it is ended: an import that has begun stands still. */
async function holdAccounts(workshop: Workshop): Promise<{ end(): Promise<void> }> {
  const client = new pg.Client({ connectionString: await urlOf(workshop) });
  // The database may end with the server that is killed.
  client.on("error", () => undefined);
  await client.connect();
  await client.query(`begin; lock table "account" in share mode`);
  return { end: () => client.end().catch(() => undefined) };
}

test("a server that is killed in the middle of an import goes on with it, and every row is there once", async ({
  page,
  workshop,
}) => {
  await claim(page, workshop.welcomeLink);
  const buffer = Buffer.from(customersCsv(rows));
  await dropFiles(page, workspace, [{ name: "customers.csv", mimeType: "text/csv", buffer }]);
  await page.getByRole("link", { name: /\d Changes/ }).click();
  await expect(page.getByRole("heading", { name: "3,000 new accounts." })).toBeVisible();

  const held = await holdAccounts(workshop);
  await page.getByRole("button", { name: "Import 1 file" }).click();
  await expect(page.getByRole("progressbar", { name: "Importing 1 file" })).toBeVisible();
  await expect.poll(() => query(workshop, `select "state" from "import"`)).toEqual([{ state: "running" }]);
  process.kill(workshop.pid, "SIGKILL");
  await workshop.ended;
  await held.end();
  await expect(page.getByRole("progressbar")).toBeVisible();

  const { port } = new URL(workshop.url);
  const again = await startWorkshop({ directory: workshop.directory, variables: { PORT: port } });
  try {
    // The page that was open all the while tells how it ended.
    await expect(page.getByRole("heading", { name: "3,000 accounts, 3,000 new." })).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.getByText("it was begun again, and nothing came in twice")).toBeVisible();
    const [counted] = await query<{ accounts: number; records: number }>(
      again,
      `select (select count(*)::int from "account") as "accounts", (select count(*)::int from "record") as "records"`,
    );
    expect(counted).toEqual({ accounts: rows, records: rows });

    await page.getByRole("link", { name: "All imports" }).last().click();
    await expect(page.getByRole("heading", { name: "3,000 accounts in the data" })).toBeVisible();
    await expect(
      page.getByRole("row", { name: /^customers\.csv In the data 3,000 new accounts/ }),
    ).toHaveCount(1);
    await page.getByRole("link", { name: "customers.csv" }).click();
    await expect(page.getByText("Begun again after the server stopped.")).toBeVisible();
  } finally {
    await again.stop();
  }
});
