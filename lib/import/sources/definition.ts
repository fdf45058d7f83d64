import type { Dimension, KnownAt, ValueType } from "#lib/accounts/attribute.ts";
import type { ColumnRole } from "#lib/import/mapping.ts";

/** What one row of a source stands for. */
export const recordKinds = [
  "company",
  "subscription",
  "movement",
  "deal",
  "lead",
  "ticket",
  "person",
  "spend",
] as const;
export type RecordKind = (typeof recordKinds)[number];

export type Tool =
  | "HubSpot"
  | "Salesforce"
  | "Stripe"
  | "ChartMogul"
  | "Zendesk"
  | "Intercom"
  | "prospecting"
  | "ICP Workshop"
  | "own spend"
  | "own";

/** What a column means to the joining and folding of records, finer than its role. */
export const fields = [
  "record id",
  "account id",
  "contact ids",
  "account name",
  "domain",
  "email",
  "record name",
  "owner",
  "status",
  "stage",
  "pipeline",
  "amount",
  "currency",
  "created",
  "closed",
  "started",
  "canceled",
  "ended",
  "trial start",
  "trial end",
  "onboarding began",
  "onboarded",
  "interval",
  "quantity",
  "plan",
  "mrr",
  "change",
  "movement",
  "date",
  "won",
  "lost",
  "is closed",
  "probability",
  "loss reason",
  "first name",
  "last name",
  "title",
  "seniority",
  "function",
  "satisfaction",
  "tags",
  "do not contact",
  "trait",
  "detail",
] as const;
export type Field = (typeof fields)[number];

export interface SourceColumn {
  readonly field: Field;
  readonly role: ColumnRole | "event";
  /** Labels and internal names; compared without case, spaces and punctuation. */
  readonly names: readonly string[];
  readonly dimension?: Dimension;
  readonly knownAt?: KnownAt;
  readonly type?: ValueType;
  /** Why what stands here is not as it was when it was decided; null or absent: it is, or never changes much. */
  readonly later?: string;
}

/** One kind of export of one tool, as it is told by its headings. */
export interface Source {
  readonly id: string;
  readonly label: string;
  readonly tool: Tool;
  readonly kind: RecordKind;
  readonly columns: readonly SourceColumn[];
  /** Headings that vary: a custom field's name stands in them. */
  readonly patterns?: readonly { readonly pattern: RegExp; readonly column: Omit<SourceColumn, "names"> }[];
  /** It is this source only if of every group at least one of these names is among the headings. */
  readonly needs: readonly (readonly string[])[];
  /** It is this source only if it knows every heading: its own are words that any table may have. */
  readonly onlyThese?: true;
  /** Amounts are written in hundredths of the currency. */
  readonly cents?: true;
}

type More = Pick<SourceColumn, "dimension" | "knownAt" | "type">;

export const column = (
  field: Field,
  role: SourceColumn["role"],
  names: readonly string[],
  more: More = {},
): SourceColumn => ({ field, role, names, ...more });

/** A fact about the account that may be looked for among good customers. */
export const trait = (
  dimension: Dimension,
  names: readonly string[],
  knownAt: KnownAt = "prospect",
  type?: ValueType,
): SourceColumn => ({
  field: "trait",
  role: "attribute",
  names,
  dimension,
  knownAt,
  ...(type === undefined ? {} : { type }),
});

/** A fact about the account that is told as it is on the day of the export, long after the sale. */
export const laterTrait = (
  dimension: Dimension,
  names: readonly string[],
  later: string,
  type?: ValueType,
): SourceColumn => ({ ...trait(dimension, names, "customer", type), later });

/** Something that is kept with the row and takes no part in what is folded from it. */
export const detail = (names: readonly string[]): SourceColumn => ({
  field: "detail",
  role: "ignore",
  names,
});
