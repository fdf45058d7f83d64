import { unstable_rethrow } from "next/navigation";
import { type Action, can } from "#lib/access/can.ts";
import type { ErrorCode } from "#lib/errors/codes.ts";
import { fail, type Result } from "#lib/errors/result.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { requestId } from "#lib/server/act.ts";
import { type Actor, currentActor } from "#lib/server/actor.ts";
import { log } from "#lib/server/log.ts";

const statuses: Partial<Record<ErrorCode, number>> = {
  "disk-full": 507,
  "file-too-large": 413,
  "invalid-input": 400,
  "not-allowed": 403,
  "not-found": 404,
  "signed-out": 401,
  stale: 409,
  throttled: 429,
  unexpected: 500,
};

/** A result as a response: the value as JSON, or the error's code, sentence and status. */
export function respond(result: Result<unknown>): Response {
  const headers = { "cache-control": "no-store" };
  if (result.ok) return Response.json(result.value, { headers });
  const body = { error: result.error, sentence: sentenceOf(result), detail: result.detail };
  return Response.json(body, { status: statuses[result.error] ?? 422, headers });
}

interface RouteContext {
  readonly params: Promise<Record<string, string>>;
}

/**
 * The one way to make a route handler of a workspace (its path carries `[workspace]`): who is asking → may
 * they → run. `run` parses what it takes from the request.
 */
export function handle(door: {
  readonly action: Action;
  readonly run: (
    actor: Actor,
    request: Request,
    params: Record<string, string>,
  ) => Promise<Response | Result<unknown>>;
}): (request: Request, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    try {
      const params = await context.params;
      const actor = await currentActor(params.workspace ?? "");
      if (!actor.ok) return respond(actor);
      if (!can(actor.value.role, door.action)) return respond(fail("not-allowed"));
      const answer = await door.run(actor.value, request, params);
      return answer instanceof Response ? answer : respond(answer);
    } catch (error) {
      unstable_rethrow(error);
      const id = await requestId();
      log.error({ request: id, err: error }, "handler failed");
      return respond(fail("unexpected", { request: id }));
    }
  };
}
