import type { Page } from "@playwright/test";
import { claim } from "./pages/people.ts";
import { expect, test } from "./support/test.ts";

let room = "";
let state: Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;

test.describe.configure({ mode: "serial" });

const shuffled = /^On 20 copies of your data with shuffled outcomes this found something in \d+; on yours/;

test("combinations: a forest, then the checks of it fill in by themselves", async ({ page, workshop }) => {
  test.setTimeout(120_000);
  await claim(page, workshop.welcomeLink);
  await page.getByRole("button", { name: "Open the sample of 612 customers" }).click();
  await page.waitForURL(/\/w\/[^/]+\/overview/);
  room = `${new URL(page.url()).pathname.replace(/overview$/, "")}patterns`;
  state = await page.context().storageState();

  await page.goto(`${room}/combinations`);
  const forest = page.getByRole("figure", { name: /combinations examined, .* hold; the strongest:/ });
  await expect(forest.getByRole("link", { name: /^Ledger is Custom-built/ })).toBeVisible();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await expect(page.getByText(shuffled)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(page.getByText(/found again in .*%\s*of resamples/).first()).toBeVisible();
  await page.getByText("How this is computed").click();
  await expect(page.getByText("Max-T: Westfall and Young 1993.")).toBeVisible();
  await forest.getByText("Figures as a table").click();
  await expect(forest.getByRole("columnheader", { name: "To expect" })).toBeVisible();
});

test("a page that is left gives its work up, and the next one gets it all the same", async ({
  newVisitor,
}) => {
  const page = await newVisitor({ storageState: state });
  await page.goto(room);
  const address = `${room.replace(/^\/w\/([^/]+)\/.*$/, "/api/analysis/$1")}?work=shuffles&outcome=ACV`;
  const cut = await page.evaluate(async (asked) => {
    const leaving = new AbortController();
    const response = await fetch(asked, { signal: leaving.signal });
    await response.body?.getReader().read();
    leaving.abort();
    return response.headers.get("content-type");
  }, address);
  expect(cut).toBe("application/x-ndjson");
  await page.goto(`${room}/combinations?outcome=Expansion+%25`);
  await expect(page.getByText(shuffled)).toBeVisible({ timeout: 60_000 });
});

test("quadrant: four regions, whom one regrets by name, the figures as a table", async ({ newVisitor }) => {
  const page = await newVisitor({ storageState: state });
  await page.goto(room);
  await page.getByRole("link", { name: "Quadrant" }).click();
  await expect(page.getByRole("heading", { name: "Easy to win against worth keeping" })).toBeVisible();
  const picture = page.getByRole("figure", { name: /^Segment is Small: easy to win, not worth keeping\./ });
  await picture.getByText("Figures as a table").click();
  await expect(picture.getByRole("row", { name: /^Segment: Small .* Beware$/ })).toBeVisible();
  const beware = page.locator("section").filter({ has: page.getByRole("heading", { name: /^Beware/ }) });
  await expect(beware.getByText(/\d+ companies won and not good:/).first()).toBeVisible();
  await page.getByRole("button", { name: "Add to draft: Employees: 10 to 49" }).click();
  await page.getByRole("menuitem", { name: "Disqualifier" }).click();
  await expect(page.getByText("In the draft as a disqualifier.")).toBeVisible();
  await beware.getByRole("link", { name: "Segment: Small" }).click();
  await expect(page.getByRole("complementary", { name: "Segment: Small" })).toBeVisible();
});

test("back-test: nothing is shown before somebody looks, and every look counts", async ({ newVisitor }) => {
  test.setTimeout(60_000);
  const page = await newVisitor({ storageState: state });
  await page.goto(`${room}/back-test`);
  await expect(page.getByText(/\d+ customers who began on .* or later are held back/)).toBeVisible();
  await expect(page.getByText("The customers held back have not been looked at yet.")).toBeVisible();
  await page.getByRole("button", { name: "Try them on the customers held back" }).click();
  await expect(page.getByText(/^Of the \d+ customers they would take, \d+\s%/)).toBeVisible();
  await expect(
    page.getByText(/^The customers held back have been looked at once, last by Ada Owner/),
  ).toBeVisible();
  await expect(page.getByText("Its writers had seen these customers")).toBeVisible();
  await expect(page.getByText(/good customers it would have rejected/)).toBeVisible();

  await page.getByRole("link", { name: "Rules found" }).click();
  await page.getByRole("button", { name: "Try them on the customers held back" }).click();
  await expect(page.getByText(/^The customers held back have been looked at twice/)).toBeVisible({
    timeout: 30_000,
  });
  const curve = page.getByRole("figure", { name: /^The half that they would take first holds/ });
  await curve.getByText("Figures as a table").click();
  await expect(curve.getByRole("row")).toHaveCount(22);
  await page.reload();
  await expect(page.getByText(/^The customers held back have been looked at twice/)).toBeVisible();
});

test("scorecard: points a level, judged on customers they were not made from", async ({ newVisitor }) => {
  const page = await newVisitor({ storageState: state });
  await page.goto(room);
  await page.getByRole("link", { name: "Scorecard" }).click();
  await expect(page.getByRole("heading", { name: "Points suggested by the data" })).toBeVisible();
  await expect(page.getByText(/^Of one good customer and one other, .* chance alone/)).toBeVisible({
    timeout: 30_000,
  });
  const points = page.getByRole("table", { name: "Points by trait and level" });
  const ledger = points
    .getByRole("rowgroup")
    .filter({ has: page.getByRole("rowheader", { name: "Ledger", exact: true }) });
  await expect(ledger.getByRole("row", { name: /^Custom-built \d+ .* −\d+$/ })).toBeVisible();
  const judged = page.getByRole("figure", { name: /slope .*1 is right.*Brier/ });
  await judged.getByText("Figures as a table").click();
  await expect(judged.getByRole("columnheader", { name: "Promised" })).toBeVisible();
  await page.getByText("How this is computed").click();
  await expect(page.getByText("Hoerl and Kennard 1970; Siddiqi 2006.")).toBeVisible();
});

test("a table without deals says which file would show who was won", async ({ newVisitor }) => {
  const page = await newVisitor({ storageState: state });
  await page.goto("/w/tarnworks/patterns/quadrant");
  await expect(page.getByRole("heading", { name: "Which traits go with good customers?" })).toBeVisible();
  await page.goto("/welcome");
  await page.getByRole("button", { name: "Open the sample of 50 customers" }).click();
  await page.waitForURL(/\/w\/[^/]+\/overview/);
  const small = page.url().replace(/overview$/, "patterns");
  await page.goto(`${small}/quadrant`);
  await expect(page.getByRole("heading", { name: "Who was won, and who was lost?" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Import deals" })).toBeVisible();
  await page.goto(`${small}/back-test`);
  await expect(page.getByText("Nothing is held back")).toBeVisible();
  await page.goto(`${small}/combinations`);
  await expect(page.getByText("Too few accounts for combinations")).toBeVisible();
  await page.goto(`${small}/scorecard`);
  await expect(page.getByText(/are too few for a scorecard: it takes 100/)).toBeVisible();
});
