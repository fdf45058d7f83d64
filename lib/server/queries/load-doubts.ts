import type { AnsweredDoubt, DoubtToAnswer, JoinCounts } from "#lib/import/import-set.ts";
import type { Doubt, DoubtAnswer } from "#lib/import/join-row.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { namesOf } from "#lib/server/queries/draft.ts";

/** What people of the workspace have answered, the newest first. */
export async function listAnswered(actor: Pick<Actor, "workspaceId">): Promise<readonly AnsweredDoubt[]> {
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.joinAnswer.findMany({ where: { workspaceId }, orderBy: { answeredAt: "desc" } });
    const names = await namesOf(
      tx,
      rows.map(({ answeredBy }) => answeredBy),
    );
    return rows.map(({ reason, value, answer, answeredBy, answeredAt }) => ({
      reason: reason as Doubt["reason"],
      value,
      answer: answer as unknown as DoubtAnswer,
      by: names.get(answeredBy) ?? "somebody",
      at: answeredAt.toISOString(),
    }));
  });
}

export interface OpenDoubts {
  readonly doubts: readonly DoubtToAnswer[];
  readonly answered: readonly AnsweredDoubt[];
  /** Of the rows of the workspace; null where nothing was joined yet. */
  readonly joins: JoinCounts | null;
}

/** What the last joining left open in the workspace, and what people have answered. */
export async function loadDoubts(actor: Actor): Promise<OpenDoubts> {
  const { workspaceId } = actor;
  const state = await inWorkspace(workspaceId, (tx) => tx.joinState.findFirst({ where: { workspaceId } }));
  return {
    doubts: (state?.doubts ?? []) as unknown as DoubtToAnswer[],
    answered: await listAnswered(actor),
    joins: (state?.counts ?? null) as JoinCounts | null,
  };
}
