import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { conditionSchema, criterionKinds, patternEvidenceSchema } from "#lib/criteria/criterion.ts";
import { startingPoints } from "#lib/criteria/points.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import { applyEdit, type Edit } from "#lib/icp/edit.ts";
import type { Actor } from "#lib/server/actor.ts";
import { ensureDocument, type SavedDraft, writeDraft } from "#lib/server/commands/save-edit.ts";
import { inWorkspace, newId, type Tx } from "#lib/server/db.ts";
import { type Draft, readDraft } from "#lib/server/queries/draft.ts";

/** `evidence` is computed on the server from the data, never sent by a browser. */
export const putPatternInput = z.object({
  kind: z.enum(criterionKinds),
  /** Null: a signal starts with the difference it makes. */
  points: z.number().int().min(-100).max(100).nullable(),
  when: z.array(conditionSchema).min(1).max(4),
  evidence: patternEvidenceSchema,
});

/**
 * Puts a pattern into the draft as a criterion, with its evidence frozen. Adding disturbs nobody's edit, so it
 * needs no base revision. Errors: "not-allowed"; "after-sale" for a trait that is known only after the sale;
 * "already-in-draft" where the same rule of the same kind is there.
 */
export async function putPatternIntoDraft(
  actor: Actor,
  input: z.output<typeof putPatternInput>,
): Promise<Result<{ criterion: string; revision: number }>> {
  if (!can(actor.role, "edit-document")) return fail("not-allowed");
  return inWorkspace(actor.workspaceId, async (tx) => {
    const late = await attributeKnownAfterSale(
      tx,
      actor,
      input.when.map((one) => one.attribute),
    );
    if (late !== null) return fail("after-sale", { attribute: late });
    const draft = await lockDraft(tx, actor);
    if (isThere(draft, input)) return fail("already-in-draft");
    const edit = additionOf(input);
    const next = applyEdit(draft.document, edit);
    if (!next.ok) return next;
    const saved: SavedDraft = { revision: draft.revision + 1, document: next.value };
    if (!(await writeDraft(tx, actor, saved, edit))) return fail("stale");
    return ok({ criterion: edit.item.id, revision: saved.revision });
  });
}

/** The draft, held until the transaction ends: an edit that arrives now waits instead of taking its revision's number. */
export async function lockDraft(tx: Tx, actor: Actor): Promise<Draft> {
  await ensureDocument(tx, actor);
  await tx.$executeRaw`select 1 from document where "workspaceId" = ${actor.workspaceId as string}::uuid for update`;
  return readDraft(tx, actor.workspaceId);
}

/** The first of these attributes that is known only after the sale; null where none is. */
export async function attributeKnownAfterSale(
  tx: Tx,
  actor: Actor,
  names: readonly string[],
): Promise<string | null> {
  const late = await tx.attribute.findFirst({
    where: { workspaceId: actor.workspaceId, name: { in: [...names] }, knownAt: "customer" },
    select: { name: true },
  });
  return late?.name ?? null;
}

type Pattern = z.output<typeof putPatternInput>;

function isThere({ document }: Draft, { kind, when }: Pattern): boolean {
  const wanted = canonicalJson(when);
  return document.criteria.some(
    (one) => !one.archived && one.kind === kind && canonicalJson(one.when) === wanted,
  );
}

function additionOf({
  kind,
  points,
  when,
  evidence,
}: Pattern): Extract<Edit, { edit: "add"; list: "criteria" }> {
  const counted = kind === "signal" ? (points ?? startingPoints(evidence)) : null;
  return {
    edit: "add",
    list: "criteria",
    item: {
      id: newId(),
      kind,
      when,
      points: counted,
      evidence,
      question: "",
      crmField: "",
      rationale: "",
      owner: "",
    },
  };
}
