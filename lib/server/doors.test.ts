import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Action, can } from "#lib/access/can.ts";
import type { Actor } from "#lib/server/actor.ts";
import { endSession } from "#lib/server/auth.ts";
import { changeMember } from "#lib/server/commands/change-member.ts";
import { loadDraft } from "#lib/server/queries/load-draft.ts";
import { listMembers } from "#lib/server/queries/people.ts";
import { type ActionDoor, actionDoors } from "#lib/server/testing/action-doors.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { type FullWorkspace, makeFullWorkspace } from "#lib/server/testing/full-workspace.ts";
import { rowsOf } from "#lib/server/testing/rows.ts";
import { useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeMember } from "../../prisma/factories.ts";

/** The session that the browser's cookie names; null: no cookie. */
const browser: { session: string | null } = { session: null };
vi.mock("next-auth/next", () => ({
  getServerSession: async () => (browser.session === null ? null : { sessionId: browser.session }),
}));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

const database = useDatabase();
useUploadFolder();

const app = path.resolve(import.meta.dirname, "../../app");
let ours: FullWorkspace;
let theirs: FullWorkspace;
let disabled: Actor;

beforeAll(async () => {
  ours = await makeFullWorkspace("Umber", 1);
  theirs = await makeFullWorkspace("Kestrel", 2);
  disabled = await makeMember(theirs.owner, { name: "Left", role: "owner", teams: ["sales"] });
  await setMember(disabled, { role: "owner", disabled: true });
});

beforeEach(() => {
  browser.session = null;
});

async function setMember(
  member: Actor,
  to: { readonly role: Actor["role"]; readonly disabled: boolean },
): Promise<void> {
  const found = (await listMembers(theirs.owner)).find(({ userId }) => userId === member.userId);
  const changed = await changeMember(theirs.owner, { member: found?.id ?? "", teams: ["sales"], ...to });
  if (!changed.ok) throw new Error(changed.error);
}

type Called = (...given: readonly unknown[]) => Promise<{ readonly ok: boolean; readonly error?: string }>;

interface Door extends ActionDoor {
  readonly name: string;
  readonly file: string;
  readonly export: string;
}

const doors: readonly Door[] = Object.entries(actionDoors).flatMap(([file, actions]) =>
  Object.entries(actions).map(([name, door]) => ({ ...door, name: `${file} ${name}`, file, export: name })),
);
const isMembers = ({ needs }: ActionDoor) => needs !== "person" && needs !== "visitor";

/** Calls an action as whoever's session the browser holds, and tells what became of it. */
async function knock(door: Door, as: Actor | null, slug: string, input: unknown): Promise<string> {
  browser.session = as?.sessionId ?? null;
  const module: Record<string, Called> = await import(path.join(app, door.file));
  const action = module[door.export]!;
  const answer = await (isMembers(door) ? action(slug, input) : action(input));
  if (theirs && as?.workspaceId !== theirs.owner.workspaceId)
    expect(JSON.stringify(answer)).not.toContain(theirs.mark);
  return answer.ok ? "ok" : (answer.error ?? "");
}

/** Runs, and finds every row of the other workspace as it was. */
async function untouched(run: () => Promise<void>): Promise<void> {
  const before = await rowsOf(database.url, theirs.owner.workspaceId);
  await run();
  expect(await rowsOf(database.url, theirs.owner.workspaceId)).toEqual(before);
}

const filesOf = (name: RegExp) =>
  readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) => name.test(file));

test("every server action stands in the table: a new one needs a line", async () => {
  const files = filesOf(/\.tsx?$/).filter((file) =>
    readFileSync(path.join(app, file), "utf8").includes('"use server"'),
  );
  expect(files.sort()).toEqual(Object.keys(actionDoors).sort());
  for (const file of files) {
    const module: object = await import(path.join(app, file));
    expect(Object.keys(module).sort(), file).toEqual(Object.keys(actionDoors[file]!).sort());
  }
});

describe.each(doors)("$name", (door) => {
  const slug = () => theirs.owner.workspace.slug;
  const input = () => door.input(theirs);

  test("is closed to whoever is signed out, is a stranger, or was disabled", async () => {
    await untouched(async () => {
      const expected = door.needs === "visitor" ? door.foreign : "signed-out";
      expect(await knock(door, null, slug(), input())).toBe(expected);
      if (!isMembers(door)) return;
      expect(await knock(door, ours.owner, slug(), input())).toBe("not-found");
      expect(await knock(door, disabled, slug(), input())).toBe("not-found");
      expect(await knock(door, ours.owner, theirs.owner.workspaceId, input())).toBe("not-found");
    });
  });

  test("opens nothing of another workspace from one's own", async () => {
    await untouched(async () => {
      const answer = await knock(door, ours.owner, ours.owner.workspace.slug, input());
      expect(answer).toBe(door.foreign ?? "ok");
    });
  });

  test("takes no harm from text that cannot be stored, nor from a wrong shape", async () => {
    const wrong = [null, [], "text", 7, { ...input(), extra: 1 }, JSON.parse('{"__proto__":{"base":1}}')];
    // With our own things, so that the input goes all the way.
    for (const shape of [...wrong, ...spoiled(door.input(ours))]) {
      const answer = await knock(door, ours.owner, ours.owner.workspace.slug, await rebased(shape));
      expect([JSON.stringify(shape), answer]).not.toContain("unexpected");
    }
  });
});

test.each(doors.filter(isMembers))("$name opens for exactly the roles agreed", async (door) => {
  for (const member of [theirs.viewer, theirs.editor, theirs.owner]) {
    const answer = await knock(door, member, theirs.owner.workspace.slug, { no: "such input" });
    const allowed = can(member.role, door.needs as Action) && door.foreign !== "not-allowed";
    expect([member.role, answer]).toEqual([member.role, allowed ? "invalid-input" : "not-allowed"]);
  }
});

test("what changes about a member or a session holds from the next action on", async () => {
  const member = await makeMember(theirs.owner, { name: "Mei", teams: ["sales"] });
  const share = doors.find(({ export: name }) => name === "makeShareLink")!;
  const ask = () => knock(share, member, theirs.owner.workspace.slug, share.input(theirs));
  expect(await ask()).toBe("ok");
  await setMember(member, { role: "viewer", disabled: false });
  expect(await ask()).toBe("not-allowed");
  await setMember(member, { role: "editor", disabled: true });
  expect(await ask()).toBe("not-found");
  await setMember(member, { role: "editor", disabled: false });
  expect(await ask()).toBe("ok");
  await endSession(member.sessionId);
  expect(await ask()).toBe("signed-out");
});

interface Handler {
  readonly needs: Action;
  /** Its parameters beside the workspace, naming things of somebody. */
  readonly named: (of: FullWorkspace) => Record<string, string>;
  /** The status a member gets who names things of another workspace. */
  readonly foreign: number;
}

const handlers: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  // Asked for no work in particular: what it works on is always the workspace's own.
  "api/analysis/[workspace]/route.ts": { GET: { needs: "read", named: () => ({}), foreign: 400 } },
  "api/uploads/[workspace]/route.ts": { POST: { needs: "import", named: () => ({}), foreign: 200 } },
  "api/exports/[workspace]/[format]/route.ts": {
    // Of the workspace that is asked for; there is nothing to name in another.
    GET: { needs: "import", named: () => ({ format: "csv" }), foreign: 200 },
  },
  "api/uploads/[workspace]/arriving/route.ts": {
    // Without a size nothing begins.
    POST: { needs: "import", named: () => ({}), foreign: 400 },
  },
  "api/uploads/[workspace]/arriving/[file]/route.ts": {
    PATCH: { needs: "import", named: ({ arriving }) => ({ file: arriving }), foreign: 404 },
    POST: { needs: "import", named: ({ arriving }) => ({ file: arriving }), foreign: 404 },
  },
  // Asked for no files: there is nothing to tell.
  "api/uploads/[workspace]/problems/route.ts": {
    GET: { needs: "import", named: () => ({}), foreign: 404 },
  },
  // Of the actor's own look alone: there is none, and nothing to stop.
  "api/imports/[workspace]/look/route.ts": {
    GET: { needs: "import", named: () => ({}), foreign: 200 },
    DELETE: { needs: "import", named: () => ({}), foreign: 200 },
  },
  "api/imports/[workspace]/[import]/route.ts": {
    GET: { needs: "read", named: (of) => ({ import: of.import }), foreign: 404 },
  },
  "api/imports/[workspace]/[import]/problems/route.ts": {
    GET: { needs: "read", named: (of) => ({ import: of.import }), foreign: 404 },
  },
};
const methods = Object.entries(handlers).flatMap(([file, of]) =>
  Object.entries(of).map(([method, handler]) => ({ name: `${method} ${file}`, file, method, ...handler })),
);

type Handle = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

async function ask(
  { file, method, named }: (typeof methods)[number],
  as: Actor | null,
  { slug, of }: { readonly slug: string; readonly of: FullWorkspace },
): Promise<Response> {
  browser.session = as?.sessionId ?? null;
  const module: Record<string, Handle> = await import(path.join(app, file));
  const body = method !== "GET" ? `a,b\n1,${as?.role}\n` : null;
  const request = new Request(`http://localhost/?name=${encodeURIComponent("a\0\n.csv")}`, {
    method,
    body,
    headers: { "upload-offset": "0" },
  });
  return module[method]!(request, { params: Promise.resolve({ workspace: slug, ...named(of) }) });
}

test("every route handler stands in the table, but sign-in, which is next-auth's", async () => {
  const files = filesOf(/(?:^|\/)route\.tsx?$/).filter((file) => !file.startsWith("api/auth/"));
  expect(files.sort()).toEqual(Object.keys(handlers).sort());
  for (const file of files) {
    const module: object = await import(path.join(app, file));
    const names = Object.keys(module).filter((name) => /^[A-Z]+$/.test(name));
    expect(names.sort(), file).toEqual(Object.keys(handlers[file]!).sort());
  }
});

test.each(methods)("$name is closed to strangers, and opens by role", async (handler) => {
  const theirSlug = theirs.owner.workspace.slug;
  await untouched(async () => {
    const shut = [
      [null, theirSlug, 401],
      [ours.owner, theirSlug, 404],
      [disabled, theirSlug, 404],
      [ours.owner, ours.owner.workspace.slug, handler.foreign],
    ] as const;
    for (const [as, slug, status] of shut) {
      const answer = await ask(handler, as, { slug, of: theirs });
      expect([as?.name, answer.status]).toEqual([as?.name, status]);
      expect(await answer.text()).not.toContain(theirs.mark);
    }
  });
  for (const member of [theirs.viewer, theirs.editor, theirs.owner]) {
    const { status } = await ask(handler, member, { slug: theirSlug, of: theirs });
    expect([member.role, status === 403]).toEqual([member.role, !can(member.role, handler.needs)]);
    expect(status).toBeLessThan(500);
  }
});

/** On the draft as it is now, so that a spoiled edit is tried and not merely stale. */
async function rebased(shape: unknown): Promise<unknown> {
  if (typeof shape !== "object" || shape === null || !("base" in shape) || shape.base !== 9999) return shape;
  const { revision } = await loadDraft(ours.owner);
  return { ...shape, base: revision };
}

/** The input with each of its texts spoiled in turn: NUL, half a character, and numbers no column holds. */
function spoiled(input: object): unknown[] {
  const places: (readonly (string | number)[])[] = [];
  const visit = (value: unknown, at: readonly (string | number)[]) => {
    if (typeof value === "string" || typeof value === "number") places.push(at);
    else if (value && typeof value === "object")
      for (const [key, inner] of Object.entries(value)) visit(inner, [...at, key]);
  };
  visit(input, []);
  return places.slice(0, 40).flatMap((place) => {
    const bad = ["a\0b", "a\ud800", "", 2 ** 40, -1, 0.5, null];
    return bad.map((value) => {
      const copy = structuredClone(input);
      const last = place.at(-1)!;
      const parent = place.slice(0, -1).reduce<object>((inner, key) => Reflect.get(inner, key), copy);
      Reflect.set(parent, last, value);
      return copy;
    });
  });
}
