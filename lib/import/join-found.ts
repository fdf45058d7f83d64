import { contentKey } from "#lib/import/content-key.ts";
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
import { createOwnerLists, type OwnerLists } from "#lib/import/owner-lists.ts";
import type { RecordKind } from "#lib/import/sources/definition.ts";
import { paced, type Steps } from "#lib/import/steps.ts";
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
  /** The account that the row makes known, or null: then it is to be looked for. */
  accountOfRow(row: KeyedRow): number | null;
  readonly doubts: readonly Omit<Doubt, "rows">[];
}

const founders: readonly RecordKind[] = ["company", "subscription", "movement"];

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
function repeatCheck(): (row: KeyedRow) => boolean {
  const says = ({ ids, domain, name }: KeyedRow) => contentKey([domain ?? "", name ?? "", ...ids]);
  // Nearly every row has a key of its own: what it says is worked out when another has the same.
  const firsts = new Map<string, Map<string, KeyedRow>>();
  const others = new Map<string, Set<string>>();
  return (row) => {
    const ofTable = firsts.get(row.table) ?? new Map<string, KeyedRow>();
    const first = ofTable.get(row.key);
    if (first === undefined) {
      firsts.set(row.table, ofTable.set(row.key, row));
      return false;
    }
    const at = `${row.table}\u001f${row.key}`;
    const seen = others.get(at) ?? new Set([says(first)]);
    const all = says(row);
    if (seen.has(all)) return true;
    others.set(at, seen.add(all));
    return false;
  };
}

/** One text; put together in a template it would be kept with its parts. */
const keyText = (of: string, value: string) => [of, value].join(" ");

/**
 * Rows that are surely one account, together. In a function of its own: what lives on after the joining must not keep what only
 * this needs.
 */
function* clustersOf(
  rows: readonly KeyedRow[],
  keyOf: (row: KeyedRow) => string | null,
  shared: SharedIds,
): Steps<Cluster[]> {
  const clusters = new Map<string, Cluster>();
  const isRepeated = repeatCheck();
  const placed = createPlaced();
  yield* paced(rows, (row) => {
    const key = keyOf(row);
    if (key === null || isRepeated(row)) return;
    const cluster = clusters.get(key) ?? emptyCluster(key);
    addRow(cluster, row, shared, placed);
    clusters.set(key, cluster);
  });
  return [...clusters.values()];
}

const indexesOf = (clusters: readonly Cluster[]) => new Map(clusters.map(({ key }, index) => [key, index]));

/** The accounts that the rows make known by themselves; everything else is then looked for among them. */
export function* found(rows: readonly KeyedRow[], answers: DoubtAnswers): Steps<Founded> {
  const isFounder = founderTest(rows);
  yield;
  const { union, shared } = joinIds(rows);
  yield;
  const clusterKey = (row: KeyedRow): string | null => {
    const id = row.ids.find((one) => !shared.has(one));
    if (id !== undefined) return keyText("id", union.find(id));
    if (row.domain !== null) return keyText("domain", row.domain);
    return row.nameKey === "" ? null : keyText("name", row.nameKey);
  };
  const keyOfFounder = (row: KeyedRow) => (isFounder(row) ? clusterKey(row) : null);
  const state: Merging = {
    clusters: yield* clustersOf(rows, keyOfFounder, shared),
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
  const final = [...state.clusters].sort((a, b) => (a.key < b.key ? -1 : 1));
  const indexOf = indexesOf(final);
  const accountOf = (key: string): number | null => {
    let at = key;
    for (let next = into.get(at); next !== undefined && next !== at; next = into.get(at)) at = next;
    return asides.has(at) ? null : (indexOf.get(at) ?? null);
  };
  yield;
  const byId = invert(final, "ids");
  yield;
  const sharedDoubts = [...shared].map(([value, others]) => {
    const owners = new Set([...others].flatMap((id) => byId.get(id) ?? []));
    return { reason: "shared id" as const, value, accounts: [...owners].sort((a, b) => a - b) };
  });
  for (const { value, accounts } of sharedDoubts) byId.set(value, accounts);
  return {
    accounts: final.map(accountMaker()),
    byId,
    byDomain: invert(final, "domains"),
    byName: invert(final, "names"),
    accountOfRow: (row) => {
      const key = keyOfFounder(row);
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

function invert(clusters: readonly Cluster[], by: "ids" | "domains" | "names"): OwnerLists<number> {
  const owners = createOwnerLists<number>();
  clusters.forEach((cluster, index) => {
    for (const value of cluster[by].keys()) owners.add(value, index);
  });
  return owners;
}
