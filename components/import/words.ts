import type { Dimension, KnownAt, ValueType } from "#lib/accounts/attribute.ts";
import type { OutcomeKind } from "#lib/accounts/outcome.ts";
import type { ColumnMapping, ColumnRole, StatusMeaning } from "#lib/import/mapping.ts";

/** The words of the room, one for each thing. */
export const roleWords: Record<ColumnRole, string> = {
  attribute: "Trait",
  outcome: "Outcome in numbers",
  identifier: "Customer’s id",
  name: "Customer’s name",
  domain: "Web address",
  status: "Who left (status)",
  "start date": "Start date",
  "end date": "End date",
  tenure: "How long a customer",
  person: "Person",
  stage: "Stage",
  owner: "Owner",
  "loss reason": "Reason for loss",
  "do not contact": "Do not contact",
  ignore: "Leave out",
};

export const dimensionWords: Record<Dimension, string> = {
  firmographic: "Firmographic",
  geographic: "Geographic",
  technographic: "Technographic",
  behavioural: "Behavioural",
  psychographic: "Psychographic",
  budget: "Budget",
  constraint: "Constraint",
  "buying process": "Buying process",
};

export const knownAtWords: Record<KnownAt, string> = {
  prospect: "Before contact",
  deal: "While selling",
  customer: "After the sale",
};

export const typeWords: Record<ValueType, string> = {
  text: "Text",
  number: "Number",
  range: "Range",
  date: "Date",
  "yes-no": "Yes or no",
  list: "List",
};

export const outcomeKindWords: Record<OutcomeKind, string> = {
  retention: "Retention",
  expansion: "Expansion",
  onboarding: "Onboarding",
  support: "Support",
  "sales effort": "Sales effort",
  value: "Value",
};

export const betterWords: Record<ColumnMapping["outcome"]["better"], string> = {
  higher: "Higher is better",
  lower: "Lower is better",
};

export const meaningWords: Record<StatusMeaning, string> = {
  left: "Left",
  stayed: "Still a customer",
  neither: "Neither",
};

export const dateOrderWords: Record<ColumnMapping["dateOrder"], string> = {
  "not needed": "Year first, or month in words",
  "day first": "Day first (31/12/2025)",
  "month first": "Month first (12/31/2025)",
  ask: "Choose…",
};

export const decimalWords: Record<ColumnMapping["decimal"], string> = {
  point: "1,054.00",
  comma: "1.054,00",
};

export const separatorWords: Record<ColumnMapping["separator"], string> = {
  ";": "Semicolon",
  "|": "Bar",
  ",": "Comma",
  json: "As in an export",
};

const delimiterNames: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
  "": "one column",
};
const encodingNames: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Latin-1",
};

export const unitWords: Record<ColumnMapping["unit"], string> = {
  months: "In months",
  days: "In days",
  years: "In years",
};

/** How the file is written: "commas, UTF-8". */
export function sayFormat(delimiter: string, encoding: string): string {
  return `${delimiterNames[delimiter] ?? delimiter}, ${encodingNames[encoding] ?? encoding}`;
}

export function saySize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A day in words: 3 Apr 2025. `iso` is a date or a moment. */
export function sayDay(iso: string): string {
  const day = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  return day.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}
