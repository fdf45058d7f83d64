import { once } from "node:events";
import { connect } from "node:net";
import path from "node:path";
import { isOccupied } from "#lib/server/postgres-process.ts";
import { makeTestDirectory, removeTestDirectory } from "#lib/server/testing/place.ts";
import { startWorkshop, type Workshop } from "./support/server.ts";
import { expect, test } from "./support/test.ts";

test("the server is healthy, ready, and guards every page", async ({ workshop }) => {
  const get = (address: string) => fetch(workshop.url + address);
  expect(await (await get("/healthz")).json()).toEqual({ ok: true });
  expect(await (await get("/readyz")).json()).toEqual({
    ok: true,
    database: true,
    migrations: true,
    pages: true,
  });
  expect(workshop.welcomeLink).toMatch(/\/welcome\?token=[\w-]{43}$/);
  const page = await get("/nowhere");
  const policy = page.headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
  const scripts = (await page.text()).match(/<script[^>]*>/g) ?? [];
  expect(page.status).toBe(404);
  expect(policy).not.toContain("unsafe-eval");
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  expect((await get("/nowhere")).headers.get("content-security-policy")).not.toBe(policy);
});

test("the icon is where browsers look for it by themselves", async ({ workshop }) => {
  const icon = await fetch(`${workshop.url}/favicon.ico`);
  expect(icon.status).toBe(200);
  expect(icon.headers.get("content-type")).toMatch(/^image\//);
});

test("what cannot be read is refused before any page is asked, and no door of others stands open", async ({
  workshop,
}) => {
  const status = async (address: string, method = "GET") =>
    (await fetch(workshop.url + address, { method, redirect: "manual" })).status;
  for (const address of ["/w/%E0%A4%A/overview", "/share/%ED%A0%80", "/api/auth/%E0%A4%A"])
    expect.soft(await status(address), address).toBe(400);
  expect(await status("/sign-in", "PROPFIND")).toBe(405);
  for (const address of ["/api/auth/verify-request", "/api/auth/callback/credentials", "/api/auth/_log"])
    expect.soft(await status(address), address).toBe(404);
  expect(await status("/api/auth/_log", "POST")).toBe(404);
  expect(await status("/_next/image?url=%2Ffavicon.ico&w=64&q=75")).toBe(404);
  expect(await status("/api/auth/csrf")).toBe(200);
  const action = (body: string) => {
    const headers = { "next-action": "40ab", origin: workshop.url };
    return fetch(`${workshop.url}/sign-in`, { method: "POST", headers, body }).then((one) => one.status);
  };
  expect(await action("x".repeat(1024 * 1024 + 1))).toBe(413);
  expect(await action("[]")).not.toBe(413);
});

test("a shared page is kept from search engines, caches and the sites it links to", async ({ workshop }) => {
  const page = await fetch(`${workshop.url}/share/${"x".repeat(43)}`);
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  expect(page.headers.get("x-robots-tag")).toContain("noindex");
  expect(page.headers.get("cache-control")).toContain("no-store");
});

test("what another site's page sends is refused before anything reads it", async ({ workshop }) => {
  const post = (headers: Record<string, string>) =>
    fetch(`${workshop.url}/welcome`, { method: "POST", headers, body: "{}" }).then(({ status }) => status);
  expect(await post({ origin: "null" })).toBe(403);
  expect(await post({ origin: "https://elsewhere.example" })).toBe(403);
  expect(await post({ origin: workshop.url.replace("http:", "file:") })).toBe(403);
  expect(await post({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await post({ origin: workshop.url })).not.toBe(403);
});

test("the address for live editing is reserved, and closed to other sites", async ({ workshop }) => {
  expect(await upgrade(workshop.url, "/collab", workshop.url)).toContain("501");
  expect(await upgrade(workshop.url, "/collab/x", "https://elsewhere.example")).toContain("403");
  expect(await upgrade(workshop.url, "/collab/x", "null")).toContain("403");
  expect(await upgrade(workshop.url, "/_next/hmr", workshop.url)).toContain("404");
});

async function upgrade(url: string, address: string, origin: string): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(
    `GET ${address} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  );
  const [answer] = await once(socket, "data");
  socket.destroy();
  return String(answer).split("\r\n")[0] ?? "";
}

test("kill -9 and start again, a second process, and an orderly stop", async () => {
  const directory = await makeTestDirectory();
  const started: Workshop[] = [];
  const start = async () => {
    const workshop = await startWorkshop({ directory });
    started.push(workshop);
    return workshop;
  };
  try {
    const killed = await start();
    process.kill(killed.pid, "SIGKILL");
    await killed.ended;

    const again = await start();
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
    expect(again.welcomeLink.split("token=")[1]).not.toBe(killed.welcomeLink.split("token=")[1]);

    // On a busy machine one start may be late; what counts is that it has to wait for nothing.
    await expect(async () => {
      const began = performance.now();
      await expect(start()).rejects.toThrow(/Another ICP Workshop .* is running on/);
      expect(performance.now() - began).toBeLessThan(1_000);
    }).toPass({ timeout: 20_000 });
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200);

    await again.stop();
    expect(await again.ended).toBe(0);
    expect(await isOccupied(path.join(directory, "data"))).toBe(false);
  } finally {
    for (const workshop of started) await workshop.stop();
    await removeTestDirectory(directory);
  }
});

test("a mistake in the environment is said in a sentence each", async () => {
  const variables = { PORT: "many", LOG_LEVEL: "loud" };
  await expect(startWorkshop({ variables })).rejects.toThrow(/PORT must be .*\nLOG_LEVEL must be one of/);
});
