import { falseFindings } from "#lib/analysis/family.ts";
import { type Hands, shareOut, type Work } from "#lib/analysis/search/aside.ts";
import { searchColumns } from "#lib/analysis/search/columns.ts";
import {
  type EvidenceOptions,
  gatherEvidence,
  type Prepared,
  settleRules,
} from "#lib/analysis/search/evidence.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { type Random, shuffle } from "#lib/stats/random.ts";

/** What the whole pipeline calls supported where there is nothing to find. */
export interface ShuffleCheck {
  readonly copies: number;
  /** Copies in which anything was called supported. */
  readonly withFindings: number;
  /** Single attributes and rules called supported, by copy. */
  readonly supported: readonly number[];
}

export const shuffledCopies = 20;

/** What is done again under shuffled outcomes. */
interface Copies {
  readonly prepared: Prepared;
  readonly target: Target;
  readonly options: Omit<EvidenceOptions, keyof Hands>;
}

/** How many single attributes and rules are called supported in a copy, by its number. */
export const copyWork: Work<Copies, number, number> = {
  name: "copies",
  rows: ({ prepared }) => prepared.frame.accountIds.length,
  open: ({ prepared, target, options }, kernel, pulse) => {
    // The attributes are the same in every copy.
    const same = { ...prepared, columns: searchColumns(prepared.frame, prepared.levelled) };
    return (copy) => {
      const random = randomFor(options.seed, target.outcome, "copy", String(copy));
      return supportedIn(same, dealOut(target, options.clusters, random), { ...options, kernel, pulse });
    };
  },
};

/**
 * Everything again, bands, covering and verdicts included, on copies of the user's own data whose outcomes have been
 * dealt out anew (statistics.md, "shuffle check"): whatever it finds there is a mistake of the method. `tick` hears the
 * share done and may throw to stop. Whole copies are shared out: each is searched by one thread alone.
 */
export function checkByShuffling(
  prepared: Prepared,
  target: Target,
  { kernel, aside, ...options }: EvidenceOptions,
  tick: (share: number) => void = () => {},
  copies: number = shuffledCopies,
): ShuffleCheck {
  const supported: number[] = [];
  let begun = 0;
  const number = () => (begun < copies ? begun++ : null);
  const pulse = () => tick(supported.length / copies);
  shareOut({ kernel, aside, pulse }, copyWork, { prepared, target, options }, number, (count) => {
    supported.push(count);
    return true;
  });
  return { copies, withFindings: supported.filter((count) => count > 0).length, supported };
}

function supportedIn(prepared: Prepared, target: Target, given: EvidenceOptions): number {
  // Only what would be called supported counts here.
  const options = { ...given, telling: falseFindings };
  const evidence = gatherEvidence(prepared, target, options);
  const holds = (rule: { readonly verdict: string }) => rule.verdict === "supported";
  const { rules } = evidence.rules;
  // Stability can only take rules away.
  const kept = rules.some(holds) ? settleRules(prepared, evidence, options).rules : rules;
  return evidence.findings.supported + kept.filter(holds).length;
}

/** The same accounts with each other's outcomes; rows of one cluster stay beside each other. */
function dealOut(target: Target, clusters: Int32Array | null, random: Random): Target {
  const rows = Int32Array.from(target.rows.keys());
  if (clusters === null) return { ...partOfTarget(target, shuffle(rows, random)), rows: target.rows };
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const cluster = clusters[target.rows[row]!]!;
    const group = groups.get(cluster);
    if (group === undefined) groups.set(cluster, [row]);
    else group.push(row);
  }
  const inOrder = [...groups.values()].flat();
  const dealt = shuffle([...groups.values()], random).flat();
  const picks = new Int32Array(rows.length);
  inOrder.forEach((row, at) => {
    picks[row] = dealt[at]!;
  });
  return { ...partOfTarget(target, picks), rows: target.rows };
}
