import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { exportedHistory } from "#lib/samples/testing/exports.ts";
import { customersCsv } from "#lib/server/testing/tables.ts";
import { propose, share, writeProfile } from "./pages/agreement.ts";
import { claim } from "./pages/people.ts";
import { bytesOf, type FileBytes } from "./support/exported-files.ts";
import { expect, test } from "./support/test.ts";

let workspace = "";
let shared = "";
let together = "";
let alone = "";

/** Every room of a workspace with two versions, a draft that moved on and an open proposal, and of an empty one. */
const rooms = [
  "overview",
  "import",
  "import/joins",
  "import/set-aside",
  "patterns",
  "patterns?outcome=retention",
  "patterns?outcome=retention&pattern=Segment%3DSmall",
  "patterns?outcome=good+customer&pattern=Segment%3DSmall",
  "patterns?outcome=ACV&pattern=Segment%3DSmall",
  "patterns/accounts?outcome=retention&pattern=Segment%3DSmall",
  "patterns/combinations",
  "patterns/combinations?outcome=retention",
  "patterns/quadrant",
  "patterns/back-test",
  "patterns/back-test?rules=found",
  "patterns/scorecard",
  "patterns/good-customer",
  "document",
  "document/compare",
  "document/proposal",
  "versions",
  "versions/2",
  "versions/compare?a=1&b=2",
  "settings",
  "settings/account",
  "settings/members",
  "settings/share-links",
  "settings/audit",
];

test.describe.configure({ mode: "serial" });
// What is not there is asked for on purpose.
test.use({ expectedErrors: [/404/], storageState: { cookies: [], origins: [] } });

let state: Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;

test("a workspace in which everything is there", async ({ page, workshop }) => {
  await claim(page, workshop.welcomeLink);
  await page.getByRole("button", { name: "Open the sample of 612 customers" }).click();
  await page.waitForURL(/\/w\/[^/]+\/overview/);
  workspace = new URL(page.url()).pathname.split("/")[2] ?? "";
  await page.goto(`/w/${workspace}/versions/2`);
  shared = new URL(await share(page, "Everybody")).pathname;
  await writeProfile(page, workspace, "Companies that bill again and again.");
  await propose(page, workspace, "Shorter.");
  await writeProfile(page, workspace, "Companies that bill their customers again and again.");
  together = await laid(page, workspace, exportedHistory(5, 30, "HubSpot").files.map(bytesOf));
  const table = { name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(customersCsv(40)) };
  alone = await laid(page, "tarnworks", [table]);
  state = await page.context().storageState();
});

for (const theme of ["light", "dark"] as const) {
  test(`no page fails an accessibility rule in ${theme}, and none is wider than a phone`, async ({
    newVisitor,
    workshop,
  }) => {
    test.setTimeout(480_000);
    const page = await newVisitor({ storageState: state, colorScheme: theme, reducedMotion: "reduce" });
    await page.context().addCookies([{ name: "theme", value: theme, url: workshop.url }]);
    const visitor = await newVisitor({ colorScheme: theme, reducedMotion: "reduce" });
    const signedIn = [
      ...rooms.map((room) => `/w/${workspace}/${room}`),
      ...["files", "columns", "joins", "change"].map(
        (step) => `/w/${workspace}/import/new?files=${together}&step=${step}`,
      ),
      ...["files", "columns", "change"].map((step) => `/w/tarnworks/import/new?files=${alone}&step=${step}`),
      ...["overview", "import", "patterns", "document", "document/proposal", "versions"].map(
        (room) => `/w/tarnworks/${room}`,
      ),
      "/welcome",
      "/w/nothing-here/overview",
      `/w/${workspace}/nothing-here`,
    ];
    for (const address of signedIn) await check(page, address);
    for (const address of ["/sign-in", "/invite/unknown", "/share/unknown", shared])
      await check(visitor, address);
  });
}

test("the shared page of a whole profile prints on two sheets", async ({ newVisitor }) => {
  const page = await newVisitor();
  await page.goto(shared);
  for (const format of ["A4", "Letter"]) {
    const printed = (await page.pdf({ format })).toString("latin1");
    expect.soft(printed.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(2);
  }
});

test("what is not there is not found, before anything of the page is sent", async ({ newVisitor }) => {
  const { request } = await newVisitor({ storageState: state }).then((page) => page.context());
  const nobody = "00000000-0000-7000-8000-000000000000";
  for (const room of [
    "nothing-here",
    "versions/99",
    "versions/0",
    "versions/latest",
    "versions/compare?a=1&b=99",
    `accounts/${nobody}`,
    `import/new?files=${nobody}`,
    `import/past/${nobody}`,
  ])
    expect.soft((await request.get(`/w/${workspace}/${room}`)).status(), room).toBe(404);
});

/** The ids of files that were taken in and wait to be imported. */
async function laid(page: Page, slug: string, files: readonly FileBytes[]): Promise<string> {
  const ids: string[] = [];
  for (const { name, buffer } of files) {
    const taken = await page.request.post(`/api/uploads/${slug}?name=${name}`, { data: buffer });
    ids.push(((await taken.json()) as { id: string }).id);
  }
  return ids.join(",");
}

/** One visit looks at the page wide for the rules, then narrow for what sticks out. */
async function check(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(address);
  // Until what streams in is in its place, it lies hidden at the end of the page.
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.getByText(/^Looking at all rows/)).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
  expect.soft(found, address).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${address} at 390`).toBeLessThanOrEqual(390);
}
