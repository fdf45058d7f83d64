import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import { emptyDocument, type IcpDocument } from "#lib/icp/document.ts";
import { applyEdit, bringsPattern, type Edit, editSchema, saysMoreThanAsked } from "#lib/icp/edit.ts";
import type { Actor } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import { namesOf, readDraft } from "#lib/server/queries/draft.ts";

export const saveEditInput = z.object({
  base: z.number().int().min(0),
  edit: editSchema
    .refine((edit) => !bringsPattern(edit), "figures are measured here, not sent")
    .refine((edit) => !saysMoreThanAsked(edit), "no more can have said it than were asked"),
});

export interface SavedDraft {
  readonly revision: number;
  readonly document: IcpDocument;
}

/**
 * Applies one edit to the draft it was made on. Errors: "not-allowed"; "stale" where somebody was faster (the
 * detail holds their `revision`, `document` and name: nothing is overwritten); "not-found" and "invalid-input"
 * from the edit itself.
 */
export async function saveEdit(
  actor: Actor,
  input: z.output<typeof saveEditInput>,
): Promise<Result<SavedDraft>> {
  const needed = input.edit.edit === "set definition" ? "define-good-customer" : "edit-document";
  if (!can(actor.role, needed)) return fail("not-allowed");
  return inWorkspace(actor.workspaceId, async (tx) => {
    const draft = await readDraft(tx, actor.workspaceId);
    if (draft.revision !== input.base) return stale(tx, actor);
    const next = applyEdit(draft.document, input.edit);
    if (!next.ok) return next;
    if (canonicalJson(next.value) === canonicalJson(draft.document)) return ok(draft);
    const saved = { revision: draft.revision + 1, document: next.value };
    return (await writeDraft(tx, actor, saved, input.edit)) ? ok(saved) : stale(tx, actor);
  });
}

export async function stale(tx: Tx, actor: Actor): Promise<Result<never>> {
  const { revision, document, updatedBy } = await readDraft(tx, actor.workspaceId);
  const names = await namesOf(tx, [updatedBy]);
  return fail("stale", { revision, document, by: names.get(updatedBy ?? "") ?? "somebody" });
}

/** How the log of edits names a version that was made the draft again. */
export interface RestoredVersion {
  readonly edit: "restore version";
  readonly version: number;
}

/**
 * Writes the next revision, unless another edit has taken its number: the condition on the revision settles the
 * race in the database. Returns whether it was written.
 */
export async function writeDraft(
  tx: Tx,
  actor: Actor,
  saved: SavedDraft,
  edit: Edit | RestoredVersion,
): Promise<boolean> {
  const { workspaceId, userId } = actor;
  await ensureDocument(tx, actor);
  const written = await tx.document.updateMany({
    where: { workspaceId, revision: saved.revision - 1 },
    data: { revision: saved.revision, content: saved.document, updatedBy: userId, updatedAt: new Date() },
  });
  if (written.count === 0) return false;
  await tx.documentEdit.create({
    data: { workspaceId, revision: saved.revision, edit: { ...edit }, userId },
  });
  const detail = { revision: saved.revision, edit: edit.edit, where: placeOf(edit) };
  await audit(tx, actor, { action: "document edited", target: workspaceId, detail });
  return true;
}

/** A row to make conditional updates on; writing it twice at once is settled by its key. */
export async function ensureDocument(tx: Tx, { workspaceId }: Actor): Promise<void> {
  const first = { workspaceId, revision: 0, content: emptyDocument() };
  await tx.document.createMany({ data: [first], skipDuplicates: true });
}

/** The audit trail says where; the edit itself is in the log of edits. */
function placeOf(edit: Edit | RestoredVersion): string {
  if (edit.edit === "restore version") return `version ${edit.version}`;
  if (edit.edit === "set text") return edit.part;
  if (edit.edit === "set definition") return "definition";
  return `${edit.list} ${edit.edit === "add" ? edit.item.id : edit.id}`;
}
