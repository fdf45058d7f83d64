import type { RecordKind } from "#lib/import/sources/definition.ts";

/** One row of a file, as far as it says which account it belongs to. */
export interface JoinRow {
  /** The same for all files that are exports of the same kind from the same tool. */
  readonly table: string;
  readonly tool: string;
  readonly kind: RecordKind;
  /** What tells the row from others of its table, over files and repetitions. */
  readonly key: string;
  /** Ids of the account, each with its tool (`HubSpot:9002`), the one that counts most first. */
  readonly ids: readonly string[];
  /** As companyDomain gives it. */
  readonly domain: string | null;
  /** As written. */
  readonly name: string | null;
}

/** Something for a person to decide: these may be one account, or these rows may belong to one of them. */
export interface Doubt {
  readonly reason: "same domain" | "same name" | "similar name" | "shared id";
  /** The id, the domain, or the name as companyNameKey gives it: one question however it is spelled. */
  readonly value: string;
  /** Indexes of the accounts it may be. */
  readonly accounts: readonly number[];
  /** Rows that wait for the answer. */
  readonly rows: number;
}

/**
 * What a person has said to a doubt: what waits belongs to one account; the accounts of these keys are one; or they are
 * different. A key is `id:`, `domain:` or `name:` and the id, the domain, or the name as companyNameKey gives it.
 */
export type DoubtAnswer =
  | { readonly kind: "account"; readonly key: string }
  | { readonly kind: "one"; readonly keys: readonly string[] }
  | { readonly kind: "apart" };

/** Names a doubt among others, however it is spelled. */
export const doubtKey = ({ reason, value }: Pick<Doubt, "reason" | "value">): string =>
  `${reason}\u001f${value}`;

/** By doubtKey. */
export type DoubtAnswers = ReadonlyMap<string, DoubtAnswer>;

/** With the key as a number, and the name as it is compared, worked out once; empty where there is none. */
export interface KeyedRow extends Omit<JoinRow, "key"> {
  readonly key: number;
  readonly nameKey: string;
}
