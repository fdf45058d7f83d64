import { fail } from "#lib/errors/result.ts";
import { problemOf } from "#lib/server/act.ts";
import { beginArriving, beginArrivingInput } from "#lib/server/commands/import-arriving.ts";
import { handle } from "#lib/server/handle.ts";

/** Begins a file that is sent in pieces, or says how much of it is here already. */
export const POST = handle({
  action: "import",
  run: async (actor, request) => {
    const asked = new URL(request.url).searchParams;
    const number = (name: string) => (asked.has(name) ? Number(asked.get(name)) : null);
    const input = beginArrivingInput.safeParse({
      fileName: asked.get("name") ?? "",
      bytes: number("bytes"),
      modified: number("modified"),
    });
    if (!input.success) return fail("invalid-input", { problem: problemOf(input.error) });
    return beginArriving(actor, input.data);
  },
});
