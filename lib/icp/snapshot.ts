import { z } from "zod";

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
const group = z.object({ n: z.number().int(), good: interval.nullable() });

/**
 * How customers inside and outside stand: `n` counts those whose outcome is known, `good` is the share of them
 * that are good customers, with its 95 % interval (Wilson), null where there are none, or where being good means having
 * stayed and nobody of the group was followed for so long.
 */
export const sidesSchema = z.object({
  inside: group,
  outside: group,
  /** inside − outside, with Newcombe's interval; null where one of them is empty. */
  difference: interval.nullable(),
});
export type Sides = z.infer<typeof sidesSchema>;

/** Figures of one criterion over all customers. */
export const criterionFiguresSchema = z.object({
  id: z.uuid(),
  yes: z.number().int(),
  no: z.number().int(),
  unknown: z.number().int(),
  /** Those who match beside those who do not; null where no outcome is known. */
  sides: sidesSchema.nullable(),
});
export type CriterionFigures = z.infer<typeof criterionFiguresSchema>;

/**
 * What a set of rules does with today's customers: how many each verdict, how those accepted did beside the
 * rejected, and each rule alone. Kept with a version as it stood when it was published.
 */
export const snapshotSchema = z.object({
  customers: z.number().int(),
  verdicts: z.object({ accept: z.number().int(), reject: z.number().int(), undecided: z.number().int() }),
  sides: sidesSchema.nullable(),
  /** What "good" means in these figures: the teams' definition, or still a customer where there is none. */
  measure: z.enum(["good", "stayed"]).nullable(),
  criteria: z.array(criterionFiguresSchema),
  /** Accounts that people had set aside; they are in none of these figures. Versions of before it was kept have none. */
  setAside: z.number().int().default(0),
  dataRevision: z.number().int(),
  takenOn: z.iso.date(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
