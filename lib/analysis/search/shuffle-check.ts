import { falseFindings } from "#lib/analysis/family.ts";
import type { Watched } from "#lib/analysis/good-customer.ts";
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
import { timeline } from "#lib/stats/timeline.ts";

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

/** The same accounts with each other's outcomes, and watched for as long; rows of one cluster stay beside each other. */
export function dealOut(target: Target, clusters: Int32Array | null, random: Random): Target {
  const picks = dealt(target, clusters, random);
  const { rows } = target;
  return { ...partOfTarget(target, picks), rows, watched: dealtWatched(target, picks) };
}

function dealt({ rows }: Target, clusters: Int32Array | null, random: Random): Int32Array {
  const all = Int32Array.from(rows.keys());
  if (clusters === null) return shuffle(all, random);
  const groups = new Map<number, number[]>();
  for (const row of all) {
    const cluster = clusters[rows[row]!]!;
    const group = groups.get(cluster);
    if (group === undefined) groups.set(cluster, [row]);
    else group.push(row);
  }
  const inOrder = [...groups.values()].flat();
  const drawn = shuffle([...groups.values()], random).flat();
  const picks = new Int32Array(all.length);
  inOrder.forEach((row, at) => {
    picks[row] = drawn[at]!;
  });
  return picks;
}

/** Else what an account was dealt would be tested by how long it was watched itself, which takes more findings away than the data does. */
function dealtWatched({ watched, rows }: Target, picks: Int32Array): Watched | null {
  if (!watched) return null;
  const [months, left] = [watched.months.slice(), watched.left.slice()];
  const { entry: plainEntry, fewest } = watched.on;
  const entry = plainEntry && Float64Array.from(plainEntry);
  picks.forEach((from, row) => {
    const [to, of] = [rows[row]!, rows[from]!];
    months[to] = watched.months[of]!;
    left[to] = watched.left[of]!;
    if (entry) entry[to] = plainEntry![of]!;
  });
  return { ...watched, months, left, on: timeline(months, entry, fewest) };
}
