import { formatCount, formatCounted, formatFixed, formatWholePercent } from "#lib/analysis/format.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import type { Explained } from "#lib/analysis/how-computed.ts";
import type { Scorecard } from "#lib/analysis/scorecard-card.ts";

type Judged = Pick<Scorecard, "outcome" | "holdout">;

/** "good customer" or "customer who stays": whom the points of an outcome are for. */
const whoScores = (outcome: string): string =>
  outcome === retentionOutcome ? "customer who stays" : "good customer";

/** How well the points put the one kind before the other, in words. */
export function sayRanking({ outcome, holdout: { n, area } }: Judged): string {
  const who = whoScores(outcome);
  if (!Number.isFinite(area.value))
    return `The ${formatCounted(n, "customer")} held back are all of one kind, so nothing tells yet how good these points are.`;
  const others = `on ${formatCounted(n, "customer")} they were not made from`;
  const between = `${formatWholePercent(area.low).replace(" %", "")} to ${formatWholePercent(area.high)}`;
  const times = `Of one ${who} and one other, the ${who} has more points ${formatWholePercent(area.value)} of the time (${between}; as many points count half), ${others}; chance alone would reach 50 %.`;
  if (area.low > 0.5) return times;
  return `${times} ${area.high < 0.5 ? "So they put the wrong ones first." : "So they cannot be told from chance."}`;
}

/** A slope known to be between these tells that promises are about right; one less certain tells little. */
const [flattest, steepest] = [0.5, 2];

/** Whether what the points promise is what happened, on the whole and from end to end, and how much nearer that is than the share of all. */
export function sayCalibration({ holdout: { calibration, seen } }: Pick<Scorecard, "holdout">): string {
  const { slope, low, high, foretold, brier, baseBrier } = calibration;
  const error = `The mean squared error of the shares they promise (Brier) is ${formatFixed(brier, 3)}; promising everybody the share of all, it is ${formatFixed(baseBrier, 3)}${brier < baseBrier ? "" : ": they promise no better than that"}.`;
  const promised = `${formatWholePercent(foretold)} on average, and ${formatWholePercent(seen.value)} came true (${formatWholePercent(seen.low).replace(" %", "")} to ${formatWholePercent(seen.high)})`;
  const isRight = foretold >= seen.low && foretold <= seen.high;
  const whole = `They promise ${isRight ? "" : `too ${foretold > seen.high ? "much" : "little"} on the whole: `}${promised}.`;
  if (!Number.isFinite(slope)) return `${whole} ${error}`;
  const figure = `slope ${formatFixed(slope, 2)}, ${formatFixed(low, 2)} to ${formatFixed(high, 2)}; 1 is right`;
  return `${whole} ${slopeWords(low, high)} (${figure}). ${error}`;
}

function slopeWords(low: number, high: number): string {
  if (high < 1) return "At both ends they promise too much: differences are smaller than they say";
  if (low > 1) return "At both ends they promise too little: differences are larger than they say";
  return low > flattest && high < steepest
    ? "Differences are about as large as they say"
    : "These customers are too few to tell whether differences are as large as they say";
}

/** On whom the points were made, and on whom they were judged. */
export function sayParts({
  splitBy,
  trained,
  holdout,
}: Pick<Scorecard, "splitBy" | "trained" | "holdout">): string {
  const other = splitBy === "time" ? "who began later" : "drawn by chance";
  return `Made from ${formatCounted(trained.n, "customer")}, judged on ${formatCount(holdout.n)} others ${other}.`;
}

/** What a sum of points says: where it begins, and what twice the odds take. */
export function saySum({ start, scale, base }: Pick<Scorecard, "start" | "scale" | "base">): string {
  return `Begin with ${formatCount(start)} and add the points of each trait. ${formatCount(scale.atBase)} points stand for the share of all, ${formatWholePercent(base)}; ${formatCount(scale.toDouble)} more for twice the odds.`;
}

/** How the figures came about; for those who ask. */
export function explainScorecard({ splitBy, c, attributes }: Scorecard): Explained[] {
  return [
    {
      figure: "Weight of evidence",
      method:
        "ln of the level’s share among good customers over its share among the others, ½ added to each count: 0 says nothing, above 0 speaks for an account. Bands of numbers are those that tell most, of at most five.",
      corrected: null,
      source: "Good 1950; Siddiqi 2006",
    },
    {
      figure: "Which traits",
      method: `Those that tell more than chance, the most telling first, at most one for every ten of the rarer kind; ${formatCount(attributes.length)} came to points. What looks written after the outcome, and what is known only after the sale, is left out.`,
      corrected: "all traits tried, at a false discovery rate of 5 %",
      source: "Benjamini and Hochberg 1995",
    },
    {
      figure: "Points",
      method: `L2 logistic regression on the weights of evidence, fitted by reweighted least squares; the penalty (C = ${c}) is the strongest within one standard error of the best of five folds. A trait whose coefficient contradicts its own evidence is left out. Rounded to whole points.`,
      corrected: null,
      source: "Hoerl and Kennard 1970; Siddiqi 2006",
    },
    {
      figure: "Ranking and calibration",
      method: `Of the accounts held back${splitBy === "time" ? ", the later ones" : ""}: area under the curve, Cox’s slope, Brier’s score, and the share seen, of all and in fifths by points, with Wilson’s interval.`,
      corrected: "nothing: nothing was fitted on them",
      source: "Hanley and McNeil 1982; Newcombe 2006; Cox 1958; Brier 1950; Wilson 1927",
    },
  ];
}
