import { companyNameKey } from "#lib/import/company-name.ts";
import type { DoubtCandidate, DoubtToAnswer } from "#lib/import/import-set.ts";
import { type Joined, type JoinedAccount, joinInSteps } from "#lib/import/join.ts";
import { type Doubt, type DoubtAnswers, doubtKey, type JoinRow } from "#lib/import/join-row.ts";
import { paced, type Steps } from "#lib/import/steps.ts";

/** A row of the workspace, or one that is about to be. */
export interface WorkspaceRow {
  readonly join: JoinRow;
  /** Of its table: a higher one is newer. */
  readonly order: number;
  /** The account it belongs to so far. */
  readonly accountId: string | null;
}

export interface WorkspaceJoin {
  readonly joined: Joined;
  /** For each row given, the account's place in `joined.accounts`; -1: none. */
  readonly accountOfRow: Int32Array;
  /** For each row given, its place among `joined.places`, which has none for what a newer row has replaced: -1. */
  readonly placeOfRow: Int32Array;
  /** The id of each joined account; those of `isNew` are made here. */
  readonly ids: readonly string[];
  readonly isNew: readonly boolean[];
}

/** A company's row in an own table is the newer one's where both name the same company: its content is no key. */
function keysOf({ table, key, kind, tool, ids, domain, name }: JoinRow): string[] {
  const own = `${table}\u001f${key}`;
  if (kind !== "company" || tool !== "own") return [own];
  const named = ids[0] ?? domain ?? companyNameKey(name ?? "");
  return named === "" ? [own] : [own, `${table}\u001f# ${named}`];
}

/** By key, the newest import that has it, and one of its rows there. */
function* newestOf(rows: readonly WorkspaceRow[]): Steps<Map<string, { order: number; row: number }>> {
  const newest = new Map<string, { order: number; row: number }>();
  yield* paced(rows, ({ join, order }, row) => {
    for (const key of keysOf(join)) {
      const known = newest.get(key);
      if (known === undefined || known.order < order) newest.set(key, { order, row });
    }
  });
  return newest;
}

/**
 * Joins all rows of a workspace anew. A row that a newer import has again counts there alone, and goes where that one goes. An
 * account keeps its id as long as one of its ids in a tool, its domain, its name or one of its rows was known under it;
 * `leaving` are rows that are taken away and whose accounts are still remembered. The order of the rows is no matter.
 */
export function* joinWorkspace(
  rows: readonly WorkspaceRow[],
  leaving: readonly Omit<WorkspaceRow, "order">[],
  answers: DoubtAnswers,
  newId: () => string,
): Steps<WorkspaceJoin> {
  const newest = yield* newestOf(rows);
  const counting: number[] = [];
  const placeOfRow = new Int32Array(rows.length).fill(-1);
  const replacedBy = new Int32Array(rows.length).fill(-1);
  yield* paced(rows, ({ join, order }, i) => {
    const newer = keysOf(join)
      .map((key) => newest.get(key))
      .find((known) => known !== undefined && known.order > order);
    if (newer !== undefined) replacedBy[i] = newer.row;
    else {
      placeOfRow[i] = counting.length;
      counting.push(i);
    }
  });
  const joined = yield* joinInSteps(
    counting.map((i) => rows[i]!.join),
    answers,
  );
  const accountOfRow = new Int32Array(rows.length).fill(-1);
  for (const i of counting) accountOfRow[i] = joined.places[placeOfRow[i]!]?.account ?? -1;
  // What has replaced a row may have been replaced itself by a third.
  const follow = (i: number): number => {
    let at = i;
    while (replacedBy[at]! >= 0) at = replacedBy[at]!;
    return at;
  };
  for (let i = 0; i < rows.length; i++) if (replacedBy[i]! >= 0) accountOfRow[i] = accountOfRow[follow(i)]!;
  return {
    joined,
    accountOfRow,
    placeOfRow,
    ...(yield* keepIds(joined, rows, accountOfRow, leaving, newId)),
  };
}

type Earlier = Map<string, string>;

/** Of several accounts that had the value, the oldest: ids are made in the order of time. */
function remember(earlier: Earlier, value: string, id: string): void {
  const known = earlier.get(value);
  if (known === undefined || id < known) earlier.set(value, id);
}

function* keepIds(
  { accounts }: Joined,
  rows: readonly WorkspaceRow[],
  accountOfRow: Int32Array,
  leaving: readonly Omit<WorkspaceRow, "order">[],
  newId: () => string,
): Steps<Pick<WorkspaceJoin, "ids" | "isNew">> {
  const byId: Earlier = new Map();
  const byDomain: Earlier = new Map();
  const byName: Earlier = new Map();
  const note = ({ join, accountId }: Omit<WorkspaceRow, "order">) => {
    if (accountId === null) return;
    for (const id of join.ids) remember(byId, id, accountId);
    if (join.domain !== null) remember(byDomain, join.domain, accountId);
    if (join.name !== null) remember(byName, companyNameKey(join.name), accountId);
  };
  yield* paced(rows, note);
  yield* paced(leaving, note);
  const before: Set<string>[] = accounts.map(() => new Set());
  yield* paced(rows, ({ accountId }, i) => {
    if (accountId !== null && accountOfRow[i]! >= 0) before[accountOfRow[i]!]!.add(accountId);
  });
  const ids: (string | null)[] = accounts.map(() => null);
  const taken = new Set<string>();
  const pass = (candidatesOf: (account: JoinedAccount, at: number) => readonly (string | undefined)[]) =>
    paced(accounts, (account, at) => {
      if (ids[at] !== null) return;
      const free = candidatesOf(account, at).filter((id) => id !== undefined && !taken.has(id)) as string[];
      const [oldest] = free.sort();
      if (oldest === undefined) return;
      ids[at] = oldest;
      taken.add(oldest);
    });
  yield* pass((account) => account.ids.map((id) => byId.get(id)));
  yield* pass((account) => account.domains.map((domain) => byDomain.get(domain)));
  yield* pass(({ name }) => (name === null ? [] : [byName.get(companyNameKey(name))]));
  yield* pass((_, at) => [...(before[at] ?? [])]);
  const isNew = ids.map((id) => id === null);
  return { ids: ids.map((id) => id ?? newId()), isNew };
}

/** What names an account in a person's answer, also when later files bring more of it. */
export function answerKeyOf({ ids, domains, name }: JoinedAccount): string {
  if (ids[0] !== undefined) return `id:${ids[0]}`;
  return domains[0] !== undefined ? `domain:${domains[0]}` : `name:${companyNameKey(name ?? "")}`;
}

/** What a person calls it. */
export const nameOfAccount = ({ ids, domains, name }: JoinedAccount): string =>
  name ?? domains[0] ?? ids[0]?.slice(ids[0].indexOf(":") + 1) ?? "An account without a name";

const candidateOf = (account: JoinedAccount): DoubtCandidate => ({
  key: answerKeyOf(account),
  name: nameOfAccount(account),
  domain: account.domains[0] ?? null,
  ids: account.ids,
});

const namesListed = 4;

/** The question of a doubt, in words. */
function sentenceOfDoubt(
  { reason, value, rows, accounts }: Doubt,
  candidates: readonly DoubtCandidate[],
): string {
  const named = candidates.slice(0, namesListed).map(({ name }) => `“${name}”`);
  const others = accounts.length - named.length;
  const names = others > 0 ? [...named, `${others} more`] : named;
  const listed =
    names.length < 2 ? (names[0] ?? "no account") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  const waiting =
    rows === 0 ? "" : rows === 1 ? " One row waits for the answer." : ` ${rows} rows wait for the answer.`;
  switch (reason) {
    case "same domain":
      return `${listed} share the web address ${value}. Are they one company?${waiting}`;
    case "same name":
      return candidates.length < 2
        ? `Rows named like ${listed} have another domain. Do they belong to it?${waiting}`
        : `${listed} have the same name. Are they one company?${waiting}`;
    case "similar name":
      return `“${value}” is nearly the name of ${listed}. Is it the same company?${waiting}`;
    case "shared id":
      return `The id ${value.slice(value.indexOf(":") + 1)} stands beside ${listed}. To whom does it belong?${waiting}`;
  }
}

/** A row of a file, told to a person. */
export interface RowToTell {
  readonly join: JoinRow;
  readonly fileName: string;
  readonly row: number;
}

const examplesShown = 5;
const doubtsShown = 500;
/** More accounts than these share a name such as "Test": nobody says of them one by one. */
const candidatesShown = 50;

/** The doubts of a joining as questions, those that most rows wait for first, each with a few of the rows that wait. `rowAt` tells the rows given to it. */
export function doubtsToAnswer(
  { joined, placeOfRow }: WorkspaceJoin,
  rowAt: (row: number) => RowToTell,
): DoubtToAnswer[] {
  const examples = new Map<string, DoubtToAnswer["examples"][number][]>(
    joined.doubts.map((doubt) => [doubtKey(doubt), []]),
  );
  placeOfRow.forEach((place, at) => {
    const found = place < 0 ? undefined : joined.places[place];
    if (found === undefined || found.account !== null || found.why !== "doubtful") return;
    const { join, fileName, row } = rowAt(at);
    const known = doubtsOf(join)
      .map((doubt) => examples.get(doubtKey(doubt)))
      .find((list) => list !== undefined);
    if (known === undefined || known.length >= examplesShown) return;
    known.push({ fileName, row, says: join.name ?? join.domain ?? join.ids[0] ?? "" });
  });
  const first = [...joined.doubts].sort((a, b) => b.rows - a.rows).slice(0, doubtsShown);
  return first.map((doubt) => {
    const candidates = doubt.accounts
      .slice(0, candidatesShown)
      .map((account) => candidateOf(joined.accounts[account]!));
    const { reason, value, rows } = doubt;
    const sentence = sentenceOfDoubt(doubt, candidates);
    return { reason, value, sentence, candidates, rows, examples: examples.get(doubtKey(doubt)) ?? [] };
  });
}

/** What a row that waits may be waiting for, the surest first. */
function doubtsOf({ ids, domain, name }: JoinRow): Pick<Doubt, "reason" | "value">[] {
  const key = companyNameKey(name ?? "");
  return [
    ...ids.map((value) => ({ reason: "shared id" as const, value })),
    ...(domain === null ? [] : [{ reason: "same domain" as const, value: domain }]),
    { reason: "same name", value: key },
    { reason: "similar name", value: key },
  ];
}
