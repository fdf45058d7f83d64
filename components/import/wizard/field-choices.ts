import type { ColumnChange } from "#lib/import/file-change.ts";
import { columnRoles } from "#lib/import/mapping.ts";
import type { Field, RecordKind } from "#lib/import/sources/definition.ts";
import { roleWords } from "../words";
import { fieldWords } from "./field-words";

/** What tells the account of a row, whatever the row is. */
const ofTheAccount: readonly Field[] = ["account id", "account name", "domain", "email"];

/** Two dates that tell how long an account took to begin. */
const onboarding: readonly Field[] = ["onboarding began", "onboarded"];

const ofTheRow: Record<Exclude<RecordKind, "company">, readonly Field[]> = {
  deal: [
    "record id",
    "record name",
    "stage",
    "won",
    "lost",
    "is closed",
    "probability",
    "amount",
    "currency",
    "created",
    "closed",
    "loss reason",
    "owner",
    "contact ids",
    ...onboarding,
  ],
  subscription: [
    "record id",
    "status",
    "started",
    "created",
    "canceled",
    "ended",
    "trial start",
    "trial end",
    "amount",
    "currency",
    "interval",
    "quantity",
    "plan",
  ],
  spend: ["date", "amount", "currency", "trait"],
  movement: ["date", "movement", "change", "mrr", "currency"],
  ticket: ["record id", "created", "closed", "status", "satisfaction", "tags"],
  person: ["record id", "first name", "last name", "title", "seniority", "function", "owner"],
  lead: [
    "record id",
    "first name",
    "last name",
    "title",
    "seniority",
    "function",
    "status",
    "owner",
    "do not contact",
  ],
};

const roleOfField: Partial<Record<Field, ColumnChange["role"]>> = {
  "record id": "identifier",
  "account id": "identifier",
  "account name": "name",
  domain: "domain",
  email: "person",
  "first name": "person",
  "last name": "person",
  title: "person",
  seniority: "person",
  function: "person",
  stage: "stage",
  owner: "owner",
  "loss reason": "loss reason",
  "do not contact": "do not contact",
  trait: "attribute",
  detail: "ignore",
};

export interface FieldChoice {
  readonly key: string;
  readonly label: string;
  /** What choosing it says of the column. */
  readonly says: Pick<ColumnChange, "role" | "field">;
}

const byRole: readonly FieldChoice[] = columnRoles.map((role) => ({
  key: role,
  label: roleWords[role],
  says: { role },
}));

const byField = (field: Field): FieldChoice => ({
  key: field,
  label: fieldWords[field],
  says: { field, role: roleOfField[field] ?? "event" },
});

/** What a column of such a file can be taken for: a role of the account's own row, or a part of a deal, a ticket … */
export function fieldChoices(kind: RecordKind): readonly FieldChoice[] {
  if (kind === "company") return [...byRole, ...onboarding.map(byField)];
  return [...ofTheAccount, ...ofTheRow[kind], "detail" as const].map(byField);
}

/** The choice that somebody has made of a column; undefined where it is as it was recognised. */
export function choiceOf(choices: readonly FieldChoice[], said: ColumnChange): FieldChoice | undefined {
  return choices.find(({ says }) =>
    says.field === undefined
      ? said.field === undefined && says.role === said.role
      : says.field === said.field,
  );
}
