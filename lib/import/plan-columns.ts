import type { ColumnChange, FileChange } from "#lib/import/file-change.ts";
import { phraseOf } from "#lib/import/heading-words.ts";
import type { ColumnMapping, ColumnRole } from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import { type Recognised, readAsSource, recogniseSource, sourceOf } from "#lib/import/source.ts";
import type { Field, Source, SourceColumn } from "#lib/import/sources/definition.ts";
import type { SplitRow } from "#lib/import/split.ts";
import { understand } from "#lib/import/understand.ts";

/** How one column of a recognised table is read. */
export interface PlannedColumn {
  readonly heading: string;
  readonly role: ColumnRole | "event";
  readonly field: Field;
  readonly mapping: ColumnMapping;
  readonly profile: ColumnProfile;
}

export interface TablePlan {
  readonly source: Source;
  readonly confidence: number;
  readonly columns: readonly PlannedColumn[];
}

export type PlanChange = Pick<FileChange, "source" | "columns">;

/** What a column of one's own table means to joining and folding, by the role that was guessed. */
function fieldOf(role: ColumnRole | "event", profile: ColumnProfile): Field {
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
    case "attribute":
      return "trait";
    default:
      return "detail";
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

function planColumn(
  guess: ColumnMapping,
  profile: ColumnProfile,
  known: Omit<SourceColumn, "names"> | null,
  change: ColumnChange,
  isOwn: boolean,
): PlannedColumn {
  // An unknown column of a known export is a field somebody added: its guessed role would compete with the known ones.
  const guessed =
    isOwn || !["identifier", "name", "domain", "status"].includes(guess.role) ? guess.role : "attribute";
  const role = change.role ?? known?.role ?? guessed;
  const field = (change.role === undefined ? known?.field : undefined) ?? fieldOf(role, profile);
  const type =
    change.type ?? known?.type ?? (textRoles.includes(role) || field === "status" ? "text" : guess.type);
  return {
    heading: profile.heading,
    role,
    field,
    profile,
    mapping: {
      ...guess,
      role: role === "event" ? "attribute" : role,
      type,
      dimension: change.dimension ?? known?.dimension ?? guess.dimension,
      knownAt: change.knownAt ?? known?.knownAt ?? guess.knownAt,
      decimal: change.decimal ?? guess.decimal,
      dateOrder: change.dateOrder ?? guess.dateOrder,
    },
  };
}

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
  const { mapping, profiles } = understand(headings, head, delimiter);
  const isOwn = recognised.source.tool === "own";
  const columns = profiles.map((profile, i) =>
    planColumn(
      mapping.columns[i]!,
      profile,
      recognised.columns[i] ?? null,
      change.columns?.[profile.heading] ?? {},
      isOwn,
    ),
  );
  return { source: recognised.source, confidence: recognised.confidence, columns: settleDates(columns) };
}
