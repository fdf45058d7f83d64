import { formatCounted } from "#lib/analysis/format.ts";
import type { SetPreview } from "#lib/import/import-set.ts";
import { changeWords, nothingChanges } from "./step-words";

/**
 * What somebody should see before these files come in, as a sentence; null where nothing speaks against importing them unseen:
 * every row can be read and joined, and all that they bring is new. `skip`: what cannot be read may be left out.
 */
export function notYet(preview: SetPreview, skip: boolean): string | null {
  const [blocked] = preview.blocked;
  if (blocked !== undefined) return blocked;
  const { problems, doubts, change } = preview;
  if (problems > 0 && !skip)
    return `There ${problems === 1 ? "is" : "are"} ${formatCounted(problems, "problem")}.`;
  if (doubts.length > 0)
    return `${formatCounted(doubts.length, "join")} ${doubts.length === 1 ? "is" : "are"} in doubt.`;
  const words = changeWords(change);
  if (words === null) return nothingChanges;
  return change.changedAccounts > 0 || change.goneAccounts > 0 ? words : null;
}
