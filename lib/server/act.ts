import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type Action, can } from "#lib/access/can.ts";
import { fail, type Result } from "#lib/errors/result.ts";
import { type Actor, currentActor, currentPerson, type Person } from "#lib/server/actor.ts";
import { log } from "#lib/server/log.ts";

/** The id the server gave this request; it is in the log beside whatever went wrong. */
export async function requestId(): Promise<string> {
  return (await headers()).get("x-request-id") ?? "unknown";
}

/** The first thing wrong with an input, in words that name the field. */
export function problemOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return "it could not be read";
  const field = issue.path.join(" ");
  return field ? `${field}: ${issue.message}` : issue.message;
}

async function guarded<R>(run: () => Promise<Result<R>>): Promise<Result<R>> {
  try {
    return await run();
  } catch (error) {
    unstable_rethrow(error);
    const request = await requestId();
    log.error({ request, err: error }, "action failed");
    return fail("unexpected", { request });
  }
}

/**
 * The one way to make a server action of a workspace: who is asking → may they → is the input well formed →
 * run. The action takes the workspace's slug, which grants nothing, and the input.
 */
export function act<S extends z.ZodType, R>(door: {
  readonly action: Action;
  readonly input: S;
  readonly run: (actor: Actor, input: z.output<S>) => Promise<Result<R>>;
}): (workspace: string, input: z.input<S>) => Promise<Result<R>> {
  return (workspace, raw) =>
    guarded(async () => {
      const actor = await currentActor(String(workspace));
      if (!actor.ok) return actor;
      if (!can(actor.value.role, door.action)) return fail("not-allowed");
      const input = door.input.safeParse(raw);
      if (!input.success) return fail("invalid-input", { problem: problemOf(input.error) });
      return door.run(actor.value, input.data);
    });
}

/** The same for what a person does to their own account: password, sessions, opening a workspace. */
export function actAsPerson<S extends z.ZodType, R>(door: {
  readonly input: S;
  readonly run: (person: Person, input: z.output<S>) => Promise<Result<R>>;
}): (input: z.input<S>) => Promise<Result<R>> {
  return (raw) =>
    guarded(async () => {
      const person = await currentPerson();
      if (!person) return fail("signed-out");
      const input = door.input.safeParse(raw);
      if (!input.success) return fail("invalid-input", { problem: problemOf(input.error) });
      return door.run(person, input.data);
    });
}

/** The same for a visitor who holds a token: the welcome link and invitations. */
export function actAsVisitor<S extends z.ZodType, R>(door: {
  readonly input: S;
  readonly run: (visitor: { readonly address: string }, input: z.output<S>) => Promise<Result<R>>;
}): (input: z.input<S>) => Promise<Result<R>> {
  return (raw) =>
    guarded(async () => {
      const input = door.input.safeParse(raw);
      if (!input.success) return fail("invalid-input", { problem: problemOf(input.error) });
      return door.run({ address: (await headers()).get("x-icp-address") ?? "unknown" }, input.data);
    });
}
