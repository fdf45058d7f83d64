import type { Work } from "#lib/analysis/search/aside.ts";
import { resampleWork } from "#lib/analysis/search/resamples.ts";
import { copyWork } from "#lib/analysis/search/shuffle-check.ts";
import { spaceWork } from "#lib/analysis/search/space.ts";

/** All that a second thread can be told to do, by name. */
export const works: readonly Work<never, never, unknown>[] = [spaceWork, resampleWork, copyWork];
