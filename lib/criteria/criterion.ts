import { z } from "zod";
import { storableText } from "#lib/accounts/text.ts";

/** A bound of a range; a null bound is open. Dates are ISO strings. */
const bound = z.union([z.number(), z.iso.date()]).nullable();
const attribute = storableText(300);
const member = storableText(500);

/**
 * One condition on one attribute. `between` includes `from` and excludes `to`, so that adjacent bands never
 * overlap; `at least` and `at most` include their value. "happened within" counts days back from the date of
 * the evaluation, which is an argument.
 */
export const conditionSchema = z.discriminatedUnion("operator", [
  z.object({
    attribute,
    operator: z.literal("equals"),
    value: z.union([member, z.number()]),
  }),
  z.object({
    attribute,
    operator: z.literal("one of"),
    value: z.array(member).min(1).max(200),
  }),
  z.object({
    attribute,
    operator: z.literal("none of"),
    value: z.array(member).min(1).max(200),
  }),
  z.object({
    attribute,
    operator: z.literal("between"),
    value: z.object({ from: bound, to: bound }),
  }),
  z.object({
    attribute,
    operator: z.literal("at least"),
    value: z.union([z.number(), z.iso.date()]),
  }),
  z.object({
    attribute,
    operator: z.literal("at most"),
    value: z.union([z.number(), z.iso.date()]),
  }),
  z.object({
    attribute,
    operator: z.literal("contains any"),
    value: z.array(member).min(1).max(200),
  }),
  z.object({
    attribute,
    operator: z.literal("contains all"),
    value: z.array(member).min(1).max(200),
  }),
  z.object({
    attribute,
    operator: z.literal("contains none"),
    value: z.array(member).min(1).max(200),
  }),
  z.object({
    attribute,
    operator: z.literal("happened within"),
    value: z.number().int().positive().max(36_500),
  }),
  z.object({ attribute, operator: z.literal("is known") }),
  z.object({ attribute, operator: z.literal("is unknown") }),
]);
export type Condition = z.infer<typeof conditionSchema>;

export const criterionKinds = ["must-have", "signal", "disqualifier"] as const;
export type CriterionKind = (typeof criterionKinds)[number];

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

/**
 * A frozen pattern: the figures as they stood when it was put into the draft. Rates are 0-1, means in the
 * outcome's own unit, months for median retention.
 */
export const patternEvidenceSchema = z.object({
  source: z.literal("pattern"),
  outcome: storableText(300),
  measure: z.enum(["rate", "mean"]),
  label: storableText(1000),
  sentence: storableText(2000),
  n: z.number().int(),
  total: z.number().int(),
  inside: interval,
  rest: interval,
  base: z.number(),
  adjustedP: z.number().nullable(),
  verdict: z.enum(["supported", "suggestive", "insufficient", "contradicted"]),
  /** What it speaks for, as its test saw it: a share or a mean beside the rest's does not always tell. Absent in old evidence. */
  direction: z.enum(["good", "poor", "none"]).optional(),
  warnings: z.array(storableText(500)).max(50),
  dataRevision: z.number().int(),
  takenOn: z.iso.date(),
});
export type PatternEvidence = z.infer<typeof patternEvidenceSchema>;

/** What customers said: a quote, and how many of how many said so. */
export const interviewEvidenceSchema = z.object({
  source: z.literal("interview"),
  quote: storableText(2000),
  account: storableText(200),
  said: z.number().int().min(0),
  of: z.number().int().min(1),
});
export const evidenceSchema = z.discriminatedUnion("source", [
  patternEvidenceSchema,
  interviewEvidenceSchema,
]);
export type Evidence = z.infer<typeof evidenceSchema>;

/** One executable rule: all its conditions must hold. `points` counts for signals only and may be negative. */
export const criterionSchema = z.object({
  id: z.uuid(),
  kind: z.enum(criterionKinds),
  when: z.array(conditionSchema).min(1).max(4),
  points: z.number().int().min(-100).max(100).nullable(),
  evidence: evidenceSchema.nullable(),
  question: storableText(500),
  crmField: storableText(200),
  rationale: storableText(2000),
  owner: storableText(200),
  order: storableText(100),
  archived: z.boolean(),
});
export type Criterion = z.infer<typeof criterionSchema>;

/** Three-valued: unknown never means no. */
export type Truth = "yes" | "no" | "unknown";
