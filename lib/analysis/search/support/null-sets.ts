import { gatherEvidence, prepareFrame, settleRules } from "#lib/analysis/search/evidence.ts";
import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";

export interface NullSets {
  readonly accounts: number;
  readonly sets: number;
  readonly attributes: number;
  readonly seed: number;
}

/** Of tables in which nothing is planted, how many show a supported attribute or rule all the same. */
export function setsWithFindings({ accounts, sets, attributes, seed }: NullSets, kernel: Kernel): number {
  let found = 0;
  for (let set = 0; set < sets; set++) {
    const { frame, target } = plantedTable({
      rows: accounts,
      seed: seed * 1_000 + set,
      noise: attributes - 4,
      rules: false,
    });
    const prepared = prepareFrame(frame);
    const options = {
      seed: set,
      maxConditions: 3,
      kernel,
      clusters: null,
      horizon: 12,
      unused: new Set<string>(),
      outcomes: 1,
    };
    const evidence = gatherEvidence(prepared, target, options);
    const isSupported = ({ verdict }: { verdict: string }) => verdict === "supported";
    const rules = evidence.rules.rules.some(isSupported)
      ? settleRules(prepared, evidence, options).rules
      : evidence.rules.rules;
    if (evidence.findings.supported > 0 || rules.some(isSupported)) found++;
  }
  return found;
}
