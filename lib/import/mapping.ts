import { z } from "zod";
import { dimensions, knownAtMoments, valueTypes } from "#lib/accounts/attribute.ts";
import { outcomeKinds } from "#lib/accounts/outcome.ts";
import { storableText } from "#lib/accounts/text.ts";
import { listForms } from "#lib/import/exact-list.ts";

/** What a column is for. The last ones are kept in the row as read and take no part in the analysis. */
export const columnRoles = [
  "attribute",
  "outcome",
  "identifier",
  "name",
  "domain",
  "status",
  "start date",
  "end date",
  "tenure",
  "person",
  "stage",
  "owner",
  "loss reason",
  "do not contact",
  "ignore",
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** Roles that at most one column can have. */
export const singleRoles: readonly ColumnRole[] = [
  "identifier",
  "name",
  "domain",
  "status",
  "start date",
  "end date",
  "tenure",
];

export const numericOutcomeKinds = outcomeKinds.filter((kind) => kind !== "retention");
export const decimalMarks = ["point", "comma"] as const;
export const dateOrders = ["not needed", "day first", "month first", "ask"] as const;
export const tenureUnits = ["months", "days", "years"] as const;
export const statusMeanings = ["left", "stayed", "neither"] as const;
export type StatusMeaning = (typeof statusMeanings)[number];

/** Columns of a table beyond this many are no table of traits but a matrix of something else. */
export const maxColumns = 500;

const currencyCodeSchema = z.string().regex(/^[A-Z]{3}$/);

/**
 * How one column is read. Every field has a value whatever the role, so that changing a role back and forth
 * on the screen loses nothing; only those that the role needs are used.
 */
export const columnMappingSchema = z.strictObject({
  heading: storableText(300).min(1),
  role: z.enum(columnRoles),
  dimension: z.enum(dimensions),
  knownAt: z.enum(knownAtMoments),
  type: z.enum(valueTypes),
  decimal: z.enum(decimalMarks),
  /** The one that amounts are counted in, ISO 4217; a cell in another one is a problem. Null: none is named. */
  currency: storableText(3).length(3).nullable(),
  /** What one of another currency is worth in this column's, by its code; an amount in one that is not here is not counted. */
  rates: z.record(currencyCodeSchema, z.number().positive()).exactOptional(),
  /** The column that names the currency of an amount without a sign of its own, by its heading. */
  currencyFrom: storableText(300).min(1).exactOptional(),
  /** The currency of amounts for which nothing names one; where it is absent, the column's. */
  amountsIn: currencyCodeSchema.exactOptional(),
  /** "ask": 03/04/2025 occurs and nothing in the column says which is the month. */
  dateOrder: z.enum(dateOrders),
  separator: z.enum(listForms),
  unit: z.enum(tenureUnits),
  /** This column's own words for "not known", in lower case, beside the usual ones. */
  missing: z.array(storableText(100)).max(50),
  outcome: z.strictObject({
    kind: z.enum(["expansion", "onboarding", "support", "sales effort", "value"]),
    better: z.enum(["higher", "lower"]),
    /** For numbers of events per so many days; only an export of the workshop says so. */
    perDays: z.number().positive().exactOptional(),
    /** For the two columns that tell how a sale went; only an export of the workshop says so. */
    sale: z.enum(["days", "won"]).exactOptional(),
  }),
});
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

/** A column of which nothing is known but its heading and its role. */
export const plainColumn: Omit<ColumnMapping, "heading" | "role"> = {
  dimension: "firmographic",
  knownAt: "prospect",
  type: "text",
  decimal: "point",
  currency: null,
  dateOrder: "not needed",
  separator: ";",
  unit: "months",
  missing: [],
  outcome: { kind: "value", better: "higher" },
};

/** How a whole file is read: its columns in order, and what the values of the status column mean. */
export const mappingSchema = z.strictObject({
  columns: z.array(columnMappingSchema).min(1).max(maxColumns),
  statusValues: z.array(z.strictObject({ value: storableText(500), means: z.enum(statusMeanings) })).max(200),
  /** The day the data was taken (ISO); null: the latest start or end date in the file. */
  asOf: z.iso.date().nullable(),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** The text that the hash of a mapping is of: the same mapping gives the same text. */
export function canonicalMapping(mapping: Mapping): string {
  return JSON.stringify(mappingSchema.parse(mapping));
}

/** Status values are compared without regard to case and outer spaces. */
export function statusKey(value: string): string {
  return value.trim().toLowerCase();
}

export function columnWith(mapping: Mapping, role: ColumnRole): number {
  return mapping.columns.findIndex((column) => column.role === role);
}

/** Why a mapping cannot be imported, as one sentence each, with the column concerned. */
export interface MappingProblem {
  readonly column: number | null;
  readonly sentence: string;
}

function repeatedRoles(mapping: Mapping): MappingProblem[] {
  return singleRoles.flatMap((role) => {
    const holders = mapping.columns.flatMap((column, i) => (column.role === role ? [i] : []));
    return holders.slice(1).map((i) => ({
      column: i,
      sentence: `“${mapping.columns[holders[0] ?? 0]?.heading}” and “${mapping.columns[i]?.heading}” are both the ${role}. Choose one.`,
    }));
  });
}

function usesDate(column: ColumnMapping): boolean {
  return (
    column.role === "start date" ||
    column.role === "end date" ||
    (column.role === "attribute" && column.type === "date")
  );
}

function outcomeProblems(mapping: Mapping): MappingProblem[] {
  const problems: MappingProblem[] = [];
  const has = (role: ColumnRole) => columnWith(mapping, role) >= 0;
  if (!has("status") && !has("end date") && !has("outcome")) {
    problems.push({
      column: null,
      sentence:
        "Nothing here says how it went: choose which column says who stayed or left, or a number that tells how well it went.",
    });
  }
  const status = columnWith(mapping, "status");
  if (status >= 0) {
    for (const meaning of ["left", "stayed"] as const) {
      if (mapping.statusValues.some((value) => value.means === meaning)) continue;
      problems.push({
        column: status,
        sentence: `Say which values of “${mapping.columns[status]?.heading}” mean that a customer ${meaning}.`,
      });
    }
  }
  if (has("tenure") && !has("status") && !has("end date")) {
    problems.push({
      column: columnWith(mapping, "tenure"),
      sentence: "How long customers stayed is known, but not who left: choose the column that says so.",
    });
  }
  return problems;
}

/** What must be answered before a file can be imported with this mapping; empty when it can. */
export function mappingProblems(mapping: Mapping): MappingProblem[] {
  const dates = mapping.columns.flatMap((column, i) =>
    usesDate(column) && column.dateOrder === "ask"
      ? [{ column: i, sentence: `Say whether dates in “${column.heading}” begin with the day or the month.` }]
      : [],
  );
  const traits = mapping.columns.some((column) => column.role === "attribute")
    ? []
    : [
        {
          column: null,
          sentence: "Choose at least one column as an attribute: a trait that customers differ in.",
        },
      ];
  return [...outcomeProblems(mapping), ...traits, ...repeatedRoles(mapping), ...dates];
}
