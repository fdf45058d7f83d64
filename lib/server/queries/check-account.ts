import { valuesAt } from "#lib/criteria/frame-values.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { type CheckedAccount, checkAgainst } from "#lib/icp/check.ts";
import { contentOf } from "#lib/icp/content.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { today } from "#lib/server/queries/take-snapshot.ts";

/** Judges one account by the draft as it is now. Error: "not-found". */
export async function checkAccount(actor: Actor, accountId: string): Promise<Result<CheckedAccount>> {
  const { workspaceId } = actor;
  const found = await inWorkspace(workspaceId, async (tx) => ({
    account: await tx.account.findFirst({ where: { workspaceId, id: accountId }, select: { name: true } }),
    draft: await readDraft(tx, workspaceId),
  }));
  const { frame } = await loadFrame(actor);
  const position = frame.accountIds.indexOf(accountId);
  if (!found.account || position < 0) return fail("not-found");
  const { criteria } = contentOf(found.draft.document);
  return ok(checkAgainst(criteria, { name: found.account.name, values: valuesAt(frame, position) }, today()));
}
