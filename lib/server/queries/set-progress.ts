import type { SetRow } from "#lib/import/set-table.ts";
import { reportProgress } from "#lib/server/import-progress.ts";

/** Every file of a set is read twice: to join its rows, and to keep or to fold them. */
const readingsOfSet = 2;

/**
 * Says under each of these ids how far the work on a set is, by the rows that have gone by: how many of `bytes`, which are
 * those of its files, they were is told about.
 */
export function createSetProgress(
  ids: readonly string[],
  bytes: readonly number[],
  readings = readingsOfSet,
) {
  const all = bytes.reduce((sum, one) => sum + one, 0) * readings;
  let bytesRead = 0;
  let rows = 0;
  const report = (phase: "reading" | "finishing") => {
    const progress = { bytesRead: Math.min(bytesRead, all), bytes: all, rows, phase };
    for (const id of ids) reportProgress(id, progress);
  };
  report("reading");
  return {
    saw(some: readonly SetRow[], isFirstTime: boolean) {
      for (const { cells } of some) for (const cell of cells) bytesRead += cell.length + 1;
      if (isFirstTime) rows += some.length;
      report("reading");
    },
    finishing: () => report("finishing"),
  };
}

export type SetProgress = ReturnType<typeof createSetProgress>;
