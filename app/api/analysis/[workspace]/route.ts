import { z } from "zod";
import { fail } from "#lib/errors/result.ts";
import { handle } from "#lib/server/handle.ts";
import { progressStream } from "#lib/server/progress-stream.ts";
import { workOnBackTest } from "#lib/server/queries/load-back-test.ts";
import { loadSettledRules, loadShuffleCheck } from "#lib/server/queries/load-rules.ts";
import { workOnScorecard } from "#lib/server/queries/load-scorecard.ts";

const outcome = z.string().min(1).max(1000);
const shown = z.literal("set-aside").optional();
const asked = z.discriminatedUnion("work", [
  z.object({ work: z.literal("stability"), outcome, with: shown }),
  z.object({ work: z.literal("shuffles"), outcome, with: shown }),
  z.object({ work: z.literal("scorecard"), with: shown }),
  z.object({ work: z.literal("back-test"), with: shown }),
]);

/** Slow work in the background of a page: how far it is, for as long as the page stays open. */
export const GET = handle({
  action: "read",
  run: async (actor, request) => {
    const found = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!found.success) return fail("invalid-input", { problem: "which work is not said" });
    const { data } = found;
    return progressStream(request, (heard) => {
      const reading = { withSetAside: data.with !== undefined };
      if (data.work === "back-test") return workOnBackTest(actor, reading, heard);
      if (data.work === "scorecard") return workOnScorecard(actor, reading, heard);
      const work = data.work === "stability" ? loadSettledRules : loadShuffleCheck;
      return work(actor, data.outcome, reading, heard);
    });
  },
});
