"use server";

import { z } from "zod";
import { criterionKinds } from "#lib/criteria/criterion.ts";
import { fail } from "#lib/errors/result.ts";
import { act } from "#lib/server/act.ts";
import { putPatternIntoDraft } from "#lib/server/commands/put-pattern-into-draft.ts";
import { loadRuleEvidence } from "#lib/server/queries/load-rules.ts";

export const addRule = act({
  action: "edit-document",
  input: z.object({
    outcome: z.string().min(1).max(1000),
    rule: z.string().min(1).max(10_000),
    kind: z.enum(criterionKinds),
  }),
  run: async (actor, { outcome, rule, kind }) => {
    const found = await loadRuleEvidence(actor, outcome, rule);
    if (!found) return fail("not-found");
    const { when, evidence } = found;
    return putPatternIntoDraft(actor, { kind, points: null, when: [...when], evidence });
  },
});
