import type { RetentionTally } from "#lib/import/import-set.ts";
import { columnWith, type Mapping, statusKey } from "#lib/import/mapping.ts";
import { type RetentionFacts, type RetentionShape, readRetention } from "#lib/import/retention.ts";
import { isMissing, readDate } from "#lib/import/value.ts";

const unsaidShown = 40;
const longestShown = 500;

export interface TallyOfRetention {
  /** Any row, also one that cannot be used: its status may be why. */
  see(cells: readonly string[]): void;
  /** A row that is kept. */
  count(row: RetentionFacts): void;
  told(): RetentionTally | null;
}

/**
 * Counts who left and who stayed by the rows of one table, and collects the values of its status column that nobody has
 * spoken about. `shape` null: the table says nothing of it. `today` in days since 1970-01-01.
 */
export function createRetentionTally(
  mapping: Mapping,
  shape: RetentionShape | null,
  today: number,
): TallyOfRetention {
  const column = columnWith(mapping, "status");
  const known = new Set(mapping.statusValues.map(({ value }) => statusKey(value)));
  const missing = new Set(mapping.columns[column]?.missing);
  // Whether an account left by now is the same as by the day the data was taken, unless that day is given.
  const asOf = mapping.asOf === null ? today : (readDate(mapping.asOf, null) ?? today);
  const counts = [0, 0, 0];
  const unsaid: string[] = [];
  return {
    see(cells) {
      if (column < 0 || unsaid.length >= unsaidShown) return;
      const value = (cells[column] ?? "").trim().slice(0, longestShown);
      if (isMissing(value, missing) || known.has(statusKey(value))) return;
      known.add(statusKey(value));
      unsaid.push(value);
    },
    count(row) {
      if (shape === null) return;
      const { left } = readRetention(row, shape, asOf);
      counts[left] = (counts[left] ?? 0) + 1;
    },
    told() {
      const [stayed = 0, left = 0, unclear = 0] = counts;
      return shape === null ? null : { left, stayed, unclear, unsaid };
    },
  };
}
