import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { type Groups, groupsOf } from "#lib/analysis/groups.ts";
import {
  type Analysis,
  type AnalysisOptions,
  analyse,
  type Measuring,
  measureOf,
} from "#lib/analysis/patterns.ts";
import { measureClustered } from "#lib/analysis/search/clustered.ts";
import { clustersAt, oneRowEach } from "#lib/analysis/search/clusters.ts";

/**
 * The single-attribute analysis (see analyse) of accounts that belong to groups where the frame names these: levels are
 * measured as clusters, the column that names the groups is no trait, and under 40 groups one account stands for each.
 */
export function analyseGrouped(
  frame: Frame,
  definition: Definition | null,
  options: AnalysisOptions,
): Analysis {
  const groups = groupsOf(frame);
  if (groups === null) return analyse(frame, definition, options);
  const { attribute } = groups;
  const columns = frame.columns.filter((column) => column.attribute.name !== attribute);
  const analysis = analyse({ ...frame, columns }, definition, options, measuringIn(groups, options.seed));
  const told = { attribute, groups: groups.groups };
  return {
    ...analysis,
    outcomes: analysis.outcomes.map((outcome) => ({ ...outcome, groups: told })),
    attributes: frame.columns.map((column) => column.attribute.name),
  };
}

/** On which rows levels are measured, and how, where accounts belong to groups; as usual where they do not. */
export function measuringIn(groups: Pick<Groups, "codes"> | null, seed: number): Measuring {
  const codes = groups?.codes ?? null;
  return {
    of: (target) => oneRowEach(target, codes, seed),
    by: (target, of) => {
      const clusters = clustersAt(target, codes);
      return clusters === null ? measureOf(target, of) : measureClustered(target, clusters, of);
    },
  };
}
