import type { Dimension, KnownAt, ValueType } from "#lib/accounts/attribute.ts";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";
import { type ColumnMapping, type ColumnRole, type Mapping, plainColumn } from "#lib/import/mapping.ts";
import { eightQuartersAsOf } from "#lib/samples/customer-story.ts";
import { securityStartupAsOf } from "#lib/samples/security-startup.ts";

const role = (heading: string, role: ColumnRole): ColumnMapping => ({ ...plainColumn, heading, role });

const trait = (
  heading: string,
  dimension: Dimension,
  type: ValueType = "text",
  knownAt: KnownAt = "prospect",
): ColumnMapping => ({ ...plainColumn, heading, role: "attribute", dimension, type, knownAt });

const outcome = (
  heading: string,
  kind: NumericOutcome["kind"],
  better: NumericOutcome["better"],
  currency: string | null = null,
): ColumnMapping => ({
  ...plainColumn,
  heading,
  role: "outcome",
  type: "number",
  outcome: { kind, better },
  currency,
});

const statusValues: Mapping["statusValues"] = [
  { value: "Active", means: "stayed" },
  { value: "Churned", means: "left" },
];

const whenAndHow: readonly ColumnMapping[] = [
  role("Start date", "start date"),
  role("End date", "end date"),
  role("Status", "status"),
];

const results: readonly ColumnMapping[] = [
  outcome("Onboarding days", "onboarding", "lower"),
  outcome("Tickets in first 90 days", "support", "lower"),
  outcome("Expansion %", "expansion", "higher"),
];

/** How the table of the 50 customers is read. */
export const securityStartupMapping: Mapping = {
  columns: [
    role("Company", "name"),
    role("Domain", "domain"),
    trait("Industry", "firmographic"),
    trait("Employees", "firmographic", "number"),
    trait("Country", "geographic"),
    trait("Cloud stack", "technographic", "list"),
    trait("Security owner", "behavioural", "yes-no"),
    trait("Deployment", "constraint", "text", "deal"),
    trait("Procurement", "buying process", "text", "deal"),
    trait("Champion role", "buying process", "text", "deal"),
    trait("Funding stage", "budget"),
    trait("Lead source", "buying process", "text", "deal"),
    ...whenAndHow,
    ...results,
    outcome("ACV", "value", "higher", "USD"),
  ],
  statusValues,
  asOf: securityStartupAsOf,
};

/**
 * How the table of the eight quarters is read. "Early exit requested" is read as a trait known before the sale,
 * as somebody in a hurry would: it is there for the warning about leakage to find.
 */
export const eightQuartersMapping: Mapping = {
  columns: [
    role("Company", "name"),
    role("Domain", "domain"),
    trait("Industry", "firmographic"),
    trait("Employees", "firmographic", "number"),
    trait("Segment", "firmographic"),
    trait("Country", "geographic"),
    trait("Founded", "firmographic", "number"),
    trait("Revenue model", "behavioural"),
    trait("Pricing", "behavioural"),
    trait("Ledger", "technographic"),
    trait("CRM", "technographic"),
    trait("Tech stack", "technographic", "list"),
    trait("Finance owner", "behavioural", "yes-no"),
    trait("Funding", "budget"),
    trait("Sold through", "buying process", "text", "deal"),
    trait("Champion role", "buying process", "text", "deal"),
    trait("Lead source", "buying process", "text", "deal"),
    role("Earlier loss reason", "loss reason"),
    trait("Early exit requested", "behavioural", "yes-no"),
    ...whenAndHow,
    outcome("Sales cycle days", "sales effort", "lower"),
    ...results,
    outcome("ACV", "value", "higher"),
  ],
  statusValues,
  asOf: eightQuartersAsOf,
};

/** A mapping that keeps every column as read and takes none into the analysis. */
export const ignoring = (headings: readonly string[]): Mapping => ({
  columns: headings.map((heading) => role(heading, "ignore")),
  statusValues: [],
  asOf: null,
});
