import type { ColumnChange, FileChange } from "#lib/import/file-change.ts";
import type { FileUnderstood } from "#lib/import/import-set.ts";
import { type ColumnRole, type StatusMeaning, singleRoles, statusKey } from "#lib/import/mapping.ts";

/** What has been said of a column so far; empty: nothing. A heading may be `__proto__`. */
export const saidOf = ({ columns = {} }: FileChange, heading: string): ColumnChange =>
  (Object.hasOwn(columns, heading) ? columns[heading] : undefined) ?? {};

/** The same, but for what the column is. */
const withoutRole = ({ role: _, field: __, ...others }: ColumnChange): ColumnChange => others;

const telling: readonly (ColumnRole | "event")[] = ["status", "end date", "tenure"];

/** What a column becomes when another takes its role: a trait again, unless that would tell the outcome. */
function steppedBack({ change, columns }: FileUnderstood, role: ColumnRole, keeper: string | null) {
  const holders = columns.filter((column) => column.role === role && column.heading !== keeper);
  const back: ColumnRole = telling.includes(role) ? "ignore" : "attribute";
  return holders.map(
    ({ heading }) => [heading, { ...withoutRole(saidOf(change, heading)), role: back }] as const,
  );
}

function withColumns(
  file: FileUnderstood,
  said: readonly (readonly [string, ColumnChange])[],
  role: ColumnRole | "event" | undefined,
): FileChange {
  const touched = new Set(said.map(([heading]) => heading));
  const { statusValues, ...change } = file.change;
  // What was said of the values of one column says nothing of another's.
  const isStatus =
    role === "status" || file.columns.some((one) => one.role === "status" && touched.has(one.heading));
  return {
    ...change,
    ...(isStatus || statusValues === undefined ? {} : { statusValues }),
    columns: Object.fromEntries([...Object.entries(change.columns ?? {}), ...said]),
  };
}

/**
 * Says what a column is; nothing: as it was recognised. In one's own table a role that only one column can have is taken from
 * the one that had it.
 */
export function giveRole(
  file: FileUnderstood,
  heading: string,
  says: Pick<ColumnChange, "role" | "field"> = {},
): FileChange {
  const { role } = says;
  const isSingle = file.source.tool === "own" && role !== undefined && role !== "event";
  const back = isSingle && singleRoles.includes(role) ? steppedBack(file, role, heading) : [];
  const said = { ...withoutRole(saidOf(file.change, heading)), ...says };
  return withColumns(file, [...back, [heading, said]], role);
}

/** Takes a role from the column that has it. */
export const clearRole = (file: FileUnderstood, role: ColumnRole): FileChange =>
  withColumns(file, steppedBack(file, role, null), role);

/** Says more of a column. */
export const sayColumn = (file: FileUnderstood, heading: string, says: ColumnChange): FileChange =>
  withColumns(file, [[heading, { ...saidOf(file.change, heading), ...says }]], undefined);

/** Says what a value of the status column means; a value not listed yet is added. */
export function sayStatus(
  { change, status }: FileUnderstood,
  value: string,
  means: StatusMeaning,
): FileChange {
  const key = statusKey(value);
  const known = (status?.values ?? []).map((one) => ({ value: one.value, means: one.means }));
  const others = known.filter((one) => statusKey(one.value) !== key);
  const statusValues =
    others.length === known.length
      ? [...known, { value, means }]
      : known.map((one) => (statusKey(one.value) === key ? { ...one, means } : one));
  return { ...change, statusValues };
}
