import { z } from "zod";
import { definitionSchema } from "#lib/accounts/definition.ts";
import { storableText } from "#lib/accounts/text.ts";
import { criterionSchema } from "#lib/criteria/criterion.ts";

/** The parts of the document that are plain prose, with the most characters each may have. */
export const proseLimits = {
  profile: 400,
  currentTruth: 4000,
  useCase: 4000,
  urgency: 4000,
  maturity: 4000,
  buyingMotion: 4000,
  changeNote: 2000,
} as const;
export type ProsePart = keyof typeof proseLimits;
export const proseParts = Object.keys(proseLimits) as readonly ProsePart[];

/** What every entry of a list has: delete beats edit when two people meet, so entries are archived instead. */
const entry = { id: z.uuid(), order: storableText(100), archived: z.boolean() };

export const committeeParts = ["economic buyer", "champion", "user", "blocker"] as const;
export const committeeMemberSchema = z.object({
  ...entry,
  part: z.enum(committeeParts),
  title: storableText(200),
  cares: storableText(1000),
});
export type CommitteeMember = z.infer<typeof committeeMemberSchema>;

export const voiceKinds = ["pain", "goal", "value"] as const;
/** A pain, goal or value, in our words and, where somebody said it, in theirs. */
export const voiceSchema = z.object({
  ...entry,
  kind: z.enum(voiceKinds),
  text: storableText(1000),
  quote: storableText(2000),
  account: storableText(200),
});
export type Voice = z.infer<typeof voiceSchema>;

/** One line of a plain list: a trigger or a success condition. */
export const lineSchema = z.object({ ...entry, text: storableText(500) });
export type Line = z.infer<typeof lineSchema>;

/** An aspirational segment: a hypothesis under test, kept outside the scored ICP. */
export const betSchema = z.object({
  ...entry,
  segment: storableText(300),
  hypothesis: storableText(2000),
  budget: storableText(200),
  targetN: z.number().int().min(1).max(1_000_000).nullable(),
  deadline: z.iso.date().nullable(),
  stopWhen: storableText(1000),
});
export type Bet = z.infer<typeof betSchema>;

/** The lists of the document, with the schema of their entries. */
export const listSchemas = {
  criteria: criterionSchema,
  committee: committeeMemberSchema,
  voices: voiceSchema,
  triggers: lineSchema,
  successConditions: lineSchema,
  bets: betSchema,
} as const;
export type ListName = keyof typeof listSchemas;
export const listNames = Object.keys(listSchemas) as readonly ListName[];

/** Archived entries count too: they are what an undone deletion is restored from. */
export const maxEntries = 400;

/** Characters of the whole document as JSON: far beyond what anybody writes, and still quick to read and to store. */
export const maxDocumentLength = 2_000_000;

/** The whole live document. `schema` tells a later release how to read it. */
export const documentSchema = z.object({
  schema: z.literal(1),
  profile: storableText(proseLimits.profile),
  currentTruth: storableText(proseLimits.currentTruth),
  definition: definitionSchema.nullable(),
  criteria: z.array(criterionSchema).max(maxEntries),
  useCase: storableText(proseLimits.useCase),
  urgency: storableText(proseLimits.urgency),
  maturity: storableText(proseLimits.maturity),
  buyingMotion: storableText(proseLimits.buyingMotion),
  committee: z.array(committeeMemberSchema).max(maxEntries),
  voices: z.array(voiceSchema).max(maxEntries),
  triggers: z.array(lineSchema).max(maxEntries),
  successConditions: z.array(lineSchema).max(maxEntries),
  bets: z.array(betSchema).max(maxEntries),
  changeNote: storableText(proseLimits.changeNote),
});
export type IcpDocument = z.infer<typeof documentSchema>;

/** What a new workspace starts from. */
export function emptyDocument(): IcpDocument {
  return {
    schema: 1,
    profile: "",
    currentTruth: "",
    definition: null,
    criteria: [],
    useCase: "",
    urgency: "",
    maturity: "",
    buyingMotion: "",
    committee: [],
    voices: [],
    triggers: [],
    successConditions: [],
    bets: [],
    changeNote: "",
  };
}
