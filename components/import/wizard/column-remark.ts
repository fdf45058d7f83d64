import type { ColumnUnderstood, FileUnderstood } from "#lib/import/import-set.ts";

/** Why a column should be looked at: what must be answered of it, or what is doubtful; null where nothing is. */
export function remarkOf({ questions }: FileUnderstood, { heading, doubt }: ColumnUnderstood): string | null {
  return questions.find(({ column }) => column === heading)?.sentence ?? doubt;
}
