import {
  addToDraft,
  approveByAll,
  openPattern,
  propose,
  publish,
  revoke,
  share,
  writeProfile,
} from "./pages/agreement.ts";
import { claim } from "./pages/people.ts";
import { expect, test } from "./support/test.ts";

const sentence = "Software companies of 200 to 1,000 people with somebody who owns security.";

// A revoked link is asked for on purpose.
test.use({ expectedErrors: [/404/] });

test("with the sample: patterns become a draft, three teams agree, one link shows that version until it is revoked", async ({
  page,
  workshop,
  newVisitor,
}) => {
  await claim(page, workshop.welcomeLink);
  await page.getByRole("button", { name: "Open the sample of 50 customers" }).click();
  await page.waitForURL(/\/w\/[^/]+\/overview/);
  const workspace = new URL(page.url()).pathname.split("/")[2] ?? "";

  await test.step("fifty customers: first choose what to look at, then honest words", async () => {
    await page.goto(`/w/${workspace}/patterns`);
    await page.getByRole("button", { name: /Look at/ }).click();
    await openPattern(page, /Credit card/);
    await addToDraft(page, "Disqualifier");
  });

  await test.step("the draft says what it does", async () => {
    await writeProfile(page, workspace, sentence);
    await expect(page.getByRole("heading", { name: "What this draft does" })).toBeVisible();
  });

  await test.step("three members in three browsers approve exactly this", async () => {
    await propose(page, workspace, "The first profile we agree on.");
    await approveByAll(page, workspace, newVisitor);
    await publish(page, workspace);
    await expect(page.getByRole("heading", { name: sentence })).toBeVisible();
  });

  await test.step("somebody without an account reads it by link, until it is revoked", async () => {
    const link = await share(page, "The board");
    const reader = await newVisitor({ viewport: { width: 390, height: 844 } });
    await reader.goto(link);
    await expect(reader.getByRole("heading", { name: sentence })).toBeVisible();
    await expect(reader.getByText("Mia Sales")).toBeVisible();
    await revoke(page, workspace, "The board");
    const answer = await reader.goto(link);
    expect(answer?.status()).toBe(404);
    await expect(reader.getByText(sentence)).toHaveCount(0);
  });
});
