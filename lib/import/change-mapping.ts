import { guessStatusValues } from "#lib/import/guess.ts";
import {
  type ColumnMapping,
  type ColumnRole,
  type Mapping,
  type StatusMeaning,
  singleRoles,
  statusKey,
} from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";

const dateRoles: readonly ColumnRole[] = ["start date", "end date"];
const statusValuesAtMost = 40;

/** What a column becomes when another takes its role: a trait again, unless that would tell the outcome. */
function steppedBack(column: ColumnMapping): ColumnMapping {
  const telling = column.role === "status" || column.role === "end date" || column.role === "tenure";
  return { ...column, role: telling ? "ignore" : "attribute" };
}

function statusValuesOf(profile: ColumnProfile): Mapping["statusValues"] {
  const guessed = guessStatusValues(profile);
  if (guessed !== null) return guessed;
  return profile.values.slice(0, statusValuesAtMost).map(([value]) => ({ value, means: "neither" }));
}

function typeFor(role: ColumnRole, column: ColumnMapping, profile: ColumnProfile): ColumnMapping["type"] {
  if (dateRoles.includes(role)) return "date";
  if (role === "tenure") return "number";
  if (role === "outcome") return profile.yesNo === 1 ? "yes-no" : "number";
  return column.type;
}

/** Gives a column a role. A role that only one column can have is taken from the one that had it. */
export function giveRole(mapping: Mapping, at: number, role: ColumnRole, profile: ColumnProfile): Mapping {
  const single = singleRoles.includes(role);
  const columns = mapping.columns.map((column, i) => {
    if (i === at) return { ...column, role, type: typeFor(role, column, profile) };
    return single && column.role === role ? steppedBack(column) : column;
  });
  return {
    ...mapping,
    columns,
    statusValues: role === "status" ? statusValuesOf(profile) : mapping.statusValues,
  };
}

/** Takes a role from the column that has it. */
export function clearRole(mapping: Mapping, role: ColumnRole): Mapping {
  return {
    ...mapping,
    columns: mapping.columns.map((column) => (column.role === role ? steppedBack(column) : column)),
  };
}

/** Changes how one column is read. */
export function changeColumn(mapping: Mapping, at: number, change: Partial<ColumnMapping>): Mapping {
  return {
    ...mapping,
    columns: mapping.columns.map((column, i) => (i === at ? { ...column, ...change } : column)),
  };
}

/** Says what a value of the status column means; a value not listed yet is added. */
export function sayStatus(mapping: Mapping, value: string, means: StatusMeaning): Mapping {
  const key = statusKey(value);
  const others = mapping.statusValues.some((known) => statusKey(known.value) === key)
    ? mapping.statusValues.map((known) => (statusKey(known.value) === key ? { ...known, means } : known))
    : [...mapping.statusValues, { value, means }];
  return { ...mapping, statusValues: others };
}
