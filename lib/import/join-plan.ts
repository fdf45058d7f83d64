import { companyNameKey } from "#lib/import/company-name.ts";
import type { DoubtCandidate, DoubtToAnswer } from "#lib/import/import-set.ts";
import { isDoubtful, type JoinedAccount, type JoinResult, joinInSteps } from "#lib/import/join.ts";
import { type Doubt, type DoubtAnswers, doubtKey, type JoinRow } from "#lib/import/join-row.ts";
import { type JoinRows, someOf } from "#lib/import/join-rows.ts";
import { counted, paced, type Steps } from "#lib/import/steps.ts";

export interface WorkspaceJoin {
  readonly joined: JoinResult;
  /** For each row given, the account's place in `joined.accounts`; -1: none. */
  readonly accountOfRow: Int32Array;
  /** For each row given, its place among those that were joined; what a newer row has replaced has none: -1. */
  readonly placeOfRow: Int32Array;
  /** The id of each joined account; those of `isNew` are made here. */
  readonly ids: readonly string[];
  readonly isNew: readonly boolean[];
}

/** By key, a row of the newest import that has it; -1: none. */
function* newestOf(rows: JoinRows): Steps<Int32Array> {
  const newest = new Int32Array(rows.keys).fill(-1);
  const note = (key: number, at: number) => {
    if (key < 0) return;
    const known = newest[key]!;
    if (known < 0 || rows.order(known) < rows.order(at)) newest[key] = at;
  };
  yield* counted(rows.length, (at) => {
    note(rows.key(at), at);
    note(rows.companyKey(at), at);
  });
  return newest;
}

/**
 * Joins all rows of a workspace anew. A row that a newer import has again counts there alone, and goes where that one goes. An
 * account keeps its id as long as one of its ids in a tool, its domain, its name or one of its rows was known under it;
 * `leaving` are rows that are taken away and whose accounts are still remembered. The order of the rows is no matter.
 */
export function* joinWorkspace(
  rows: JoinRows,
  leaving: JoinRows,
  answers: DoubtAnswers,
  newId: () => string,
): Steps<WorkspaceJoin> {
  const newest = yield* newestOf(rows);
  const counting = new Int32Array(rows.length);
  const placeOfRow = new Int32Array(rows.length).fill(-1);
  const replacedBy = new Int32Array(rows.length).fill(-1);
  let places = 0;
  yield* counted(rows.length, (at) => {
    const newer = [rows.key(at), rows.companyKey(at)]
      .map((key) => (key < 0 ? -1 : newest[key]!))
      .find((known) => known >= 0 && rows.order(known) > rows.order(at));
    if (newer !== undefined) replacedBy[at] = newer;
    else {
      placeOfRow[at] = places;
      counting[places++] = at;
    }
  });
  const joined = yield* joinInSteps(someOf(rows, counting.subarray(0, places)), answers);
  const accountOfRow = placeOfRow.map((place) => (place < 0 ? -1 : joined.accountOf[place]!));
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
  { accounts }: JoinResult,
  rows: JoinRows,
  accountOfRow: Int32Array,
  leaving: JoinRows,
  newId: () => string,
): Steps<Pick<WorkspaceJoin, "ids" | "isNew">> {
  const byId: Earlier = new Map();
  const byDomain: Earlier = new Map();
  const byName: Earlier = new Map();
  for (const known of [rows, leaving]) {
    yield* counted(known.length, (at) => {
      const accountId = known.accountId(at);
      if (accountId === null) return;
      const { ids, domain, name, nameKey } = known.row(at);
      for (const id of ids) remember(byId, id, accountId);
      if (domain !== null) remember(byDomain, domain, accountId);
      if (name !== null) remember(byName, nameKey, accountId);
    });
  }
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
  const before = new Map<number, Set<string>>();
  yield* counted(rows.length, (at) => {
    const account = accountOfRow[at]!;
    const accountId = rows.accountId(at);
    if (account < 0 || accountId === null || ids[account] !== null) return;
    before.set(account, (before.get(account) ?? new Set()).add(accountId));
  });
  yield* pass((_, at) => [...(before.get(at) ?? [])]);
  const isNew = ids.map((id) => id === null);
  const given: string[] = [];
  yield* paced(ids, (id) => given.push(id ?? newId()));
  return { ids: given, isNew };
}

/** What names an account in a person's answer, also when later files bring more of it. */
export function answerKeyOf({ ids, domains, name }: JoinedAccount): string {
  if (ids[0] !== undefined) return `id:${ids[0]}`;
  return domains[0] !== undefined ? `domain:${domains[0]}` : `name:${companyNameKey(name ?? "")}`;
}

/** What a person calls it. */
export const nameOfAccount = ({ ids, domains, name }: JoinedAccount): string =>
  name ?? domains[0] ?? ids[0]?.slice(ids[0].indexOf(":") + 1) ?? "An account without a name";

/** What a person calls each joined account, by its id: it can be kept where the joined rows need not be. */
export function* namesOfAccounts({ ids, joined }: WorkspaceJoin): Steps<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  yield* paced(ids, (id, at) => names.set(id, nameOfAccount(joined.accounts[at]!)));
  return names;
}

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
  readonly join: Pick<JoinRow, "ids" | "domain" | "name">;
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
    if (place < 0 || !isDoubtful(joined, place)) return;
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
function doubtsOf({ ids, domain, name }: RowToTell["join"]): Pick<Doubt, "reason" | "value">[] {
  const key = companyNameKey(name ?? "");
  return [
    ...ids.map((value) => ({ reason: "shared id" as const, value })),
    ...(domain === null ? [] : [{ reason: "same domain" as const, value: domain }]),
    { reason: "same name", value: key },
    { reason: "similar name", value: key },
  ];
}
