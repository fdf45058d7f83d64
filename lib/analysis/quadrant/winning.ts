import type { Frame } from "#lib/accounts/frame.ts";
import type { Target } from "#lib/analysis/target.ts";

/** The outcome that importing deals makes of them: won ÷ (won + lost), by account. */
const winRate = "Win rate";
const wonOutcome = "won";

const wonWords = /^(?:closed[ _-]?won|won|gewonnen|gagnée?|ganad[oa])(?: \(.*\))?$/i;
const lostWords = /^(?:closed[ _-]?lost|lost|verloren|perdue?|perdid[oa])(?: \(.*\))?$/i;

/** Accounts with a closed deal, and where the frame says so. */
export interface Winning {
  readonly target: Target;
  /** The column that says it; null where it was worked out from the deals. */
  readonly column: string | null;
}

/**
 * Who was won and who was lost, of the accounts that had a deal that closed (statistics.md, P5): by the win rate that
 * imported deals come to (won once counts as won), else by a column of the table whose values say won and lost. Null where
 * the frame says neither, or knows only winners or only losers.
 */
export function winningOf(frame: Frame): Winning | null {
  const deals = frame.outcomes.find(
    ({ outcome }) => outcome.name === winRate && outcome.kind === "sales effort",
  );
  if (deals !== undefined) {
    const won = deals.values.map((rate) => (Number.isNaN(rate) ? Number.NaN : Number(rate > 0)));
    const target = targetOf(won);
    if (target !== null) return { target, column: null };
  }
  for (const column of frame.columns) {
    if (column.kind !== "category") continue;
    const says = column.dictionary.map((word) =>
      wonWords.test(word.trim()) ? 1 : lostWords.test(word.trim()) ? 0 : Number.NaN,
    );
    if (!says.includes(1) || !says.includes(0)) continue;
    const target = targetOf(Float64Array.from(column.codes, (code) => says[code] ?? Number.NaN));
    if (target !== null) return { target, column: column.attribute.name };
  }
  return null;
}

function targetOf(won: Float64Array): Target | null {
  const rows = Int32Array.from(won.keys()).filter((account) => !Number.isNaN(won[account]!));
  const values = Float64Array.from(rows, (account) => won[account]!);
  if (!values.includes(1) || !values.includes(0)) return null;
  return {
    outcome: wonOutcome,
    measure: "rate",
    better: "higher",
    rows,
    values,
    weights: null,
    followed: null,
    numbers: null,
    unknown: won.length - rows.length,
  };
}
