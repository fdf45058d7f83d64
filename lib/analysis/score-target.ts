import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { type Score, scoreAccounts, scoreValues } from "#lib/analysis/good-score.ts";
import type { Target } from "#lib/analysis/target.ts";

/** The name of the outcome that a definition measured by its score makes. */
export const goodScoreOutcome = "Good-customer score";

/**
 * The good-customer score as an outcome, a number like others but for one thing: it is not winsorised. Its parts are 0-1
 * already, and pulling in the pseudo-observations at the ends would move the means that they stand for.
 */
export function goodScoreTarget(frame: Frame, definition: Definition): Target {
  const { rows, score, unknown } = scoreAccounts(frame, definition);
  return {
    outcome: goodScoreOutcome,
    measure: "mean",
    better: "higher",
    rows,
    weights: null,
    followed: null,
    unknown,
    holdsRetention: score.staying !== null,
    ...scored(score),
  };
}

/** A score with its values worked out and put in order. */
export function scored(score: Score): Pick<Target, "score" | "values" | "numbers"> {
  const values = scoreValues(score);
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  return { score, values, numbers: { order, clipped: values } };
}
