import { readdir } from "node:fs/promises";
import path from "node:path";
import type { APIRequestContext, Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { claim, owner, signIn } from "./pages/people.ts";
import { builtActions, call, postOf, replay } from "./support/actions.ts";
import { sendBytes } from "./support/big-upload.ts";
import { query, stored } from "./support/database.ts";
import {
  hostile,
  image,
  importHostile,
  patternOf,
  script,
  slug,
  type Tokens,
  writeHostile,
} from "./support/hostile.ts";
import { addressOf, type Named, namesOfOne, routes, workspaceRoutes } from "./support/routes.ts";
import { expect, test } from "./support/test.ts";
import { trySignIn, visitorOf } from "./support/visitors.ts";

interface Stage extends Tokens {
  readonly owner: APIRequestContext;
  readonly nobody: APIRequestContext;
  readonly cookies: Awaited<ReturnType<APIRequestContext["storageState"]>>;
  readonly named: Named;
}
let stage: Stage;

// A test that failed starts a new server, on which the others would have nothing to attack.
test.describe.configure({ mode: "serial" });
test.use({ expectedErrors: [/status of 40[134]/] });

test("a workspace in which every word is an attack", async ({ page, workshop, playwright }) => {
  await claim(page, workshop.welcomeLink);
  await importHostile(page);
  const cookies = await page.context().storageState();
  const as = await visitorOf(playwright.request, workshop.url, cookies);
  const tokens = await writeHostile(as, workshop.url);
  const [ids] = await query<Omit<Named, "workspace">>(workshop, namesOfOne);
  stage = {
    ...{ owner: as, cookies, ...tokens },
    nobody: await visitorOf(playwright.request, workshop.url),
    named: { workspace: slug, ...ids! },
  };
});

/** What an attack would leave behind on a page. */
function marksOn(page: Page): Promise<unknown> {
  return page.evaluate(() => ({
    attacked: Reflect.get(window, "attacked") ?? null,
    images: document.querySelectorAll('img[src="attack"]').length,
    scripts: [...document.scripts].filter((one) => one.textContent?.startsWith("window.attacked")).length,
    polluted: Object.keys(Object.prototype),
  }));
}
const nothing = { attacked: null, images: 0, scripts: 0, polluted: [] };

test("text stays text on every page, and nothing breaks the content security policy", async ({
  newVisitor,
}) => {
  const page = await newVisitor({ storageState: stage.cookies });
  const view = `?outcome=retention&pattern=${encodeURIComponent(patternOf(image))}`;
  for (const route of workspaceRoutes.filter(({ kind }) => kind === "page")) {
    const name = route.name;
    const asked = name.endsWith("import/new") ? `?files=${stage.named.upload}&step=columns` : "";
    await page.goto(addressOf(route, stage.named) + (name.includes("patterns") ? view : asked), {
      waitUntil: "domcontentloaded",
    });
    expect.soft(await marksOn(page), name).toEqual(nothing);
  }
  await page.goto(`/w/${slug}/document`);
  await expect(page.getByRole("textbox", { name: "Profile" })).toHaveValue(`${hostile} profile`);
  await expect(page.getByText(image).first()).toBeVisible();
});

test("a shared version shows its words as words, to people only, and tells nobody where from", async ({
  newVisitor,
}) => {
  const page = await newVisitor();
  const answer = await page.goto(`/share/${stage.share}`);
  await expect(page.getByRole("heading", { name: `${hostile} profile` })).toBeVisible();
  for (const words of [`${hostile} reason`, `${hostile} all the same`])
    await expect(page.getByText(words).first()).toBeVisible();
  expect(await marksOn(page)).toEqual(nothing);
  const headers = (await answer?.allHeaders()) ?? {};
  expect(headers["x-robots-tag"]).toContain("noindex");
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1] ?? "";
  expect(nonce.length).toBeGreaterThan(20);
  const html = (await answer?.text()) ?? "";
  const inline = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  expect(inline.length).toBeGreaterThan(2);
  expect(inline.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  const again = await stage.nobody.get(`/share/${stage.share}`);
  expect(again.headers()["content-security-policy"]).not.toContain(nonce);
});

test("an invitation shows the names in it as words", async ({ newVisitor }) => {
  const guest = await newVisitor();
  await guest.goto(`/invite/${stage.invitation}`);
  await expect(guest.getByRole("heading", { name: `Join ${image}` })).toBeVisible();
  await expect(guest.getByText(script).first()).toBeVisible();
  expect(await marksOn(guest)).toEqual(nothing);
});

test("a share visitor who tries every route and every action gets that version and nothing else", async ({
  workshop,
  newVisitor,
}) => {
  const page = await newVisitor();
  await page.goto(`/share/${stage.share}`);
  const visitor = page.context().request;
  const before = await stored(workshop, slug);
  for (const route of routes.filter(({ name }) => name !== "share/[token]")) {
    const address = addressOf(route, { ...stage.named, token: stage.share, "...nextauth": "session" });
    const answer = await visitor.get(address, { maxRedirects: 0 });
    expect.soft([200, 307, 401, 404, 405], route.name).toContain(answer.status());
    expect.soft((await answer.text()).includes("window.attacked"), route.name).toBe(false);
  }
  for (const beyond of ["/accounts", "/../../w/tarnworks/overview", "/versions/1", "%00", "?version=2"])
    expect.soft((await visitor.get(`/share/${stage.share}${beyond}`)).status(), beyond).toBeLessThan(500);
  for (const action of builtActions()) {
    const members = action.door.needs !== "person" && action.door.needs !== "visitor";
    const post = postOf(action, stage.named, members ? [slug, {}] : [{ token: stage.share }]);
    const { outcome } = await replay(visitor, { ...post, path: `/share/${stage.share}` }, workshop.url);
    expect.soft(outcome, action.name).toMatch(/^(?:signed-out|invalid-input|already-used|status 404)$/);
  }
  // Looking counts as a view, and is all that is written.
  const { share_link: _, ...rest } = before;
  expect(await stored(workshop, slug)).toMatchObject(rest);
});

test("a revoked, an expired and an unknown link are one and the same", async ({ workshop }) => {
  const make = async () => {
    const input = { version: 1, label: "", days: 7 };
    const made = await call(stage.owner, "makeShareLink", { origin: workshop.url, slug, input });
    return made.value as { id: string; token: string };
  };
  const [revoked, expired] = [await make(), await make()];
  const input = { link: revoked.id };
  await call(stage.owner, "revokeShareLink", { origin: workshop.url, slug, input });
  await query(workshop, `update share_link set "expiresAt" = now() where id = $1`, [expired.id]);
  const unknown = stage.share.split("").toReversed().join("");
  const seen = await Promise.all(
    [revoked.token, expired.token, unknown].map(async (token) => {
      const answer = await stage.nobody.get(`/share/${token}`);
      const nonce = /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "")?.[1] ?? "";
      const body = (await answer.text()).replaceAll(token, "TOKEN").replaceAll(nonce, "NONCE");
      return { status: answer.status(), body };
    }),
  );
  expect(seen[0]?.status).toBe(404);
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});

test("a spreadsheet finds nothing to run in any table that is downloaded", async ({ newVisitor }) => {
  const { upload, import: imported } = stage.named;
  const texts = await Promise.all(
    [`/api/uploads/${slug}/problems?files=${upload}`, `/api/imports/${slug}/${imported}/problems`].map(
      async (address) => (await stage.owner.get(address)).text(),
    ),
  );
  for (const text of texts) expect(text).toContain("'=1+1");
  const page = await newVisitor({ storageState: stage.cookies });
  const pattern = encodeURIComponent(patternOf("@SUM(1)"));
  await page.goto(`/w/${slug}/patterns?outcome=retention&pattern=${pattern}`);
  const links = page.locator('a[href^="data:text/csv"]');
  await expect(links).not.toHaveCount(0);
  const charts = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  const tables = charts.map((href) => decodeURIComponent(href.slice(href.indexOf(",") + 1)));
  expect(tables.join()).toContain("'@SUM(1)");
  for (const text of [...texts, ...tables]) {
    const cells: string[] = parse(text, { bom: true, relax_column_count: true }).flat();
    const live = cells.filter((cell) => /^[=+\-@\t\r\0]/.test(cell) && Number.isNaN(Number(cell)));
    expect.soft(live).toEqual([]);
  }
});

test("of many who post the same invitation at once, one gets in; and the welcome link is used up", async ({
  workshop,
}) => {
  const origin = workshop.url;
  const input = { role: "editor", teams: ["sales"], note: "", days: 1 };
  const invited = await call(stage.owner, "invite", { origin, slug, input });
  const { token } = invited.value as { token: string };
  const joins = await Promise.all(
    Array.from({ length: 8 }, (_, n) => {
      const person = { name: `Racer ${n}`, email: `racer${n}@workshop.example`, password: "sorrel plover 9" };
      return call(stage.nobody, "joinWithNewAccount", { origin, input: { ...person, token } });
    }),
  );
  expect(joins.map(({ outcome }) => outcome).sort()).toEqual([...Array(7).fill("already-used"), "ok"]);
  const people = await query(workshop, `select 1 from "user" where name like 'Racer%'`);
  expect(people).toHaveLength(1);
  const welcome = new URL(workshop.welcomeLink).searchParams.get("token");
  const again = { ...owner, email: "late@workshop.example", workspaceName: "Mine", token: welcome };
  expect(await call(stage.nobody, "claim", { origin, input: again })).toMatchObject({
    outcome: "already-used",
  });
});

test("a new role, a disabling and an ended session hold from the next request on", async ({
  workshop,
  playwright,
}) => {
  const origin = workshop.url;
  const mei = { name: "Mei", email: "mei@workshop.example", password: "sorrel plover 10" };
  const input = { role: "editor", teams: ["sales"], note: "", days: 1 };
  const invited = await call(stage.owner, "invite", { origin, slug, input });
  const { token } = invited.value as { token: string };
  await call(stage.nobody, "joinWithNewAccount", { origin, input: { ...mei, token } });
  const [one, other] = [
    await visitorOf(playwright.request, origin),
    await visitorOf(playwright.request, origin),
  ];
  for (const as of [one, other]) await trySignIn(as, mei);
  const [member] = await query<{ id: string }>(
    workshop,
    `select m.id from membership m join "user" u on u.id = m."userId" where u.email = $1`,
    [mei.email],
  );
  const set = async (role: string, disabled: boolean) => {
    const change = { member: member?.id, role, teams: ["sales"], disabled };
    expect(await call(stage.owner, "saveMember", { origin, slug, input: change })).toMatchObject({
      outcome: "ok",
    });
  };
  const tries = async () => {
    const link = { version: 1, label: "", days: 7 };
    return {
      share: (await call(one, "makeShareLink", { origin, slug, input: link })).outcome,
      upload: (await one.post(`/api/uploads/${slug}?name=a.csv`, { data: "a,b\n1,2\n" })).status(),
      page: (await one.get(`/w/${slug}/overview`, { maxRedirects: 0 })).status(),
    };
  };
  expect(await tries()).toEqual({ share: "ok", upload: 200, page: 200 });
  await set("viewer", false);
  expect(await tries()).toEqual({ share: "not-allowed", upload: 403, page: 200 });
  await set("editor", true);
  expect(await tries()).toEqual({ share: "not-found", upload: 404, page: 404 });
  await set("editor", false);
  expect(await tries()).toEqual({ share: "ok", upload: 200, page: 200 });
  await call(other, "endOthers", { origin, input: {} });
  expect(await tries()).toEqual({ share: "signed-out", upload: 401, page: 307 });
});

test("a file beyond 200 MB is refused, said or unsaid, and nothing of it is kept", async ({ workshop }) => {
  const folder = path.join(workshop.directory, "uploads");
  const before = await readdir(folder);
  const limit = 200 * 1024 * 1024;
  const cookie = stage.cookies.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const address = `${workshop.url}/api/uploads/${slug}?name=big.csv`;
  expect(await sendBytes(address, { cookie, announced: limit + 1, bytes: 0 })).toBe(413);
  expect(await sendBytes(address, { cookie, announced: null, bytes: limit + 1024 * 1024 })).toBe(413);
  expect(await readdir(folder)).toEqual(before);
  expect(await query(workshop, "select 1 from upload")).toHaveLength(before.length);
});

test("nobody is led off this server by an address it was given", async ({ page, workshop, playwright }) => {
  const here = new URL(workshop.url);
  const evil = ["//evil.example", "/\\evil.example", "https://evil.example", "/w/..//evil.example"];
  const visitor = await visitorOf(playwright.request, workshop.url);
  for (const next of [...evil, "/.//evil.example", "/\t/evil.example", "javascript:alert(1)"]) {
    const answer = await stage.owner.get(`/sign-in?next=${encodeURIComponent(next)}`, { maxRedirects: 0 });
    const once = new URL(answer.headers().location ?? "", here);
    expect.soft(once.origin, next).toBe(here.origin);
    // The browser's router resolves the path once more.
    expect.soft(new URL(once.pathname + once.search, here).origin, next).toBe(here.origin);
    const landed = await trySignIn(visitor, { ...owner, callbackUrl: next });
    expect.soft(landed.searchParams.has("error"), "signed in").toBe(false);
    expect.soft(landed.origin, next).toBe(here.origin);
  }
  await page.goto(`/sign-in?next=${encodeURIComponent("/w/..//evil.example/")}`);
  await signIn(page, owner);
  await page.waitForURL(/\/overview$/);
  expect(new URL(page.url()).origin).toBe(here.origin);
});

test("guessing passwords is slowed down, whatever address the guesser claims", async ({
  workshop,
  playwright,
}) => {
  const guesser = await visitorOf(playwright.request, workshop.url);
  const errors: string[] = [];
  for (let n = 0; n < 12; n++) {
    const headers = {
      "x-forwarded-for": `203.0.113.${n}`,
      forwarded: `for=203.0.113.${n}`,
      "x-icp-address": `${n}`,
    };
    const landed = await trySignIn(guesser, {
      email: "nobody@workshop.example",
      password: `guess ${n}`,
      headers,
    });
    errors.push(landed.searchParams.get("error") ?? "");
  }
  expect(errors[0]).toBe("wrong-password");
  expect(errors.at(-1)).toMatch(/^throttled \d+$/);
});

test("a word of any length stays within a phone", async ({ workshop, newVisitor }) => {
  const origin = workshop.url;
  const act = async (name: string, input: object) => {
    const { outcome, value } = await call(stage.owner, name, { origin, slug, input });
    expect(outcome, name).toBe("ok");
    return value as { revision: number; token?: string };
  };
  const long = (letter: string, n: number) => letter.repeat(n);
  await act("saveName", { name: long("W", 80) });
  await call(stage.owner, "saveOwnName", { origin, input: { name: long("N", 120) } });
  await act("invite", { role: "viewer", teams: [], note: long("I", 120), days: 1 });
  const { token } = await act("makeShareLink", { version: 1, label: long("L", 100), days: 7 });
  const [draft] = await query<{ revision: number }>(
    workshop,
    `select revision from document d join workspace w on w.id = d."workspaceId" where w.slug = '${slug}'`,
  );
  const item = {
    id: "01970000-0000-7000-8000-00000000000a",
    kind: "must-have",
    when: [{ attribute: long("A", 300), operator: "one of", value: [long("V", 500), long("U", 500)] }],
    points: null,
    evidence: { source: "interview", quote: long("Q", 1000), account: long("C", 200), said: 1, of: 2 },
    question: long("q", 500),
    crmField: long("F", 200),
    rationale: long("R", 1000),
    owner: long("O", 200),
  };
  const edits = [
    { edit: "set text", part: "profile", text: long("P", 400) },
    { edit: "set text", part: "currentTruth", text: long("T", 1000) },
    { edit: "add", list: "criteria", item },
  ];
  for (const [i, edit] of edits.entries()) await act("saveEdit", { base: draft!.revision + i, edit });
  await act("propose", { base: draft!.revision + edits.length, summary: long("S", 2000) });
  const page = await newVisitor({ storageState: stage.cookies, viewport: { width: 390, height: 844 } });
  const rooms = "overview document document/compare document/proposal versions versions/1 settings";
  const tabs = ["members", "share-links", "audit", "account"].map((tab) => `settings/${tab}`);
  const addresses = [...rooms.split(" "), ...tabs].map((room) => `/w/${slug}/${room}`);
  for (const address of [...addresses, "/welcome", `/share/${token}`]) {
    await page.goto(address);
    await expect(page.locator("h1").first()).toBeAttached();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, address).toBe(390);
  }
});
