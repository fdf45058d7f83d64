import { createNearNames } from "#lib/import/company-name.ts";
import { type Founded, type FoundedAccount, found } from "#lib/import/join-found.ts";
import {
  type Doubt,
  type DoubtAnswer,
  type DoubtAnswers,
  doubtKey,
  type KeyedRow,
} from "#lib/import/join-row.ts";
import type { KeyedRows } from "#lib/import/join-rows.ts";
import { OneEntry } from "#lib/import/one-entry.ts";
import { counted, finish, paced, type Steps } from "#lib/import/steps.ts";
import { type TableSet, tablesIn } from "#lib/import/table-set.ts";

type JoinedBy = "id" | "domain" | "name" | "answer";

/** Where a row belongs: to an account, and how that was told; or why it belongs to none. */
type Place =
  | { readonly account: number; readonly by: JoinedBy | null }
  | { readonly account: null; readonly why: "doubtful" | "without" };

export interface JoinedAccount {
  readonly ids: readonly string[];
  readonly domains: readonly string[];
  /** As written most often; null where no row names it. */
  readonly name: string | null;
}

export interface JoinResult {
  /** In an order that depends on the accounts alone, not on the files. */
  readonly accounts: readonly JoinedAccount[];
  /** For each row given, in its order: its account, -1 where it has none, and how that was told. */
  readonly accountOf: Int32Array;
  readonly told: Uint8Array;
  readonly doubts: readonly Doubt[];
  /** Rows by what happened to them. Rows that make an account known in the first place count in none. */
  readonly counts: { byId: number; byDomain: number; byName: number; doubtful: number; without: number };
  /** Rows that are where a person has said they belong. */
  readonly answered: number;
}

/** How a row's place was told, as one number for each row. */
const ways = [null, "id", "domain", "name", "answer", "doubtful", "without"] as const;
const wayOf = (place: Place): number => ways.indexOf(place.account === null ? place.why : place.by);
const doubtful = ways.indexOf("doubtful");

/** Whether a row waits for somebody's answer. */
export const isDoubtful = ({ told }: Pick<JoinResult, "told">, at: number): boolean => told[at] === doubtful;

/**
 * Joins rows of several tables into accounts, in steps: by id of a tool, then by domain, then by name, each only where it points
 * to one account and nothing speaks against it. Companies, subscriptions and MRR movements make accounts known; deals do
 * where their tool's companies are not among the tables; tickets, people and leads only where there is nothing else.
 * What is doubtful is never merged but listed, unless a person has answered. The order of the rows and their repetition
 * change no account.
 */
export function* joinInSteps(rows: KeyedRows, answers: DoubtAnswers): Steps<JoinResult> {
  const { founded, ...placed } = yield* placeInSteps(rows, answers);
  const accounts: JoinedAccount[] = [];
  yield* paced(founded, (account) => accounts.push(accountFrom(account)));
  return { accounts, ...placed };
}

/** How many accounts there are, and how the rows were joined: a million accounts need not be written out to be counted. */
export function countAccounts(rows: KeyedRows): Pick<JoinResult, "counts"> & { accounts: number } {
  const { founded, counts } = finish(placeInSteps(rows, new Map()));
  return { accounts: founded.length, counts };
}

type Placed = Omit<JoinResult, "accounts"> & { readonly founded: readonly FoundedAccount[] };

function* placeInSteps(rows: KeyedRows, answers: DoubtAnswers): Steps<Placed> {
  const founded = yield* found(rows, answers);
  const resolve = createResolver(founded, answers);
  const rowDoubts = new Map<string, { doubt: Omit<Doubt, "rows">; keys: Set<number> }>();
  const placeOf = (row: KeyedRow, at: number): Place => {
    const own = founded.accountOfRow[at]!;
    if (own >= 0) return { account: own, by: howFounded(row, founded.accounts[own]!) };
    const answer = resolve(row);
    if (!("doubt" in answer)) return answer;
    const asked = doubtKey(answer.doubt);
    const known = rowDoubts.get(asked) ?? { doubt: answer.doubt, keys: new Set() };
    known.keys.add(row.key);
    rowDoubts.set(asked, known);
    return { account: null, why: "doubtful" };
  };
  const accountOf = new Int32Array(rows.length);
  const told = new Uint8Array(rows.length);
  yield* counted(rows.length, (at) => {
    const place = placeOf(rows.row(at), at);
    accountOf[at] = place.account ?? -1;
    told[at] = wayOf(place);
  });
  return {
    ...{ founded: founded.accounts, accountOf, told },
    doubts: mergeDoubts(founded.doubts, rowDoubts),
    ...(yield* countPlaces(rows, told)),
  };
}

function accountFrom(account: FoundedAccount): JoinedAccount {
  return {
    ids: sortedKeys(account.ids),
    domains: sortedKeys(account.domains),
    name: mostWritten(account.spellings),
  };
}

/** In a list of just their length: one that grows is laid out for seventeen, and there are a million. */
function sortedKeys(map: ReadonlyMap<string, unknown>): readonly string[] {
  if (map instanceof OneEntry) return [map.key];
  return map.size === 0 ? none : [...map.keys()].sort();
}
const none: readonly string[] = [];

function mostWritten(spellings: ReadonlyMap<string, number>): string | null {
  if (spellings instanceof OneEntry) return spellings.key;
  const names = [...spellings].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return names[0]?.[0] ?? null;
}

/** A row of the table that the account is known from first was not joined to anything. */
function howFounded(row: KeyedRow, account: FoundedAccount): JoinedBy | null {
  if (row.table === account.firstTable) return null;
  const elsewhere = (tables: TableSet | undefined) =>
    tables !== undefined && tablesIn(tables).some((table) => table !== row.table);
  if (row.ids.some((id) => elsewhere(account.ids.get(id)))) return "id";
  if (row.domain !== null && elsewhere(account.domains.get(row.domain))) return "domain";
  if (row.nameKey !== "" && elsewhere(account.names.get(row.nameKey))) return "name";
  return row.ids.length > 0 ? "id" : row.domain !== null ? "domain" : "name";
}

type Answer = Place | { readonly doubt: Omit<Doubt, "rows"> };

function createResolver(
  { accounts, byId, byDomain, byName }: Founded,
  answers: DoubtAnswers,
): (row: KeyedRow) => Answer {
  const near = createNearNames(byName.keys());
  return (row) => {
    const found = resolve(row);
    const answer = "doubt" in found ? answerTo(found.doubt) : undefined;
    if (answer === undefined || answer.kind === "one") return found;
    if (answer.kind === "apart") return { account: null, why: "without" };
    const owners = ownersOf(answer.key);
    return owners.length === 1 ? { account: owners[0]!, by: "answer" } : found;
  };

  /** What was answered to the doubt, or to another between the same accounts: they share a domain as well as a name. */
  function answerTo({ reason, value, accounts: between }: Omit<Doubt, "rows">): DoubtAnswer | undefined {
    const own = answers.get(doubtKey({ reason, value }));
    const [first, ...others] = between.map((index) => accounts[index]!);
    if (own !== undefined || first === undefined || others.length === 0) return own;
    const shared = (by: "domains" | "names") =>
      [...first[by].keys()].filter((one) => others.every((account) => account[by].has(one)));
    const asked = [
      ...shared("domains").map((domain) => ({ reason: "same domain" as const, value: domain })),
      ...shared("names").map((name) => ({ reason: "same name" as const, value: name })),
    ];
    return asked.map((doubt) => answers.get(doubtKey(doubt))).find((answer) => answer !== undefined);
  }

  function ownersOf(key: string): readonly number[] {
    const value = key.slice(key.indexOf(":") + 1);
    const index = key.startsWith("id:") ? byId : key.startsWith("domain:") ? byDomain : byName;
    return index.get(value) ?? [];
  }

  function resolve(row: KeyedRow): Answer {
    for (const id of row.ids) {
      const owners = byId.get(id) ?? [];
      if (owners.length === 1) return { account: owners[0]!, by: "id" };
      if (owners.length > 1) return { doubt: { reason: "shared id", value: id, accounts: owners } };
    }
    const here = row.domain === null ? [] : (byDomain.get(row.domain) ?? []);
    if (here.length === 1) return { account: here[0]!, by: "domain" };
    if (here.length > 1) return { doubt: { reason: "same domain", value: row.domain ?? "", accounts: here } };
    return resolveByName(row);
  }

  function resolveByName(row: KeyedRow): Answer {
    const key = row.nameKey;
    const named = byName.get(key) ?? [];
    // A row with a domain of its own was not found by it: an account with another domain is another company.
    const fitting =
      row.domain === null ? named : named.filter((index) => accounts[index]!.domains.size === 0);
    if (named.length === 1 && fitting.length === 1) return { account: fitting[0]!, by: "name" };
    if (named.length > 0) return { doubt: { reason: "same name", value: key, accounts: named } };
    const similar = key === "" ? [] : near(key).flatMap((one) => byName.get(one) ?? []);
    if (similar.length === 0) return { account: null, why: "without" };
    const candidates = [...new Set(similar)].sort((a, b) => a - b);
    return { doubt: { reason: "similar name", value: key, accounts: candidates } };
  }
}

/** One question per value, however many rows and accounts raise it. */
function mergeDoubts(
  between: readonly Omit<Doubt, "rows">[],
  ofRows: ReadonlyMap<string, { doubt: Omit<Doubt, "rows">; keys: ReadonlySet<number> }>,
): Doubt[] {
  const all = new Map<string, Doubt>(
    between.map((doubt) => [doubtKey(doubt), { ...doubt, rows: 0 }] as const),
  );
  for (const [at, { doubt, keys }] of ofRows) {
    const accounts = [...new Set([...(all.get(at)?.accounts ?? []), ...doubt.accounts])].sort(
      (a, b) => a - b,
    );
    all.set(at, { ...doubt, accounts, rows: keys.size });
  }
  // The same companies by domain and by name are one question, and its answer is the answer to both.
  const asked = new Map<string, Doubt>();
  for (const [at, doubt] of [...all].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const among = doubt.accounts.join();
    const isBetween = doubt.accounts.length > 1 && ["same domain", "same name"].includes(doubt.reason);
    const known = isBetween ? asked.get(among) : undefined;
    if (known === undefined) asked.set(isBetween ? among : at, doubt);
    else asked.set(among, { ...known, rows: known.rows + doubt.rows });
  }
  return [...asked.values()];
}

/** A row that is there twice, in one file or in two, counts once. */
function* countPlaces(rows: KeyedRows, told: Uint8Array): Steps<Pick<JoinResult, "counts" | "answered">> {
  let answered = 0;
  const counts = { byId: 0, byDomain: 0, byName: 0, doubtful: 0, without: 0 };
  const seen = new Uint8Array(rows.keys);
  yield* counted(rows.length, (at) => {
    const { kind, key } = rows.row(at);
    // Spend is of no account, and nobody is to be told that an account is missing.
    if (kind === "spend" || seen[key] === 1) return;
    seen[key] = 1;
    const way = ways[told[at]!]!;
    if (way === "doubtful" || way === "without") counts[way]++;
    else if (way === "id") counts.byId++;
    else if (way === "domain") counts.byDomain++;
    else if (way === "name") counts.byName++;
    else if (way === "answer") answered++;
  });
  return { counts, answered };
}
