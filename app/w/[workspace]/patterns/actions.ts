"use server";

import { z } from "zod";
import { criterionKinds } from "#lib/criteria/criterion.ts";
import { fail } from "#lib/errors/result.ts";
import { act } from "#lib/server/act.ts";
import { putPatternIntoDraft } from "#lib/server/commands/put-pattern-into-draft.ts";
import { loadPatternEvidence } from "#lib/server/queries/load-patterns.ts";

const text = z.string().min(1).max(1000);

export const addPattern = act({
  action: "edit-document",
  input: z.object({
    outcome: text,
    pattern: text,
    traits: z.array(text).max(10),
    keep: z.array(text).max(10).optional(),
    kind: z.enum(criterionKinds),
  }),
  run: async (actor, { kind, ...address }) => {
    const found = await loadPatternEvidence(actor, address);
    if (!found) return fail("not-found");
    const { when, evidence } = found;
    return putPatternIntoDraft(actor, { kind, points: null, when: [...when], evidence });
  },
});
