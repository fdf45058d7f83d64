import type { APIRequestContext, Page } from "@playwright/test";
import { can } from "#lib/access/can.ts";
import {
  addToDraft,
  approve,
  openPattern,
  propose,
  publish,
  share,
  writeProfile,
} from "./pages/agreement.ts";
import { importAsUnderstood } from "./pages/import.ts";
import { claim, invite, joinBy } from "./pages/people.ts";
import { type BuiltAction, builtActions, type Post, postOf, record, replay } from "./support/actions.ts";
import { query, stored } from "./support/database.ts";
import {
  addressOf,
  type Named,
  namesOfOne,
  publicRoutes,
  routes,
  workspaceRoutes,
} from "./support/routes.ts";
import { expect, test } from "./support/test.ts";

const slug = "tarnworks";
/** Words and names that only members of Tarnworks may read. */
const secrets = ["Tarnworks", "Quillon Freight", "Yearly", "Zephyrine", "For the tarn board", "quillon.csv"];

const customers = Array.from({ length: 90 }, (_, n) => {
  const monthly = n % 2 === 0;
  const left = monthly ? n % 3 === 0 : n % 9 === 0;
  return `Q-${n},Quillon Freight ${n},${monthly ? "Monthly" : "Yearly"},${n % 7},${n % 40},${left ? "Yes" : "No"}`;
});
const table = `Customer ID,Company,Contract,Seats,Tenure in months,Churn\n${customers.join("\n")}\n`;

interface Stage {
  readonly recorded: ReturnType<typeof record>;
  readonly named: Named;
  /** By whom things are asked for: browsers that are signed in, and one that is not. */
  readonly people: Readonly<Record<"owner" | "stranger" | "viewer" | "nobody", APIRequestContext>>;
}
let stage: Stage;

// A test that failed starts a new server, on which the others would have nothing to ask for.
test.describe.configure({ mode: "serial" });

test.use({ expectedErrors: [/status of 40[134]/] });

/** What an owner does from the first file to the first link, with everything that goes over the wire kept. */
async function tellStory(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Bring a table to Tarnworks" }).click();
  const file = { name: "quillon.csv", mimeType: "text/csv", buffer: Buffer.from(table) };
  await page.getByLabel("Table of customers").setInputFiles(file);
  await importAsUnderstood(page, "90 accounts, 90 new.");
  await page.getByRole("link", { name: "Look at the patterns" }).click();
  await page.getByRole("button", { name: /Look at/ }).click();
  await openPattern(page, /Monthly/);
  await addToDraft(page, "Disqualifier");
  await writeProfile(page, slug, "Zephyrine carriers that sign for a year.");
  await propose(page, slug, "The first Zephyrine profile.");
  for (const team of ["marketing", "sales", "product"]) await approve(page, slug, team);
  await publish(page, slug);
  await share(page, "For the tarn board");
  await page.goto(`/w/${slug}/settings`);
  await page.getByLabel("Name of the workspace").fill("Tarnworks Freight");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText("Tarnworks Freight").first()).toBeVisible();
}

test("an owner's short story is told and recorded", async ({ page, workshop, newVisitor, playwright }) => {
  const recorded = record(page);
  await claim(page, workshop.welcomeLink);
  await tellStory(page);
  const viewer = await newVisitor();
  const viewerLink = await invite(page, slug, { role: "Viewer", note: "For the tarn board" });
  await joinBy(viewer, viewerLink, {
    name: "Vera",
    email: "vera@workshop.example",
    password: "sorrel plover 7",
  });

  await page.goto("/welcome");
  await page.getByText("Another workspace").click();
  await page.getByLabel("Name of the new workspace").fill("Second");
  await page.getByRole("button", { name: "Create it" }).click();
  await page.waitForURL(/\/w\/second\//);
  const stranger = await newVisitor();
  const link = await invite(page, "second", { role: "Owner" });
  await joinBy(stranger, link, { name: "Sten", email: "sten@workshop.example", password: "sorrel plover 8" });

  const [ids] = await query<Omit<Named, "workspace">>(workshop, namesOfOne);
  const like = async (browser: Page | null) =>
    playwright.request.newContext({
      baseURL: workshop.url,
      ...(browser && { storageState: await browser.context().storageState() }),
    });
  stage = {
    recorded,
    named: { workspace: slug, ...ids! },
    people: {
      owner: await like(page),
      stranger: await like(stranger),
      viewer: await like(viewer),
      nobody: await like(null),
    },
  };
});

test("a page or a handler is of a workspace, or is known to be public", () => {
  const stray = workspaceRoutes.filter(({ name }) => !name.includes("[workspace]"));
  expect(stray, "a new route outside workspaces needs a line in publicRoutes").toEqual([]);
  expect(publicRoutes.filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
});

/** What a page must be asked with to show anything. */
const asked: Readonly<Record<string, string>> = {
  "api/analysis/[workspace]": "?work=back-test",
  "api/uploads/[workspace]/problems": "?files=[upload]",
  "w/[workspace]/import/new": "?files=[upload]",
  "w/[workspace]/patterns": "?outcome=retention&pattern=Contract%3DMonthly&traits=Contract",
  "w/[workspace]/patterns/accounts": "?outcome=retention&pattern=Contract%3DMonthly&traits=Contract",
};

/** As a visit, as the router asks, and as a router that says it has the workspace's frame already. */
function waysOfAsking(): readonly Readonly<Record<string, string>>[] {
  const tree = stage.recorded.fetches
    .filter(({ path }) => path.startsWith(`/w/${slug}/`))
    .map(({ headers }) => headers["next-router-state-tree"])
    .find((one) => one?.includes(slug));
  expect(tree).toBeDefined();
  return [{}, { rsc: "1" }, { rsc: "1", "next-router-state-tree": tree ?? "" }];
}

/** One answer; the router's own detour, which only completes the address, is followed. */
async function get(as: APIRequestContext, address: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await as.get(address, { maxRedirects: 0, headers: { ...headers } });
  const detour = response.headers().location;
  return detour?.includes("_rsc") ? as.get(detour, { maxRedirects: 0, headers: { ...headers } }) : response;
}

test("every page and handler shows its workspace to members only", async () => {
  const { people, named } = stage;
  for (const route of workspaceRoutes) {
    const isPage = route.kind === "page";
    const address = addressOf({ ...route, name: route.name + (asked[route.name] ?? "") }, named);
    for (const headers of waysOfAsking()) {
      const name = `${route.name} ${Object.keys(headers).join(" ")}`;
      const mine = await get(people.owner, address, headers);
      // The one that only takes files in answers nobody who merely asks.
      if (mine.status() === 405) continue;
      expect.soft(mine.status(), name).toBe(200);
      if (isPage) expect.soft(secrets.some(isIn(await mine.text())), `${name} shows something`).toBe(true);

      const closed = await get(people.nobody, address, headers);
      expectNoSecret(await closed.text(), name);
      const strange = await get(people.stranger, address, headers);
      expectNoSecret(await strange.text(), name);
      // To a router Next says the same inside an answer that has begun well.
      if (!headers.rsc) {
        expect.soft(strange.status(), name).toBe(404);
        expect.soft(closed.status(), name).toBe(isPage ? 307 : 401);
        if (isPage) expect.soft(closed.headers().location, name).toMatch(/^\/sign-in\?next=/);
      }

      // Tarnworks' ids from inside the stranger's own workspace.
      const mixed = await get(people.stranger, addressOf(route, { ...named, workspace: "second" }), headers);
      expect.soft(mixed.status(), name).toBeLessThan(500);
      expectNoSecret(await mixed.text(), name);
    }
  }
});

const isIn = (text: string) => (secret: string) => text.includes(secret);

function expectNoSecret(text: string, name: string): void {
  expect.soft(secrets.filter(isIn(text)), name).toEqual([]);
}

test("what the owner's browser fetched shows a stranger nothing", async () => {
  const { people, recorded } = stage;
  expect(recorded.fetches.length).toBeGreaterThan(5);
  for (const { path, headers } of recorded.fetches.filter((one) => one.path.startsWith(`/w/${slug}`))) {
    for (const as of [people.nobody, people.stranger]) {
      const response = await as.get(path, { headers: { ...headers }, maxRedirects: 0 });
      expectNoSecret(await response.text(), path);
    }
  }
});

const actionOf = (id: string): BuiltAction => {
  const found = builtActions().find((one) => one.id === id);
  if (!found) throw new Error(`${id} is no action of this build.`);
  return found;
};
const isMembers = ({ door }: BuiltAction) => door.needs !== "person" && door.needs !== "visitor";

/** What each person gets for an action of Tarnworks. */
function refusalOf({ door: { needs } }: BuiltAction, who: "nobody" | "stranger" | "viewer"): RegExp {
  if (needs === "visitor") return /^(?:already-used|invalid-input)$/;
  if (who === "nobody" || needs === "person") return /^signed-out$/;
  if (who === "stranger") return /^not-found$/;
  return can("viewer", needs) ? /^(?:ok|invalid-input|not-found)$/ : /^not-allowed$/;
}

/** Anybody but an owner who posts this is refused, whatever stands in it. */
async function expectRefused(action: BuiltAction, post: Post, origin: string): Promise<void> {
  for (const who of ["nobody", "stranger", "viewer"] as const) {
    // A person's own doors do for them what they do; whose they are is tested beside the code.
    if (who !== "nobody" && action.door.needs === "person") continue;
    const { outcome, text } = await replay(stage.people[who], post, origin);
    const name = `${action.file} ${action.name}, posted by ${who}`;
    expect.soft(outcome, name).toMatch(refusalOf(action, who));
    if (who !== "viewer") expectNoSecret(text, name);
  }
}

/** Not even an owner, when their browser was made to post it by another site's page. */
async function expectNoCrossSite(post: Post): Promise<void> {
  for (const origin of ["https://evil.example", "null", "http://localhost.evil.example"]) {
    const { status, text } = await replay(stage.people.owner, post, origin);
    expect.soft(status, `${post.path} from ${origin}`).toBe(403);
    expectNoSecret(text, post.path);
  }
}

test("what the owner did, done again by anybody else, is refused and changes nothing", async ({
  workshop,
}) => {
  const inTarnworks = stage.recorded.posts.filter(({ path }) => !path.startsWith("/w/second"));
  const posts = [...new Map(inTarnworks.map((post) => [post.id, post])).values()];
  const story = "addPattern decide invite makeShareLink propose publish saveEdit saveName startImport";
  expect(posts.map(({ id }) => actionOf(id).name)).toEqual(expect.arrayContaining(story.split(" ")));
  const before = await stored(workshop, slug);
  expect(before.account).toMatch(/^90 /);
  for (const post of posts) {
    await expectRefused(actionOf(post.id), post, workshop.url);
    await expectNoCrossSite(post);
  }
  expect(await stored(workshop, slug)).toEqual(before);
});

test("every action of the build, called by hand with the workspace's name, is refused", async ({
  workshop,
}) => {
  const before = await stored(workshop, slug);
  for (const action of builtActions()) {
    const post = postOf(action, stage.named, isMembers(action) ? [slug, {}] : [{}]);
    await expectRefused(action, post, workshop.url);
    await expectNoCrossSite(post);
  }
  expect(await stored(workshop, slug)).toEqual(before);
});
