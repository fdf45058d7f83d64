import { ownTable, sources } from "#lib/import/source.ts";
import type { SourceChoice } from "./file-settings";

/** What a file can be said to be. */
export const sourceChoices: readonly SourceChoice[] = [ownTable, ...sources].map(({ id, label }) => ({
  id,
  label,
}));
