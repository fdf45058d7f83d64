import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { worthOf } from "#lib/analysis/effective.ts";
import { judgeAccounts, standing, type Watched } from "#lib/analysis/good-customer.ts";
import { groupsOf } from "#lib/analysis/groups.ts";
import { rateByOwnFollowUp } from "#lib/analysis/own-follow-up.ts";
import { evaluateFrame, truthCodes } from "#lib/criteria/evaluate-frame.ts";
import { combine, judgeFrame, type Rule, verdictCodes } from "#lib/criteria/verdict.ts";
import type { CriterionFigures, Sides, Snapshot } from "#lib/icp/snapshot.ts";
import { newcombe, wilson } from "#lib/stats/rate.ts";

/** How each account did: 1 good, 0 not, NaN not known; and how much it counts. */
export interface Outcomes {
  readonly measure: "good" | "stayed";
  readonly values: Float64Array;
  /** How long accounts were watched, where being good means having stayed: then known ones weigh for others. */
  readonly watched: Watched | null;
  /** Whom accounts belong to, where the data says so: those of one group count together. */
  readonly groups: Int32Array | null;
}

/** Good by the teams' definition; still a customer where there is none; null where the data says neither. */
export function outcomesOf(frame: Frame, definition: Definition | null): Outcomes | null {
  const groups = groupsOf(frame)?.codes ?? null;
  if (definition) {
    const { labels, watched } = judgeAccounts(frame, definition);
    const values = Float64Array.from(labels, (label) =>
      label === standing.good ? 1 : label === standing.not ? 0 : Number.NaN,
    );
    return { measure: "good", values, watched, groups };
  }
  if (!frame.retention) return null;
  const values = Float64Array.from(frame.retention.left, (left) => (left === 2 ? Number.NaN : 1 - left));
  return { measure: "stayed", values, watched: null, groups };
}

/** Known accounts of a group, their rate, and what they are worth as equally weighted ones; worth 0: it cannot be told. */
interface Arm {
  readonly n: number;
  readonly good: number;
  readonly size: number;
}

/**
 * How the accounts whose byte is `inside` did beside those whose byte is `outside`. Where being good means having stayed,
 * each of the two is weighted by its own follow-up; intervals are Wilson's and Newcombe's at the effective size (see worthOf).
 */
export function sidesOf(codes: Uint8Array, inside: number, outside: number, outcomes: Outcomes): Sides {
  const [a, b] = [armOf(codes, inside, outcomes), armOf(codes, outside, outcomes)];
  return {
    inside: { n: a.n, good: rateOf(a) },
    outside: { n: b.n, good: rateOf(b) },
    difference: a.size > 0 && b.size > 0 ? newcombe(a.good, a.size, b.good, b.size) : null,
  };
}

function armOf(codes: Uint8Array, code: number, { values, watched, groups }: Outcomes): Arm {
  let [n, good] = [0, 0];
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] !== code || Number.isNaN(values[i]!)) continue;
    n += 1;
    good += values[i]!;
  }
  if (watched === null) {
    if (groups === null) return { n, good, size: n };
    const mine = Int32Array.from(codes.keys()).filter((i) => codes[i] === code && !Number.isNaN(values[i]!));
    const { rate, worth } = worthOf({ values, weights: null }, mine, groups);
    return worth > 0 ? { n, good: rate * worth, size: worth } : { n, good: 0, size: 0 };
  }
  const own = rateByOwnFollowUp(
    watched,
    (account) => values[account]!,
    (account) => codes[account] === code,
    groups,
  );
  return own.reached ? { n, good: own.rate * own.effective, size: own.effective } : { n, good: 0, size: 0 };
}

/** The share of good ones among everybody whose outcome is known, weighed as a group is; NaN where it cannot be told. */
export function baseRate(outcomes: Outcomes): number {
  const { good, size } = armOf(new Uint8Array(outcomes.values.length), 0, outcomes);
  return size > 0 ? good / size : Number.NaN;
}

function rateOf({ good, size }: Arm) {
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
