import { type Cluster, combine, contradict, hasKey, isVouched } from "#lib/import/join-cluster.ts";
import { type Doubt, type DoubtAnswers, doubtKey } from "#lib/import/join-row.ts";
import { createOwnerLists, type OwnerLists } from "#lib/import/owner-lists.ts";
import { paced, type Steps } from "#lib/import/steps.ts";
import { createUnion } from "#lib/import/union.ts";

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

/** Clusters on their way to accounts. */
export interface Merging {
  clusters: readonly Cluster[];
  readonly asides: Set<string>;
  readonly doubts: { reason: Doubt["reason"]; value: string; clusters: readonly string[] }[];
  readonly into: Map<string, string>;
  readonly answers: DoubtAnswers;
  /** Clusters about which somebody has been asked together: by name they are not asked about again. */
  readonly settled: Set<string>[];
  /** Clusters of which somebody has said that they are accounts of their own. */
  readonly apart: Set<string>;
}

/** Merges the accounts of which somebody has said that they are one. */
export function mergeAnswered(state: Merging): void {
  if (![...state.answers.values()].some(({ kind }) => kind === "one")) return;
  const union = createUnion();
  for (const answer of state.answers.values()) {
    if (answer.kind !== "one") continue;
    const named = state.clusters.filter((cluster) => answer.keys.some((key) => hasKey(cluster, key)));
    for (const other of named.slice(1)) union.join(named[0]!.key, other.key);
  }
  const groups = new Map<string, Cluster[]>();
  for (const cluster of state.clusters) push(groups, union.find(cluster.key), cluster);
  state.clusters = [...groups.values()].map((parts) => {
    const whole = parts.length === 1 ? parts[0]! : combine(parts);
    for (const { key } of parts) state.into.set(key, whole.key);
    return whole;
  });
}

/**
 * Merges clusters that share a domain, or a name. All that hang together must agree; where they do not, none of them is
 * merged, and those that no table of companies vouches for wait for a decision.
 */
export function* mergeBy(state: Merging, by: "domains" | "names"): Steps<void> {
  const holders = createOwnerLists<Cluster>();
  yield* paced(state.clusters, (cluster) => {
    for (const value of cluster[by].keys()) holders.add(value, cluster);
  });
  const union = createUnion();
  yield* paced(holders.several(), ([first, ...rest]) => {
    for (const other of rest) union.join(first!.key, other.key);
  });
  const groups = new Map<string, Cluster[]>();
  const next: Cluster[] = [];
  yield* paced(state.clusters, (cluster) => {
    if (union.has(cluster.key)) push(groups, union.find(cluster.key), cluster);
    else next.push(cluster);
  });
  yield* paced(groups.values(), (parts) => {
    if (contradict(parts, by === "names")) {
      for (const kept of setAside(state, parts, by, holders)) next.push(kept);
      return;
    }
    const whole = combine(parts);
    for (const { key } of parts) state.into.set(key, whole.key);
    next.push(whole);
  });
  state.clusters = next;
}

function setAside(
  state: Merging,
  parts: readonly Cluster[],
  by: "domains" | "names",
  holders: OwnerLists<Cluster>,
): readonly Cluster[] {
  const reason = by === "domains" ? "same domain" : "same name";
  const answerOf = (value: string) => state.answers.get(doubtKey({ reason, value }));
  const vouched = parts.filter(isVouched);
  const kept = vouched.length > 0 ? [...vouched] : [...parts];
  for (const part of parts) {
    if (vouched.length === 0 || isVouched(part)) continue;
    const answers = [...part[by].keys()].map(answerOf).filter((answer) => answer !== undefined);
    const account = answers.find(({ kind }) => kind === "account");
    const at = account?.kind === "account" ? kept.findIndex((one) => hasKey(one, account.key)) : -1;
    if (at >= 0) kept[at] = mergeInto(state, kept[at]!, part);
    else if (state.apart.has(part.key) || answers.some(({ kind }) => kind === "apart")) {
      state.apart.add(part.key);
      kept.push(part);
    } else state.asides.add(part.key);
  }
  for (const value of new Set(parts.flatMap((part) => [...part[by].keys()]))) {
    const keys = (holders.get(value) ?? []).map(({ key }) => key);
    if (keys.length < 2) continue;
    if (answerOf(value) !== undefined)
      state.settled.push(new Set(keys.map((key) => state.into.get(key) ?? key)));
    else if (!state.settled.some((group) => keys.every((key) => group.has(key))))
      state.doubts.push({ reason, value, clusters: keys });
  }
  return kept;
}

function mergeInto(state: Merging, target: Cluster, part: Cluster): Cluster {
  const whole = combine([target, part]);
  for (const { key } of [target, part]) state.into.set(key, whole.key);
  return whole;
}
