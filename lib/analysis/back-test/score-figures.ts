import type { Choice } from "#lib/analysis/back-test/choice.ts";
import { clusteredMean, studentInterval } from "#lib/analysis/effective.ts";
import type { Estimate } from "#lib/analysis/finding.ts";
import { meanError, scoreByOwnFollowUp } from "#lib/analysis/own-follow-up.ts";
import { clustersAt } from "#lib/analysis/search/clusters.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import type { Target } from "#lib/analysis/target.ts";

/** The mean score (0-100) of those a choice takes and of the others, on accounts held back. */
export interface ScoreFigures {
  readonly taken: Estimate;
  readonly others: Estimate;
  readonly difference: Estimate;
  /** Accounts held back whose score takes part: more than are known as good or not, as it allows for the young. */
  readonly n: number;
}

/** Fewer accounts than this on either side have no mean worth telling. */
const fewestEach = 10;

/**
 * What a choice comes to by the good-customer score, where the definition is measured by it: mean scores of those taken and
 * not taken among the accounts held back, staying told by each group's own follow-up (pseudo-observations of its own
 * curve), with Student's interval; of accounts in groups (`clusters` by account, or null) as between the groups where
 * staying has no part. Null where either side is a handful, or was not followed long enough.
 */
export function scoreFigures(
  { taken }: Choice,
  score: Target,
  isHeld: (account: number) => boolean,
  clusters: Int32Array | null,
): ScoreFigures | null {
  const rows = Int32Array.from(score.rows.keys()).filter((row) => isHeld(score.rows[row]!));
  const held = partOfTarget(score, rows);
  const sides = [1, 0].map((side) => meanOf(held, side, taken, clusters));
  const [inside, others] = sides;
  if (!inside || !others) return null;
  const df = Math.min(inside.df, others.df);
  return {
    taken: studentInterval(inside.mean, inside.se, inside.df),
    others: studentInterval(others.mean, others.se, others.df),
    difference: studentInterval(inside.mean - others.mean, Math.hypot(inside.se, others.se), df),
    n: rows.length,
  };
}

function meanOf(held: Target, side: number, taken: Uint8Array, clusters: Int32Array | null) {
  const isMine = (row: number) => taken[held.rows[row]!] === side;
  const mine = Int32Array.from(held.rows.keys()).filter(isMine);
  if (mine.length < fewestEach) return null;
  const own = clustersAt(held, clusters) ?? Int32Array.from(held.rows.keys());
  const between = clusteredMean(held, mine, own);
  const scores = Float64Array.from(mine, (row) => held.values[row]!);
  const plain = { ...between, se: Math.max(between.se, meanError(scores, held.values)) };
  const staying = held.score?.staying ?? null;
  if (staying === null) return plain;
  const { mean, se, reached } = scoreByOwnFollowUp(held, staying, isMine);
  // Groups add to the error of each group's own curve what they add to that of the plain mean.
  const wider = clustersAt(held, clusters) === null ? se : Math.max(se, plain.se);
  return reached ? { mean, se: wider, df: plain.df } : null;
}
