import { formatFixed } from "#lib/analysis/format.ts";

/** An outcome of a definition of which accounts have the more the longer ago they began. */
export interface GrowsWithAge {
  readonly outcome: string;
  /** Spearman's rank correlation with the time since an account began. */
  readonly correlation: number;
}

/** What to make of them, in words; "" where there is none. */
export function growingSentence(growing: readonly GrowsWithAge[]): string {
  if (growing.length === 0) return "";
  const names = growing.map(({ outcome }) => `“${outcome}”`);
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  const are = growing.length === 1 ? "is" : "are";
  const figures = growing.map(({ correlation }) => formatFixed(correlation, 2)).join(", ");
  return `${list} ${are} higher the longer ago an account began (rank correlation ${figures}). Where that is because it grows with time, young accounts look worse than they are, and whatever tells old from young looks like a sign of a good customer. A cohort of accounts that began at about the same time compares like with like.`;
}
