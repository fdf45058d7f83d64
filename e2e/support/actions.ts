import { readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext, Page } from "@playwright/test";
import { type ActionDoor, actionDoors } from "#lib/server/testing/action-doors.ts";
import { addressOf } from "./routes.ts";

const manifest = path.resolve(import.meta.dirname, "../../.next/server/server-reference-manifest.json");

/** A server action as the build knows it. */
export interface BuiltAction {
  readonly id: string;
  /** Under app, then its name. */
  readonly file: string;
  readonly name: string;
  /** A page that can be asked to run it. */
  readonly page: string;
  readonly door: ActionDoor;
}

interface Manifest {
  readonly node: Readonly<
    Record<string, { readonly filename: string; readonly exportedName: string; readonly workers: object }>
  >;
}

/** Every server action of the build; throws for one that is in no table. */
export function builtActions(): readonly BuiltAction[] {
  const { node } = JSON.parse(readFileSync(manifest, "utf8")) as Manifest;
  return Object.entries(node).map(([id, { filename, exportedName: name, workers }]) => {
    const file = filename.replace(/^app\//, "");
    const door = actionDoors[file]?.[name];
    if (!door) throw new Error(`The server action ${name} of ${filename} stands in no table.`);
    const page = Object.keys(workers)[0]?.replace(/^app\/|\/page$/g, "") ?? "";
    return { id, file, name, page, door };
  });
}

/** What a server action answered; null where the response holds no such answer. */
function answerIn(text: string): { ok: boolean; error?: string; value?: unknown } | null {
  const found = /^\w+:(\{"ok":(?:true|false).*\})$/m.exec(text)?.[1];
  return found ? JSON.parse(found) : null;
}

/** One call of a server action as it went over the wire. */
export interface Post {
  readonly id: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const carried = ["accept", "content-type", "next-action", "next-router-state-tree"];

/** Collects what a page's browser posts to server actions, and what it fetches of pages, from now on. */
export function record(page: Page): { readonly posts: Post[]; readonly fetches: Post[] } {
  const recorded = { posts: [] as Post[], fetches: [] as Post[] };
  page.on("request", (request) => {
    const all = request.headers();
    const { pathname, search } = new URL(request.url());
    const keep = (names: readonly string[]) =>
      Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
    const id = all["next-action"];
    const one = { path: pathname + search, body: request.postDataBuffer() ?? Buffer.alloc(0) };
    if (id) recorded.posts.push({ ...one, id, headers: keep(carried) });
    else if (all.rsc === "1")
      recorded.fetches.push({ ...one, id: "", headers: keep(["rsc", "next-router-state-tree", "next-url"]) });
  });
  return recorded;
}

export interface Replayed {
  /** "ok", the error's code, or the status where the response holds no answer of an action. */
  readonly outcome: string;
  readonly value: unknown;
  readonly status: number;
  readonly text: string;
}

/** Posts to an action, as whoever the context is signed in as, from a page of `origin`. */
export async function replay(as: APIRequestContext, post: Post, origin: string): Promise<Replayed> {
  const { path: where, headers, body } = post;
  const response = await as.post(where, { headers: { ...headers, origin }, data: body, maxRedirects: 0 });
  const [text, status] = [await response.text(), response.status()];
  const answer = answerIn(text);
  const outcome = answer === null ? `status ${status}` : answer.ok ? "ok" : (answer.error ?? "");
  return { outcome, value: answer?.value, status, text };
}

/** A call of an action with plain arguments, as a program would make it that read our scripts. */
export function postOf(
  { id, page }: BuiltAction,
  named: Readonly<Record<string, string>>,
  args: unknown,
): Post {
  const headers = {
    accept: "text/x-component",
    "content-type": "text/plain;charset=UTF-8",
    "next-action": id,
  };
  const place = addressOf({ name: page, kind: "page" }, { token: "none", workspace: "none", ...named });
  return { id, path: place, headers, body: Buffer.from(JSON.stringify(args)) };
}

/** Calls an action by its name, without a browser. Of those of the same name, the first. */
export async function call(
  as: APIRequestContext,
  name: string,
  { origin, slug, input }: { readonly origin: string; readonly slug?: string; readonly input: unknown },
): Promise<Replayed> {
  const action = builtActions().find((one) => one.name === name);
  if (!action) throw new Error(`The build has no action ${name}.`);
  const named: Record<string, string> = slug === undefined ? {} : { workspace: slug };
  return replay(as, postOf(action, named, slug === undefined ? [input] : [slug, input]), origin);
}
