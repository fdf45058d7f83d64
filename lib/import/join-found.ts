import { createHashIndex, isNew } from "#lib/import/hash-index.ts";
import {
  addRow,
  type Cluster,
  createPlaced,
  emptyCluster,
  type SharedIds,
  type Tables,
} from "#lib/import/join-cluster.ts";
import { type Merging, mergeAnswered, mergeBy } from "#lib/import/join-merge.ts";
import { type Doubt, type DoubtAnswers, doubtKey, type KeyedRow } from "#lib/import/join-row.ts";
import type { KeyedRows } from "#lib/import/join-rows.ts";
import { createOwnerLists, type OwnerLists } from "#lib/import/owner-lists.ts";
import type { RecordKind } from "#lib/import/sources/definition.ts";
import { counted, paced, type Steps, sortedInSteps } from "#lib/import/steps.ts";
import { type TableSet, tablesIn } from "#lib/import/table-set.ts";
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

/** The accounts, by their places, that have a value. */
type Owners = Pick<OwnerLists<number>, "get" | "keys">;

export interface Founded {
  readonly accounts: readonly FoundedAccount[];
  readonly byId: Owners;
  readonly byDomain: Owners;
  readonly byName: Owners;
  /** By row, the account that it makes known, or -1: then it is to be looked for. */
  readonly accountOfRow: Int32Array;
  readonly doubts: readonly Omit<Doubt, "rows">[];
}

const founders: readonly RecordKind[] = ["company", "subscription", "movement"];

function* founderTest(rows: KeyedRows): Steps<(row: KeyedRow) => boolean> {
  const companyTools = new Set<string>();
  let hasFounders = false;
  yield* counted(rows.length, (at) => {
    const { kind, tool } = rows.row(at);
    if (kind === "company") companyTools.add(tool);
    if (founders.includes(kind) || kind === "deal") hasFounders = true;
  });
  return ({ kind, tool }) => {
    if (founders.includes(kind)) return true;
    return kind === "deal" ? !companyTools.has(tool) : !hasFounders;
  };
}

/** Ids of several tools in one row name one account, unless one of them stands beside different others. */
function* joinIds(rows: KeyedRows): Steps<{ union: Union; shared: SharedIds }> {
  // Nearly every id stands beside one other alone, which takes no set of its own.
  const beside = new Map<string, string>();
  const shared = new Map<string, Set<string>>();
  yield* counted(rows.length, (at) => {
    const { ids } = rows.row(at);
    const first = ids[0] ?? "";
    for (const id of ids.slice(1)) {
      const known = beside.get(id);
      if (known === undefined) beside.set(id, first);
      else if (known !== first) shared.set(id, (shared.get(id) ?? new Set([known])).add(first));
    }
  });
  const union = createUnion();
  yield* paced(beside, ([id, only]) => {
    if (!shared.has(id)) union.join(id, only);
  });
  return { union, shared };
}

/** Rows that are there twice are one: they must not outvote a spelling. */
function repeatCheck(): (row: KeyedRow) => boolean {
  const seen = createHashIndex();
  return ({ key, ids, domain, name }) => !isNew(seen, String(key), domain ?? "", name ?? "", ...ids);
}

/** One text; put together in a template it would be kept with its parts. */
const keyText = (of: string, value: string) => [of, value].join(" ");

/**
 * Rows that are surely one account, together. In a function of its own: what lives on after the joining must not keep what only
 * this needs.
 */
function* clustersOf(
  rows: KeyedRows,
  keyOf: (row: KeyedRow) => string | null,
  shared: SharedIds,
): Steps<Clusters> {
  const clusters = new Map<string, number>();
  const made: Cluster[] = [];
  const ofRow = new Int32Array(rows.length).fill(-1);
  const isRepeated = repeatCheck();
  const placed = createPlaced();
  yield* counted(rows.length, (at) => {
    const row = rows.row(at);
    const key = keyOf(row);
    if (key === null) return;
    const index = clusters.get(key) ?? made.push(emptyCluster(key)) - 1;
    clusters.set(key, index);
    ofRow[at] = index;
    if (!isRepeated(row)) addRow(made[index]!, row, shared, placed);
  });
  return { clusters: made, ofRow };
}

interface Clusters {
  readonly clusters: readonly Cluster[];
  /** By row, its place among them; -1: it makes none known. */
  readonly ofRow: Int32Array;
}

/** The accounts that the rows make known by themselves; everything else is then looked for among them. */
export function* found(rows: KeyedRows, answers: DoubtAnswers): Steps<Founded> {
  const isFounder = yield* founderTest(rows);
  const { union, shared } = yield* joinIds(rows);
  const clusterKey = (row: KeyedRow): string | null => {
    const id = row.ids.find((one) => !shared.has(one));
    if (id !== undefined) return keyText("id", union.find(id));
    if (row.domain !== null) return keyText("domain", row.domain);
    return row.nameKey === "" ? null : keyText("name", row.nameKey);
  };
  const keyOfFounder = (row: KeyedRow) => (isFounder(row) ? clusterKey(row) : null);
  const { clusters, ofRow } = yield* clustersOf(rows, keyOfFounder, shared);
  const state: Merging = {
    clusters,
    asides: new Set(),
    doubts: [],
    into: new Map(),
    answers,
    settled: [],
    apart: new Set(),
  };
  mergeAnswered(state);
  yield* mergeBy(state, "domains");
  yield* mergeBy(state, "names");
  const { into, asides } = state;
  const final = yield* sortedInSteps(state.clusters, (a, b) => (a.key < b.key ? -1 : 1));
  const indexOf = new Map<string, number>();
  yield* paced(final, ({ key }, index) => indexOf.set(key, index));
  const accountOf = (key: string): number | null => {
    let at = key;
    for (let next = into.get(at); next !== undefined && next !== at; next = into.get(at)) at = next;
    return asides.has(at) ? null : (indexOf.get(at) ?? null);
  };
  const accountOfCluster = new Int32Array(clusters.length);
  yield* paced(clusters, ({ key }, at) => {
    accountOfCluster[at] = accountOf(key) ?? -1;
  });
  const accountOfRow = ofRow.map((cluster) => (cluster < 0 ? -1 : accountOfCluster[cluster]!));
  const byId = yield* invert(final, "ids");
  const sharedDoubts = [...shared].map(([value, others]) => {
    const owners = new Set([...others].flatMap((id) => byId.get(id) ?? []));
    return { reason: "shared id" as const, value, accounts: [...owners].sort((a, b) => a - b) };
  });
  for (const { value, accounts } of sharedDoubts) byId.set(value, accounts);
  const accounts: FoundedAccount[] = [];
  const accountFrom = accountMaker();
  yield* paced(final, (cluster) => accounts.push(accountFrom(cluster)));
  return {
    accounts,
    byId,
    byDomain: yield* invert(final, "domains"),
    byName: yield* invert(final, "names"),
    accountOfRow,
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

/** Tells of clusters what is known of accounts. The same tables have one text for their first one. */
function accountMaker(): (cluster: Cluster) => FoundedAccount {
  const firstOf = new Map<TableSet, string>();
  return ({ ids, domains, names, spellings, tables }) => {
    let firstTable = firstOf.get(tables);
    if (firstTable === undefined) {
      const [first = ""] = tablesIn(tables);
      firstTable = first.slice(first.indexOf(" ") + 1);
      firstOf.set(tables, firstTable);
    }
    return { ids, domains, names, spellings, firstTable };
  };
}

function* invert(clusters: readonly Cluster[], by: "ids" | "domains" | "names"): Steps<OwnerLists<number>> {
  const owners = createOwnerLists<number>();
  yield* paced(clusters, (cluster, index) => {
    for (const value of cluster[by].keys()) owners.add(value, index);
  });
  return owners;
}
