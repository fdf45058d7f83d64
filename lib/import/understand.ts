import { type Guess, guessMapping } from "#lib/import/guess.ts";
import { type ColumnProfile, profileColumn } from "#lib/import/profile.ts";
import type { SplitRow } from "#lib/import/split.ts";

export interface Understood extends Guess {
  readonly profiles: readonly ColumnProfile[];
}

/** Profiles the columns of a table from the rows of its head, and guesses how it is to be read. */
export function understand(
  headings: readonly string[],
  head: readonly SplitRow[],
  delimiter: string,
): Understood {
  const rows = head.map((row) => row.cells);
  const profiles = headings.map((heading, i) =>
    profileColumn(
      heading,
      rows.map((row) => row[i] ?? ""),
    ),
  );
  return { profiles, ...guessMapping(profiles, rows, delimiter === ";") };
}
