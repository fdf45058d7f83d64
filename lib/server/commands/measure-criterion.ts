import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import { applyEdit, type Edit } from "#lib/icp/edit.ts";
import type { Actor } from "#lib/server/actor.ts";
import { attributeKnownAfterSale, lockDraft } from "#lib/server/commands/put-pattern-into-draft.ts";
import { type SavedDraft, stale, writeDraft } from "#lib/server/commands/save-edit.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { measureCriterion } from "#lib/server/queries/measure-criterion.ts";

export const measureInput = z.object({ criterion: z.uuid() });

/**
 * Puts what is measured today behind a criterion that people wrote. Errors: "not-allowed", "not-found", "after-sale",
 * "nothing-to-measure"; "stale" where the criterion was reworded while it was measured.
 */
export async function putMeasurementBehind(
  actor: Actor,
  { criterion }: z.output<typeof measureInput>,
): Promise<Result<SavedDraft>> {
  if (!can(actor.role, "edit-document")) return fail("not-allowed");
  const measured = await measureCriterion(actor, criterion);
  if (!measured.ok) return measured;
  const { when, evidence } = measured.value;
  return inWorkspace(actor.workspaceId, async (tx) => {
    const names = when.map((one) => one.attribute);
    const late = await attributeKnownAfterSale(tx, actor, names);
    if (late !== null) return fail("after-sale", { attribute: late });
    const draft = await lockDraft(tx, actor);
    const now = draft.document.criteria.find((one) => one.id === criterion);
    if (canonicalJson(now?.when ?? null) !== canonicalJson(when)) return stale(tx, actor);
    const edit: Edit = { edit: "change", list: "criteria", id: criterion, changes: { evidence } };
    const next = applyEdit(draft.document, edit);
    if (!next.ok) return next;
    const saved: SavedDraft = { revision: draft.revision + 1, document: next.value };
    return (await writeDraft(tx, actor, saved, edit)) ? ok(saved) : stale(tx, actor);
  });
}
