import { isMissing, listSeparators } from "#lib/import/value.ts";

/**
 * How the members of a list are kept apart in one cell. "json": as a JSON array; only exports of the workshop are written so, where
 * no separator would do.
 */
export const listForms = [...listSeparators, "json"] as const;
export type ListForm = (typeof listForms)[number];

/** Whether a member comes back as it is when it stands between separators, where spaces and words for "not known" go. */
const isPlain = (member: string) => member === member.trim() && !isMissing(member);

/** The form in which these members, and any of them together, come back as they are. */
export function formOf(members: readonly string[]): ListForm {
  if (!members.every(isPlain)) return "json";
  return listSeparators.find((one) => !members.some((member) => member.includes(one))) ?? "json";
}

/** A list as one cell. One that is known to be empty is not the same as none. */
export function listCell(members: readonly string[], form: ListForm): string {
  if (form === "json") return JSON.stringify(members);
  return members.length === 0 ? form : members.join(form);
}

/** The members of a cell written as JSON; of one that somebody has written otherwise, the cell itself is the only one. */
export function readExactList(cell: string): readonly string[] {
  try {
    const members: unknown = JSON.parse(cell);
    if (Array.isArray(members) && members.every((member) => typeof member === "string"))
      return [...new Set(members)];
  } catch {
    // Not JSON: read below.
  }
  return [cell];
}
