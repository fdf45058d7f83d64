import {
  addRow,
  type Cluster,
  combine,
  contradict,
  emptyCluster,
  hasKey,
  isVouched,
  type SharedIds,
  type Tables,
} from "#lib/import/join-cluster.ts";
import { type Doubt, type DoubtAnswers, doubtKey, type KeyedRow } from "#lib/import/join-row.ts";
import type { RecordKind } from "#lib/import/sources/definition.ts";
import { tablesIn } from "#lib/import/table-set.ts";
import { createUnion, type Union } from "#lib/import/union.ts";

export interface FoundedAccount {
  readonly ids: Tables;
  readonly domains: Tables;
  /** Names as they are compared. */
  readonly names: Tables;
  /** Names as written, with the number of rows that write them so. */
  readonly spellings: ReadonlyMap<string, number>;
  /** The table that makes the account known: companies before subscriptions, and so on. */
  readonly firstTable: string;
}

export interface Founded {
  readonly accounts: readonly FoundedAccount[];
  readonly byId: ReadonlyMap<string, readonly number[]>;
  readonly byDomain: ReadonlyMap<string, readonly number[]>;
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** The account that the row makes known, or null: then it is to be looked for. */
  accountOfRow(row: KeyedRow): number | null;
  readonly doubts: readonly Omit<Doubt, "rows">[];
}

const founders: readonly RecordKind[] = ["company", "subscription", "movement"];

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

function founderTest(rows: readonly KeyedRow[]): (row: KeyedRow) => boolean {
  const companyTools = new Set(rows.filter(({ kind }) => kind === "company").map(({ tool }) => tool));
  const hasFounders = rows.some(({ kind }) => founders.includes(kind) || kind === "deal");
  return ({ kind, tool }) => {
    if (founders.includes(kind)) return true;
    return kind === "deal" ? !companyTools.has(tool) : !hasFounders;
  };
}

/** Ids of several tools in one row name one account, unless one of them stands beside different others. */
function joinIds(rows: readonly KeyedRow[]): { union: Union; shared: SharedIds } {
  const beside = new Map<string, Set<string>>();
  for (const { ids } of rows) {
    for (const id of ids.slice(1)) {
      const known = beside.get(id);
      if (known === undefined) beside.set(id, new Set([ids[0]!]));
      else known.add(ids[0]!);
    }
  }
  const union = createUnion();
  const shared = new Map<string, ReadonlySet<string>>();
  for (const [id, others] of beside) {
    const [only, another] = others;
    if (another !== undefined) shared.set(id, others);
    else if (only !== undefined) union.join(id, only);
  }
  return { union, shared };
}

/** Rows that are there twice are one: they must not outvote a spelling. */
function withoutRepeats(rows: readonly KeyedRow[]): readonly KeyedRow[] {
  const seen = new Set<string>();
  return rows.filter(({ table, key, ids, domain, name }) => {
    const all = [table, key, domain, name, ...ids].join("\u001f");
    return !seen.has(all) && seen.add(all);
  });
}

interface Merging {
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
function mergeAnswered(state: Merging): void {
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
function mergeBy(state: Merging, by: "domains" | "names"): void {
  const holders = new Map<string, Cluster[]>();
  for (const cluster of state.clusters) {
    for (const value of cluster[by].keys()) push(holders, value, cluster);
  }
  const union = createUnion();
  for (const [first, ...rest] of holders.values()) {
    for (const other of rest) union.join(first!.key, other.key);
  }
  const groups = new Map<string, Cluster[]>();
  for (const cluster of state.clusters) {
    push(groups, union.find(cluster.key), cluster);
  }
  const next: Cluster[] = [];
  for (const parts of groups.values()) {
    if (parts.length === 1 || !contradict(parts, by === "names")) {
      const whole = parts.length === 1 ? parts[0]! : combine(parts);
      for (const { key } of parts) state.into.set(key, whole.key);
      next.push(whole);
      continue;
    }
    next.push(...setAside(state, parts, by, holders));
  }
  state.clusters = next;
}

function setAside(
  state: Merging,
  parts: readonly Cluster[],
  by: "domains" | "names",
  holders: ReadonlyMap<string, readonly Cluster[]>,
): readonly Cluster[] {
  const reason = by === "domains" ? "same domain" : "same name";
  const answerOf = (value: string) => state.answers.get(doubtKey({ reason, value }));
  const vouched = parts.filter(isVouched);
  const kept = vouched.length > 0 ? [...vouched] : [...parts];
  for (const part of parts) {
    if (kept.includes(part)) continue;
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

/** The accounts that the rows make known by themselves; everything else is then looked for among them. */
export function found(rows: readonly KeyedRow[], answers: DoubtAnswers): Founded {
  const isFounder = founderTest(rows);
  const { union, shared } = joinIds(rows);
  const clusterKey = (row: KeyedRow): string | null => {
    const id = row.ids.find((one) => !shared.has(one));
    if (id !== undefined) return `id ${union.find(id)}`;
    if (row.domain !== null) return `domain ${row.domain}`;
    return row.nameKey === "" ? null : `name ${row.nameKey}`;
  };
  const clusters = new Map<string, Cluster>();
  for (const row of withoutRepeats(rows.filter(isFounder))) {
    const key = clusterKey(row);
    if (key === null) continue;
    const cluster = clusters.get(key) ?? emptyCluster(key);
    addRow(cluster, row, shared);
    clusters.set(key, cluster);
  }
  const state: Merging = {
    clusters: [...clusters.values()],
    asides: new Set(),
    doubts: [],
    into: new Map(),
    answers,
    settled: [],
    apart: new Set(),
  };
  mergeAnswered(state);
  mergeBy(state, "domains");
  mergeBy(state, "names");
  const final = [...state.clusters].sort((a, b) => (a.key < b.key ? -1 : 1));
  const indexOf = new Map(final.map(({ key }, index) => [key, index]));
  const accountOf = (key: string): number | null => {
    let at = key;
    for (let next = state.into.get(at); next !== undefined && next !== at; next = state.into.get(at))
      at = next;
    return state.asides.has(at) ? null : (indexOf.get(at) ?? null);
  };
  const byId = invert(final, "ids");
  const sharedDoubts = [...shared].map(([value, others]) => {
    const owners = new Set([...others].flatMap((id) => byId.get(id) ?? []));
    return { reason: "shared id" as const, value, accounts: [...owners].sort((a, b) => a - b) };
  });
  for (const { value, accounts } of sharedDoubts) byId.set(value, accounts);
  return {
    accounts: final.map(foundedAccount),
    byId,
    byDomain: invert(final, "domains"),
    byName: invert(final, "names"),
    accountOfRow: (row) => {
      const key = isFounder(row) ? clusterKey(row) : null;
      return key === null ? null : accountOf(key);
    },
    doubts: [
      ...sharedDoubts.filter((doubt) => doubt.accounts.length > 1 && !answers.has(doubtKey(doubt))),
      ...state.doubts.map(({ reason, value, clusters: keys }) => ({
        reason,
        value,
        accounts: [...new Set(keys.map(accountOf).filter((index) => index !== null))].sort((a, b) => a - b),
      })),
    ],
  };
}

function foundedAccount({ ids, domains, names, spellings, tables }: Cluster): FoundedAccount {
  const [first = ""] = tablesIn(tables);
  return { ids, domains, names, spellings, firstTable: first.slice(first.indexOf(" ") + 1) };
}

function invert(clusters: readonly Cluster[], by: "ids" | "domains" | "names"): Map<string, number[]> {
  const found = new Map<string, number[]>();
  clusters.forEach((cluster, index) => {
    for (const value of cluster[by].keys()) push(found, value, index);
  });
  return found;
}
