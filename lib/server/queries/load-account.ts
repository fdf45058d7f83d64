import type { Dimension, KnownAt, Value, ValueType } from "#lib/accounts/attribute.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { CheckedAccount } from "#lib/icp/check.ts";
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
  const { attributes, sources } = await readCatalogue(actor, id);
  const facts = attributes
    .filter(({ role }) => role === "attribute")
    .map(({ name, dimension, knownAt, type }) => ({
      name,
      dimension: dimension as Dimension,
      knownAt: knownAt as KnownAt,
      type: type as ValueType,
      value: account.values.get(name) ?? null,
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
    return { attributes, sources: await readSources(tx, workspaceId, id) };
  });
}

async function readSources(
  tx: Tx,
  workspaceId: WorkspaceId,
  accountId: string,
): Promise<AccountPage["sources"]> {
  const records = await tx.$queryRawUnsafe<{ importId: string; rowNumber: number }[]>(
    `select r."importId", r."rowNumber" from "account" a join lateral ${recordsOfAccount} r on true
     where a."workspaceId" = $1::uuid and a."id" = $2::uuid
     order by r."importId" desc, r."rowNumber" limit ${mostSources}`,
    workspaceId,
    accountId,
  );
  const imports = await tx.import.findMany({
    where: { workspaceId, id: { in: records.map(({ importId }) => importId) }, undoneAt: null },
    select: { id: true, fileName: true, createdAt: true },
  });
  const importOf = new Map(imports.map((one) => [one.id, one]));
  return records.flatMap(({ importId, rowNumber }) => {
    const made = importOf.get(importId);
    if (!made) return [];
    return [{ file: made.fileName, row: rowNumber, importedOn: made.createdAt.toISOString().slice(0, 10) }];
  });
}
