import { expect, test } from "./support/test.ts";

test.describe("the server itself", () => {
  test.use({ expectedErrors: [/404/] });

  test("is healthy, ready, and guards every page", async ({ page, workshop }) => {
    expect(await (await page.request.get("/healthz")).json()).toEqual({ ok: true });
    expect(await (await page.request.get("/readyz")).json()).toMatchObject({ ok: true, migrations: true });
    const response = await page.goto("/nowhere");
    expect(response?.status()).toBe(404);
    expect(response?.headers()["content-security-policy"]).toContain("'strict-dynamic'");
    expect(workshop.welcomeLink).toMatch(/\/welcome\?token=[\w-]{43}$/);
  });
});
