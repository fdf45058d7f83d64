import { claim } from "./pages/people.ts";
import { longestBlock, measured } from "./support/longest-block.ts";
import { startWorkshop } from "./support/server.ts";
import { expect, test } from "./support/test.ts";

/** In ms: so long a page may wait for another one's work (docs/ARCHITECTURE.md). */
const longest = 50;

test("while patterns are searched, settled and shuffled, the request thread is never busy for long", async ({
  newVisitor,
}) => {
  test.setTimeout(120_000);
  const workshop = await startWorkshop(measured);
  try {
    const page = await newVisitor({ baseURL: workshop.url });
    await claim(page, workshop.welcomeLink);
    await page.getByRole("button", { name: "Open the sample of 612 customers" }).click();
    await page.waitForURL(/\/w\/[^/]+\/overview/);
    const room = page.url().replace(/overview$/, "patterns");
    // The pages' own code is loaded and compiled once; what is measured is the work.
    for (const one of ["", "/combinations?outcome=ACV", "/quadrant"]) await page.goto(room + one);
    await longestBlock(workshop);
    await page.goto(`${room}/combinations?outcome=retention`);
    await expect(page.getByText(/copies of your data with shuffled outcomes this found/)).toBeVisible({
      timeout: 60_000,
    });
    const { cpuMs } = await longestBlock(workshop);
    expect(cpuMs).toBeGreaterThan(0);
    expect(cpuMs).toBeLessThan(longest);
  } finally {
    await workshop.stop();
  }
});
