import { customersOf } from "#lib/accounts/customers.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import { type Suggestions, suggestionsOf } from "#lib/criteria/suggestions.ts";
import type { CriterionFigures } from "#lib/icp/snapshot.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { figuresOfRule, outcomesOf } from "#lib/server/queries/draft-figures.ts";
import { loadCountedFrame } from "#lib/server/queries/load-counted-frame.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { today } from "#lib/server/queries/take-snapshot.ts";

/** What may be written into a rule on this attribute; "none" where the data does not hold it. */
export async function suggestValues(actor: Actor, attribute: string): Promise<Suggestions> {
  const { frame } = await loadFrame(actor);
  const column = frame.columns.find((one) => one.attribute.name === attribute);
  return column ? suggestionsOf(column) : { kind: "none" };
}

/** How many customers a rule that is being written matches, and how they did. */
export async function previewRule(actor: Actor, when: readonly Condition[]): Promise<CriterionFigures> {
  const { workspaceId } = actor;
  const { document } = await inWorkspace(workspaceId, (tx) => readDraft(tx, workspaceId));
  const frame = customersOf((await loadCountedFrame(actor)).frame);
  const rule = {
    id: "00000000-0000-7000-8000-000000000000",
    kind: "signal" as const,
    when: [...when],
    question: "",
  };
  return figuresOfRule(rule, frame, outcomesOf(frame, document.definition), today());
}
