import { benjaminiHochberg, holm } from "#lib/stats/multiplicity.ts";

/** The share of false findings tolerated among those called supported (statistics.md). */
export const falseFindings = 0.025;

/** One attribute against one outcome: its min-p, and the p of each level; two complementary levels are one test. */
export interface Member {
  readonly p: number;
  readonly levels: readonly number[];
  readonly complementary: boolean;
}

/** Adjusted p of an attribute (q) and of each of its levels, in the order given. */
export interface Adjusted {
  readonly q: number;
  readonly levels: readonly number[];
}

/**
 * Benjamini-Hochberg over all attributes × outcomes; then, within the R of A selected at a level α, Holm over the levels
 * of an attribute at α·R/A (Benjamini and Bogomolov 2014). The adjusted p of a level is the smallest α at which its
 * attribute is selected and Holm rejects it, so one figure serves every α.
 */
export function adjustFamily(members: readonly Member[]): Adjusted[] {
  const qs = benjaminiHochberg(members.map((member) => member.p));
  const a = members.length;
  const ascending = [...qs].sort((x, y) => x - y);
  // selectedAt[i]: how many attributes are selected at α = ascending[i], ties included.
  const steps = ascending.flatMap((alpha, i) =>
    ascending[i + 1] === alpha ? [] : [{ alpha, selected: i + 1 }],
  );
  return members.map((member, i) => {
    const q = qs[i]!;
    const open = steps.filter((step) => step.alpha >= q);
    return { q, levels: holmOf(member).map((p) => smallestAlpha(p, open, a)) };
  });
}

function holmOf({ levels, complementary }: Member): number[] {
  return complementary ? levels.map((p) => Math.min(1, p)) : holm(levels);
}

function smallestAlpha(p: number, steps: readonly { alpha: number; selected: number }[], a: number): number {
  return steps.reduce(
    (least, { alpha, selected }) => Math.min(least, Math.max(alpha, (p * a) / selected)),
    1,
  );
}

/** How many separate questions the levels of an attribute ask. */
export function questionsOf(member: Member): number {
  return member.complementary ? 1 : member.levels.length;
}
