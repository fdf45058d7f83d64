import { setsWithFindings } from "#lib/analysis/search/support/null-sets.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";
import type { Measurement } from "./measurement.ts";

/** Null data, 40 attributes: sets in which anything is supported, of 200 sets of 50 accounts and 50 of 500. */
export async function benchNull(): Promise<Measurement[]> {
  const kernel = loadKernel();
  return [1, 2, 3].flatMap((seed) => [
    {
      figure: `200 null sets of 50, seed ${seed}`,
      value: setsWithFindings({ accounts: 50, sets: 200, attributes: 40, seed }, kernel),
      goal: 15,
    },
    {
      figure: `50 null sets of 500, seed ${seed}`,
      value: setsWithFindings({ accounts: 500, sets: 50, attributes: 40, seed: seed + 100 }, kernel),
      goal: 5,
    },
  ]);
}
