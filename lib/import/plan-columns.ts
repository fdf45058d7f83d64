import type { ColumnChange, FileChange } from "#lib/import/file-change.ts";
import { guessStatusValues } from "#lib/import/guess.ts";
import { onboardingDates, phraseOf } from "#lib/import/heading-words.ts";
import { laterByDates } from "#lib/import/known-later.ts";
import { type ColumnMapping, type ColumnRole, columnWith, type Mapping } from "#lib/import/mapping.ts";
import { settleCurrencies } from "#lib/import/plan-currencies.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import { type Recognised, readAsSource, recogniseSource, sourceOf } from "#lib/import/source.ts";
import type { Field, RecordKind, Source, SourceColumn } from "#lib/import/sources/definition.ts";
import type { SplitRow } from "#lib/import/split.ts";
import { understand } from "#lib/import/understand.ts";

/** How one column of a recognised table is read. */
export interface ReadColumn {
  readonly heading: string;
  readonly role: ColumnRole | "event";
  readonly field: Field;
  readonly mapping: ColumnMapping;
}

/** What reading rows needs to know of a table. */
export interface ReadPlan {
  readonly source: Source;
  readonly columns: readonly ReadColumn[];
}

export interface PlannedColumn extends ReadColumn {
  readonly profile: ColumnProfile;
  /** Currencies that its amounts are in, the most frequent first. */
  readonly currencies: readonly string[];
  /** Amounts of money stand in it, whether or not anything names their currency. */
  readonly isMoney: boolean;
  /** Why the guess should be looked at; null: nothing doubtful, or not guessed. */
  readonly doubt: string | null;
  /** The export of the tool is known to have it. */
  readonly isKnown: boolean;
}

export interface TablePlan extends ReadPlan {
  readonly confidence: number;
  readonly columns: readonly PlannedColumn[];
  /** As one's own table of accounts, with what its status means. */
  readonly own: Mapping;
}

export type PlanChange = Pick<FileChange, "source" | "columns" | "statusValues">;

/** What a column of one's own table means to joining, by its role alone. */
export function fieldOfRole(role: ColumnRole | "event"): Field {
  switch (role) {
    case "identifier":
      return "record id";
    case "name":
      return "account name";
    case "domain":
      return "domain";
    case "start date":
      return "started";
    case "end date":
      return "ended";
    case "attribute":
      return "trait";
    default:
      return "detail";
  }
}

/** The same, and what it means to folding, by the role that was guessed. */
function fieldOf(role: ColumnRole | "event", profile: ColumnProfile): Field {
  switch (role) {
    case "status":
      return "status";
    case "stage":
      return "stage";
    case "owner":
      return "owner";
    case "loss reason":
      return "loss reason";
    case "do not contact":
      return "do not contact";
    case "person":
      return profile.email >= 0.8 ? "email" : personField(profile.heading);
    default:
      return fieldOfRole(role);
  }
}

function personField(heading: string): Field {
  const phrase = phraseOf(heading);
  if (/ first name /.test(phrase)) return "first name";
  if (/ last name /.test(phrase)) return "last name";
  return / title /.test(phrase) ? "title" : "detail";
}

const textRoles: readonly string[] = [
  "identifier",
  "name",
  "domain",
  "person",
  "owner",
  "stage",
  "loss reason",
];

/** What somebody's own date column of a company or deal says of the time it took to begin; null: nothing of it. */
function onboardingField(guess: ColumnMapping, kind: RecordKind): Field | null {
  if (guess.type !== "date" || (kind !== "company" && kind !== "deal")) return null;
  const phrase = phraseOf(guess.heading);
  if (onboardingDates.finished.test(phrase)) return "onboarded";
  return onboardingDates.began.test(phrase) ? "onboarding began" : null;
}

/** How a column of one's own table is read once somebody has given it a role, whatever its cells looked like. */
function typeOfRole(role: ColumnRole | "event", guess: ColumnMapping, profile: ColumnProfile) {
  if (role === "start date" || role === "end date") return "date";
  if (role === "tenure") return "number";
  if (role === "outcome") return profile.yesNo === 1 ? "yes-no" : "number";
  return guess.type;
}

function planColumn(
  guess: ColumnMapping,
  profile: ColumnProfile,
  known: Omit<SourceColumn, "names"> | null,
  change: ColumnChange,
  { kind, tool }: Source,
  doubt: string | null,
): PlannedColumn {
  const isOwn = tool === "own";
  // An unknown column of a known export is a field somebody added: its guessed role would compete with the known ones.
  const guessed =
    isOwn || !["identifier", "name", "domain", "status"].includes(guess.role) ? guess.role : "attribute";
  const begins = isOwn || known !== null ? null : onboardingField(guess, kind);
  const role = change.role ?? known?.role ?? (begins === null ? guessed : "event");
  const fieldKnown = change.role === undefined ? (known?.field ?? begins) : null;
  const field = change.field ?? fieldKnown ?? fieldOf(role, profile);
  const isMoment = field === "onboarded" || field === "onboarding began";
  const usual = isMoment
    ? "date"
    : textRoles.includes(role) || field === "status"
      ? "text"
      : typeOfRole(role, guess, profile);
  // Prospecting lists tell the number of employees as a range under the heading of the number.
  const isRange = guess.type === "range" && known?.type === "number" && role === "attribute";
  const type = change.type ?? (isRange ? "range" : known?.type) ?? usual;
  return {
    heading: profile.heading,
    role,
    field,
    profile,
    currencies: profile.currencies,
    isMoney: false,
    isKnown: known !== null,
    doubt: Object.keys(change).length > 0 ? null : known === null ? doubt : (known.later ?? null),
    mapping: {
      ...guess,
      role: role === "event" ? "attribute" : role,
      type,
      dimension: change.dimension ?? known?.dimension ?? guess.dimension,
      knownAt: change.knownAt ?? known?.knownAt ?? guess.knownAt,
      decimal: change.decimal ?? guess.decimal,
      dateOrder: change.dateOrder ?? guess.dateOrder,
      currency: change.currency ?? guess.currency,
      ...(change.rates === undefined ? {} : { rates: change.rates }),
      ...(change.amountsIn === undefined ? {} : { amountsIn: change.amountsIn }),
      separator: change.separator ?? guess.separator,
      unit: change.unit ?? guess.unit,
      outcome: change.outcome ?? guess.outcome,
    },
  };
}

/** What was said of a column; empty: nothing. A heading may be `__proto__`. */
export const columnChange = ({ columns = {} }: PlanChange, heading: string): ColumnChange =>
  (Object.hasOwn(columns, heading) ? columns[heading] : undefined) ?? {};

/** The dates of one file are written one way: where a column cannot tell, the others may. */
function settleDates(columns: readonly PlannedColumn[]): readonly PlannedColumn[] {
  const told = new Set(
    columns
      .filter(({ mapping }) => mapping.type === "date")
      .map(({ mapping }) => mapping.dateOrder)
      .filter((order) => order === "day first" || order === "month first"),
  );
  const [only, another] = told;
  if (only === undefined || another !== undefined) return columns;
  return columns.map((column) =>
    column.mapping.dateOrder === "ask"
      ? { ...column, mapping: { ...column.mapping, dateOrder: only } }
      : column,
  );
}

const statusValuesAtMost = 40;

/** What the values of the status column mean; where somebody chose another column than was guessed, of that one. */
function statusValuesOf(columns: readonly PlannedColumn[], guessed: Mapping): Mapping["statusValues"] {
  const at = columns.findIndex(({ role }) => role === "status");
  const column = columns[at];
  if (column === undefined || at === columnWith(guessed, "status")) return guessed.statusValues;
  const { profile } = column;
  return (
    guessStatusValues(profile) ??
    profile.values.slice(0, statusValuesAtMost).map(([value]) => ({ value, means: "neither" }))
  );
}

/** The field of the day on which an account becomes a customer, by what a row is. */
const dayOfSale: Partial<Record<RecordKind, Field>> = {
  deal: "closed",
  subscription: "started",
  company: "started",
};

/** Dates that somebody has added to a tool's records: those that lie after the sale are of what happened since. */
function settleLater(
  columns: readonly PlannedColumn[],
  { tool, kind }: Source,
  rows: readonly (readonly string[])[],
): readonly PlannedColumn[] {
  const start = columns.findIndex(({ field }) => field === dayOfSale[kind]);
  if (tool === "own" || start < 0) return columns;
  const mappings = columns.map(({ mapping }) => mapping);
  return columns.map((column, at) => {
    const { field, mapping, doubt } = column;
    if (field !== "trait" || mapping.type !== "date" || doubt !== null) return column;
    const late = laterByDates(rows, start, at, mappings);
    return late === null ? column : { ...column, doubt: late, mapping: { ...mapping, knownAt: "customer" } };
  });
}

/**
 * Decides how a table is read: whose export it is by its headings, what each column is by that or by its cells, and what
 * somebody has said over both.
 */
export function planTable(
  headings: readonly string[],
  head: readonly SplitRow[],
  delimiter: string,
  change: PlanChange = {},
): TablePlan {
  const recognised: Recognised =
    change.source === undefined ? recogniseSource(headings) : readAsSource(sourceOf(change.source), headings);
  const { mapping, profiles, doubts } = understand(headings, head, delimiter);
  const columns = profiles.map((profile, i) =>
    planColumn(
      mapping.columns[i]!,
      profile,
      recognised.columns[i] ?? null,
      columnChange(change, profile.heading),
      recognised.source,
      doubts[i] ?? null,
    ),
  );
  const rows = head.map(({ cells }) => cells);
  const saidOf = (heading: string) => columnChange(change, heading);
  const settled = settleLater(settleCurrencies(settleDates(columns), saidOf), recognised.source, rows);
  return {
    source: recognised.source,
    confidence: recognised.confidence,
    columns: settled,
    own: {
      ...mapping,
      columns: settled.map((column) => column.mapping),
      statusValues: change.statusValues ?? statusValuesOf(settled, mapping),
    },
  };
}
