import { z } from "zod";
import type { Dimension, KnownAt, Value, ValueType } from "#lib/accounts/attribute.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { CheckedAccount } from "#lib/icp/check.ts";
import { unpackCells } from "#lib/import/cells.ts";
import { isMissing } from "#lib/import/value.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import { checkAccount } from "#lib/server/queries/check-account.ts";
import { loadAccounts } from "#lib/server/queries/load-accounts.ts";
import { recordsOfAccount } from "#lib/server/queries/records-of-accounts.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** One fact about the account; null where it is not recorded. */
export interface Fact {
  readonly name: string;
  readonly dimension: Dimension;
  readonly knownAt: KnownAt;
  readonly type: ValueType;
  readonly value: Value;
  /** The file that says so and the day its data was taken; null where it is worked out or not recorded. */
  readonly source: { readonly file: string; readonly asOf: string } | null;
}

/** Everything the page of one account shows. */
export interface AccountPage {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly facts: readonly Fact[];
  readonly outcomes: readonly { readonly name: string; readonly value: number | null }[];
  readonly retention: { readonly left: boolean; readonly months: number | null } | null;
  readonly startedOn: string | null;
  /** The files and rows it was read from, the newest first. */
  readonly sources: readonly { readonly file: string; readonly row: number; readonly importedOn: string }[];
  /** What the draft's rules make of it. */
  readonly checked: CheckedAccount;
}

/** One account with its facts, outcomes, source, and the draft's verdict. Error: "not-found". */
export async function loadAccount(actor: Actor, id: string): Promise<Result<AccountPage>> {
  const [account] = await loadAccounts(actor, [id]);
  if (!account) return fail("not-found");
  const checked = await checkAccount(actor, id);
  if (!checked.ok) return checked;
  const { attributes, records } = await readCatalogue(actor, id);
  const sources = records
    .slice(0, mostSources)
    .map(({ file, row, importedOn }) => ({ file, row, importedOn }));
  const facts = attributes
    .filter(({ role }) => role === "attribute")
    .map(({ name, dimension, knownAt, type }) => ({
      name,
      dimension: dimension as Dimension,
      knownAt: knownAt as KnownAt,
      type: type as ValueType,
      value: account.values.get(name) ?? null,
      source: sourceOf(name, account.values.get(name) ?? null, records),
    }));
  const outcomes = [...account.outcomes].map(([name, value]) => ({ name, value }));
  const { name, domain, retention, startedOn } = account;
  return ok({ id, name, domain, facts, outcomes, retention, startedOn, sources, checked: checked.value });
}

const mostSources = 20;

async function readCatalogue(actor: Actor, id: string) {
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const attributes = await tx.attribute.findMany({ where: { workspaceId }, orderBy: { position: "asc" } });
    return { attributes, records: await readRecords(tx, workspaceId, id) };
  });
}

/** A row of the account, with what its file calls each cell. */
interface ToldBy {
  readonly file: string;
  readonly row: number;
  readonly importedOn: string;
  readonly asOf: string;
  readonly kind: string;
  readonly headings: readonly string[];
  readonly cells: readonly string[];
}

/** Rows looked through for what says a fact; an account with more is told by its newest. */
const mostRecords = 200;

const headingsOf = (mapping: unknown): string[] =>
  z
    .object({ columns: z.array(z.object({ heading: z.string() })) })
    .catch({ columns: [] })
    .parse(mapping)
    .columns.map(({ heading }) => heading);

/** The newest file that has the fact in a cell; one about companies before others. */
function sourceOf(name: string, value: Value, records: readonly ToldBy[]): Fact["source"] {
  if (value === null) return null;
  const says = ({ headings, cells }: ToldBy) => !isMissing((cells[headings.indexOf(name)] ?? "").trim());
  const company = records.find((record) => record.kind === "company" && says(record));
  const from = company ?? records.find(says);
  return from === undefined ? null : { file: from.file, asOf: from.asOf };
}

async function readRecords(tx: Tx, workspaceId: WorkspaceId, accountId: string): Promise<ToldBy[]> {
  const records = await tx.$queryRawUnsafe<
    { importId: string; rowNumber: number; kind: string; cells: string }[]
  >(
    `select r."importId", r."rowNumber", r."kind", r."cells" from "account" a join lateral ${recordsOfAccount} r on true
     where a."workspaceId" = $1::uuid and a."id" = $2::uuid
     order by r."importId" desc, r."rowNumber" limit ${mostRecords}`,
    workspaceId,
    accountId,
  );
  const imports = await tx.import.findMany({
    where: { workspaceId, id: { in: records.map(({ importId }) => importId) }, undoneAt: null },
    select: { id: true, fileName: true, createdAt: true, asOf: true, mapping: true },
  });
  const importOf = new Map(imports.map((one) => [one.id, { ...one, headings: headingsOf(one.mapping) }]));
  return records.flatMap(({ importId, rowNumber, kind, cells }) => {
    const made = importOf.get(importId);
    if (!made) return [];
    const importedOn = made.createdAt.toISOString().slice(0, 10);
    const asOf = made.asOf?.toISOString().slice(0, 10) ?? importedOn;
    const { fileName: file, headings } = made;
    return [{ file, row: rowNumber, importedOn, asOf, kind, headings, cells: unpackCells(cells) }];
  });
}
