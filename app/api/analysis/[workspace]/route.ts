import { z } from "zod";
import { fail } from "#lib/errors/result.ts";
import { handle } from "#lib/server/handle.ts";
import { progressStream } from "#lib/server/progress-stream.ts";
import { loadSettledRules, loadShuffleCheck } from "#lib/server/queries/load-rules.ts";

const asked = z.object({
  work: z.enum(["stability", "shuffles"]),
  outcome: z.string().min(1).max(1000),
  with: z.literal("set-aside").optional(),
});

/** Slow work in the background of a page: how far it is, for as long as the page stays open. */
export const GET = handle({
  action: "read",
  run: async (actor, request) => {
    const found = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!found.success) return fail("invalid-input", { problem: "which work is not said" });
    const { work, outcome, with: shown } = found.data;
    const reading = { withSetAside: shown !== undefined };
    const run = work === "stability" ? loadSettledRules : loadShuffleCheck;
    return progressStream(request, (heard) => run(actor, outcome, reading, heard));
  },
});
