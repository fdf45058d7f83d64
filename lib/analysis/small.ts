import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { smallerSide, type Target } from "#lib/analysis/target.ts";

/** The small-data rule (statistics.md, last row of the table): below these only a few chosen attributes are tested. */
export const fewestAccounts = 100;
const fewestOfEach = 10;
const mostChosen = 10;

/** Whether an outcome is known for too few accounts, or too few of one kind, to look at everything. */
export function isSmall(target: Target): boolean {
  if (target.rows.length < fewestAccounts) return true;
  return target.measure === "rate" && smallerSide(target) < fewestOfEach;
}

/**
 * The attributes to look at in a small table, by name: the user's choice (the first ten that exist), else the ten of
 * largest known share × Gini impurity, ties by column order. No outcome is looked at.
 */
export function attributesToLookAt(
  levelled: readonly LevelledAttribute[],
  accounts: number,
  chosen: readonly string[] | null,
): string[] {
  const names = levelled.map(({ attribute }) => attribute.name);
  if (chosen !== null)
    return [...new Set(chosen)].filter((name) => names.includes(name)).slice(0, mostChosen);
  const promise = levelled.map((one) => (one.known / accounts) * giniImpurity(one));
  return names
    .map((_, i) => i)
    .filter((i) => promise[i]! > 0)
    .sort((a, b) => promise[b]! - promise[a]! || a - b)
    .slice(0, mostChosen)
    .map((i) => names[i]!);
}

/** Chance that two known accounts differ in the attribute: 0 where all are alike. */
function giniImpurity({ levels }: LevelledAttribute): number {
  const counts = levels.filter((level) => level.kind !== "missing").map((level) => level.n);
  const total = counts.reduce((sum, n) => sum + n, 0);
  return total === 0 ? 0 : 1 - counts.reduce((sum, n) => sum + (n / total) ** 2, 0);
}
