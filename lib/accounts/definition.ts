import { z } from "zod";
import { storableText } from "#lib/accounts/text.ts";

/**
 * One outcome of the good-customer definition. `outcome` is "retention" or the name of a numeric outcome.
 * Each account gets 0 at `poor`, 1 at `good`, linear between; `poor` above `good` means lower is better.
 * For retention the two are months retained.
 */
export const outcomeCardSchema = z.object({
  outcome: storableText(300),
  poor: z.number(),
  good: z.number(),
  weight: z.number().positive().max(100),
});
export type OutcomeCard = z.infer<typeof outcomeCardSchema>;

/** The teams' agreed, written definition of a good customer; part of the document. Dates are ISO. */
export const definitionSchema = z.object({
  outcomes: z.array(outcomeCardSchema).min(1).max(12),
  cut: z.number().min(0).max(1),
  cohort: z.object({
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    /** Customers who left before this day are not in the data (left truncation); absent: all are. */
    watchedSince: z.iso.date().optional(),
  }),
  horizonMonths: z.number().positive().max(240),
  /** What patterns are measured by: the yes or no that the cut makes, or the score itself; absent: yes or no. */
  measuredBy: z.enum(["yes or no", "score"]).optional(),
});
export type Definition = z.infer<typeof definitionSchema>;
