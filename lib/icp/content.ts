import { z } from "zod";
import { criterionKinds, criterionSchema } from "#lib/criteria/criterion.ts";
import { canonicalJson, contentHash } from "#lib/icp/canonical.ts";
import {
  betSchema,
  committeeMemberSchema,
  documentSchema,
  type IcpDocument,
  lineSchema,
  voiceKinds,
  voiceSchema,
} from "#lib/icp/document.ts";
import { inOrder, type Ordered } from "#lib/icp/order.ts";

const live = { order: true, archived: true } as const;

/**
 * What a proposal freezes and a version keeps: the document without what is archived, lists in their order,
 * and without the note about the change, which belongs to the proposal.
 */
export const contentSchema = documentSchema.omit({ changeNote: true }).extend({
  criteria: z.array(criterionSchema.omit(live)),
  committee: z.array(committeeMemberSchema.omit(live)),
  voices: z.array(voiceSchema.omit(live)),
  triggers: z.array(lineSchema.omit(live)),
  successConditions: z.array(lineSchema.omit(live)),
  bets: z.array(betSchema.omit(live)),
});
export type IcpContent = z.infer<typeof contentSchema>;
export type FrozenCriterion = IcpContent["criteria"][number];

/** The content of a document as it would be frozen now. */
export function contentOf(document: IcpDocument): IcpContent {
  const { changeNote: _, ...parts } = document;
  return {
    ...parts,
    // Grouped by kind: moving a signal past a must-have changes nothing that anybody reads.
    criteria: grouped(frozen(document.criteria), (one) => criterionKinds.indexOf(one.kind)),
    committee: frozen(document.committee),
    voices: grouped(frozen(document.voices), (one) => voiceKinds.indexOf(one.kind)),
    triggers: frozen(document.triggers),
    successConditions: frozen(document.successConditions),
    bets: frozen(document.bets),
  };
}

function frozen<T extends Ordered & { readonly archived: boolean }>(
  entries: readonly T[],
): Omit<T, "order" | "archived">[] {
  return inOrder(entries)
    .filter((one) => !one.archived)
    .map(({ order: _order, archived: _archived, ...kept }) => kept);
}

function grouped<T>(entries: readonly T[], group: (one: T) => number): T[] {
  return [...entries].sort((a, b) => group(a) - group(b));
}

/** The text that is stored and hashed, and its hash. */
export function freeze(document: IcpDocument): {
  readonly content: IcpContent;
  readonly text: string;
  readonly hash: string;
} {
  const content = contentOf(document);
  return { content, text: canonicalJson(content), hash: contentHash(content) };
}

/** Reads a stored content back. Throws where the text is none: it was checked before it was stored. */
export function thaw(text: string): IcpContent {
  return contentSchema.parse(JSON.parse(text));
}
