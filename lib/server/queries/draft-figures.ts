import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { judgeAccounts, standing } from "#lib/analysis/good-customer.ts";
import { evaluateFrame, truthCodes } from "#lib/criteria/evaluate-frame.ts";
import { combine, judgeFrame, type Rule, verdictCodes } from "#lib/criteria/verdict.ts";
import type { CriterionFigures, Sides, Snapshot } from "#lib/icp/snapshot.ts";
import { newcombe, wilson } from "#lib/stats/rate.ts";

/** How each account did: 1 good, 0 not, NaN not known; and how much it counts. */
export interface Outcomes {
  readonly measure: "good" | "stayed";
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** Good by the teams' definition; still a customer where there is none; null where the data says neither. */
export function outcomesOf(frame: Frame, definition: Definition | null): Outcomes | null {
  if (definition) {
    const { labels, weights } = judgeAccounts(frame, definition);
    const values = Float64Array.from(labels, (label) =>
      label === standing.good ? 1 : label === standing.not ? 0 : Number.NaN,
    );
    return { measure: "good", values, weights };
  }
  if (!frame.retention) return null;
  const values = Float64Array.from(frame.retention.left, (left) => (left === 2 ? Number.NaN : 1 - left));
  return { measure: "stayed", values, weights: new Float64Array(values.length).fill(1) };
}

/** A weighted sum of goods and the number of equally weighted accounts it is worth (Kish 1965). */
interface Tally {
  n: number;
  sum: number;
  squares: number;
  good: number;
}

/**
 * How the accounts whose byte is `inside` did beside those whose byte is `outside`. Rates are weighted as the
 * definition says; intervals are Wilson's and Newcombe's at the effective size.
 */
export function sidesOf(codes: Uint8Array, inside: number, outside: number, outcomes: Outcomes): Sides {
  const tallies = { inside: emptyTally(), outside: emptyTally() };
  for (let i = 0; i < codes.length; i++) {
    const value = outcomes.values[i]!;
    const tally = codes[i] === inside ? tallies.inside : codes[i] === outside ? tallies.outside : null;
    if (tally === null || Number.isNaN(value)) continue;
    const weight = outcomes.weights[i]!;
    tally.n += 1;
    tally.sum += weight;
    tally.squares += weight * weight;
    tally.good += weight * value;
  }
  const [a, b] = [effective(tallies.inside), effective(tallies.outside)];
  return {
    inside: { n: tallies.inside.n, good: rateOf(a) },
    outside: { n: tallies.outside.n, good: rateOf(b) },
    difference: a.size > 0 && b.size > 0 ? newcombe(a.good, a.size, b.good, b.size) : null,
  };
}

const emptyTally = (): Tally => ({ n: 0, sum: 0, squares: 0, good: 0 });

function effective({ sum, squares, good }: Tally): { good: number; size: number } {
  if (!(sum > 0)) return { good: 0, size: 0 };
  const size = (sum * sum) / squares;
  return { good: (good / sum) * size, size };
}

function rateOf({ good, size }: { good: number; size: number }) {
  return size > 0 ? { value: good / size, ...wilson(good, size) } : null;
}

/** How many accounts have each code. */
function tally(codes: Uint8Array): readonly [number, number, number] {
  const counts: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < codes.length; i++) counts[codes[i] as 0 | 1 | 2] += 1;
  return counts;
}

/** One rule over all customers: how many match, and how they did beside those who do not. */
export function figuresOfRule(
  rule: Rule,
  frame: Frame,
  outcomes: Outcomes | null,
  today: string,
): CriterionFigures {
  return figuresOf(rule, evaluateFrame(rule, frame, today), outcomes);
}

function figuresOf(rule: Rule, truths: Uint8Array, outcomes: Outcomes | null): CriterionFigures {
  const counts = tally(truths);
  return {
    id: rule.id,
    yes: counts[truthCodes.yes],
    no: counts[truthCodes.no],
    unknown: counts[truthCodes.unknown],
    sides: outcomes && sidesOf(truths, truthCodes.yes, truthCodes.no, outcomes),
  };
}

/** What a set of rules does with all customers of a frame. `today` is an ISO date. */
export function snapshotOf(
  rules: readonly Rule[],
  definition: Definition | null,
  data: { readonly frame: Frame; readonly dataRevision: number; readonly setAside?: number },
  today: string,
): Snapshot {
  const { frame, dataRevision, setAside = 0 } = data;
  const outcomes = outcomesOf(frame, definition);
  const evaluated = rules.map((rule) => ({ rule, truths: evaluateFrame(rule, frame, today) }));
  const verdicts = combine(evaluated, frame.accountIds.length);
  const counts = tally(verdicts);
  return {
    customers: frame.accountIds.length,
    verdicts: {
      accept: counts[verdictCodes.accept],
      reject: counts[verdictCodes.reject],
      undecided: counts[verdictCodes.undecided],
    },
    sides: outcomes && sidesOf(verdicts, verdictCodes.accept, verdictCodes.reject, outcomes),
    measure: outcomes?.measure ?? null,
    criteria: evaluated.map(({ rule, truths }) => figuresOf(rule, truths, outcomes)),
    setAside,
    dataRevision,
    takenOn: today,
  };
}

/** Positions in the frame of the good customers that a set of rules would have rejected. */
export function goodButRejected(
  rules: readonly Rule[],
  definition: Definition,
  frame: Frame,
  today: string,
): readonly number[] {
  const outcomes = outcomesOf(frame, definition);
  const verdicts = judgeFrame(rules, frame, today);
  const found: number[] = [];
  verdicts.forEach((verdict, i) => {
    if (verdict === verdictCodes.reject && outcomes?.values[i] === 1) found.push(i);
  });
  return found;
}
