import type { SpellingMerge } from "#lib/accounts/merge-spellings.ts";
import { type SpellingOffer, spellingOffers } from "#lib/analysis/spelling-offers.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { namesOf } from "#lib/server/queries/draft.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";

/** What a person has said of two spellings. */
export interface SpellingSaid extends SpellingMerge {
  /** False: they are told apart. */
  readonly same: boolean;
  readonly by: string;
  /** ISO moment. */
  readonly at: string;
}

export interface Spellings {
  /** Most accounts first. */
  readonly offers: readonly SpellingOffer[];
  /** The newest first. */
  readonly said: readonly SpellingSaid[];
}

/** The spellings that look like one value and about which nobody has said anything, and what has been said. */
export async function loadSpellings(actor: Actor): Promise<Spellings> {
  const { workspaceId } = actor;
  const said = await inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.spellingAnswer.findMany({
      where: { workspaceId },
      orderBy: { answeredAt: "desc" },
    });
    const names = await namesOf(
      tx,
      rows.map(({ answeredBy }) => answeredBy),
    );
    return rows.map(({ attribute, from, to, same, answeredBy, answeredAt }) => ({
      ...{ attribute, from, to, same },
      by: names.get(answeredBy) ?? "somebody who has left",
      at: answeredAt.toISOString(),
    }));
  });
  const { frame } = await loadFrame(actor);
  return {
    offers: spellingOffers(
      frame,
      said.filter(({ same }) => !same),
    ),
    said,
  };
}
