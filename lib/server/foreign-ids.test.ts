import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { can } from "#lib/access/can.ts";
import type { Actor } from "#lib/server/actor.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import type { CallTable, ForeignAnswer, ForeignCall } from "#lib/server/testing/foreign-calls.ts";
import { commandCalls } from "#lib/server/testing/foreign-commands.ts";
import { queryCalls } from "#lib/server/testing/foreign-queries.ts";
import { type FullWorkspace, makeFullWorkspace } from "#lib/server/testing/full-workspace.ts";
import { rowsOf } from "#lib/server/testing/rows.ts";
import { useUploadFolder } from "#lib/server/testing/tables.ts";
import { uploadPath } from "#lib/server/upload-files.ts";

const database = useDatabase();
useUploadFolder();

let ours: FullWorkspace;
let theirs: FullWorkspace;

beforeAll(async () => {
  ours = await makeFullWorkspace("Umber", 1);
  theirs = await makeFullWorkspace("Kestrel", 2);
});

const folders = [
  ["commands", commandCalls],
  ["queries", queryCalls],
] as const satisfies readonly (readonly [string, CallTable])[];

async function exportsOf(folder: string): Promise<Record<string, string[]>> {
  const directory = path.join(import.meta.dirname, folder);
  const files = readdirSync(directory).filter((name) => name.endsWith(".ts") && !name.includes(".test."));
  const modules = files.map(async (file): Promise<[string, string[]]> => {
    const module: Record<string, unknown> = await import(path.join(directory, file));
    const names = Object.keys(module).filter((name) => typeof module[name] === "function");
    return [file, names.sort()];
  });
  return Object.fromEntries(await Promise.all(modules));
}

/** As text, whatever it holds: maps, columns of figures, and lines that are sent as they are read. */
async function textOf(answer: unknown): Promise<string> {
  const plain = (_: string, value: unknown): unknown => {
    if (value instanceof Map) return [...value];
    if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
    return value;
  };
  return JSON.stringify(answer, plain) ?? "";
}

const secretsOf = ({ owner, account, proposal, hash, link, linkToken, invitationToken }: FullWorkspace) => [
  ...[owner.workspaceId, owner.userId, owner.email, owner.sessionId],
  ...[account, proposal, hash, link, linkToken, invitationToken],
];

async function check(call: ForeignCall, actor: Actor): Promise<void> {
  const before = await rowsOf(database.url, theirs.owner.workspaceId);
  if (call.answer === "refused") {
    await expect(call.run(actor, theirs, ours)).rejects.toThrow();
  } else {
    const answer = await call.run(actor, theirs, ours);
    expectAnswer(answer, call.answer);
    const text = await textOf(answer);
    for (const secret of [theirs.mark, ...secretsOf(theirs)]) expect(text).not.toContain(secret);
  }
  expect(await rowsOf(database.url, theirs.owner.workspaceId)).toEqual(before);
}

function expectAnswer(answer: unknown, expected: ForeignAnswer): void {
  if (expected === "nothing") expect([undefined, null, 0]).toContain(sizeOf(answer));
  else expect(errorOf(answer)).toBe(expected === "own" ? null : expected);
}

const sizeOf = (answer: unknown) => (Array.isArray(answer) ? answer.length : answer);

function errorOf(answer: unknown): unknown {
  const failed = typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === false;
  return failed && "error" in answer ? answer.error : null;
}

describe.each(folders)("%s", (folder, table: CallTable) => {
  test("are all called here: a new one needs a line in the table", async () => {
    const listed = Object.entries(table).map(([file, calls]) => [file, Object.keys(calls).sort()]);
    expect(Object.fromEntries(listed)).toEqual(await exportsOf(folder));
  });

  const calls = Object.entries(table).flatMap(([file, functions]) =>
    Object.entries(functions).flatMap(([name, of]) =>
      typeof of === "string" ? [] : of.map((call, n) => ({ name: `${file} ${name} ${n + 1}`, call })),
    ),
  );

  test.each(calls)("$name: another workspace's ids open nothing and change nothing", async ({ call }) => {
    await check(call, ours.owner);
  });

  const members = calls.filter(({ call }) => call.needs);
  test.runIf(members.length > 0).each(members)("$name: for exactly the roles agreed", async ({ call }) => {
    for (const actor of [ours.viewer, ours.editor, ours.owner]) {
      const error = errorOf(await call.run(actor, theirs, ours));
      const allowed = call.needs !== undefined && can(actor.role, call.needs);
      expect([actor.role, error === "not-allowed"]).toEqual([actor.role, !allowed]);
    }
  });
});

test("there was something to find: its own member finds it with the same calls", async () => {
  const own = Object.values(queryCalls).flatMap((functions) =>
    Object.values(functions).flatMap((of) => (typeof of === "string" ? [] : of)),
  );
  const texts = await Promise.all(
    own.map(async ({ answer, run }) =>
      answer === "refused" ? "" : textOf(await run(theirs.owner, theirs, theirs)),
    ),
  );
  expect(texts.filter((text) => text.includes(theirs.mark)).length).toBeGreaterThan(25);
  expect(readFileSync(uploadPath(theirs.upload), "utf8")).toContain(theirs.mark);
});
