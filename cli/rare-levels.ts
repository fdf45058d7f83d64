import type { Column, Frame } from "#lib/accounts/frame.ts";
import type { AttributeFindings } from "#lib/analysis/finding.ts";
import { type Target, testOf } from "#lib/analysis/target.ts";
import { midP } from "#lib/stats/fisher.ts";
import { haldaneOddsRatio, wilson } from "#lib/stats/rate.ts";
import type { AttributeJson } from "./answer.ts";

/** How many accounts whose outcome is known have each value of a column, and how many of them are good. */
interface Counts {
  readonly n: Int32Array;
  readonly good: Int32Array;
}

function countsOf(column: Exclude<Column, { kind: "number" }>, { rows, values }: Target): Counts {
  const n = new Int32Array(column.dictionary.length);
  const good = new Int32Array(column.dictionary.length);
  const add = (code: number, row: number) => {
    n[code]!++;
    good[code]! += values[row]!;
  };
  rows.forEach((account, row) => {
    if (column.kind === "category") {
      if (column.codes[account]! >= 0) add(column.codes[account]!, row);
      return;
    }
    const members = column.codes.subarray(column.offsets[account]!, column.offsets[account + 1]!);
    for (const code of new Set(members)) add(code, row);
  });
  return { n, good };
}

/**
 * The values of an attribute too rare to be looked at by themselves, for whoever wants to see every level: counted like the
 * others, with the raw p. Nobody tested them, so that nothing adjusts it and q is 1. Of plain rates only.
 */
export function rareLevels(
  { attribute, patterns }: AttributeFindings,
  frame: Frame,
  target: Target,
): AttributeJson[] {
  const column = frame.columns.find((one) => one.attribute.name === attribute);
  if (column === undefined || column.kind === "number" || column.attribute.type === "range") return [];
  if (testOf(target) !== "table") return [];
  const told = new Set(patterns.map(({ level }) => level));
  const [all, allGood] = [target.rows.length, target.values.reduce((sum, value) => sum + value, 0)];
  const { n: counts, good: goods } = countsOf(column, target);
  return column.dictionary.flatMap((level, code): AttributeJson[] => {
    const [n, good] = [counts[code]!, goods[code]!];
    if (n === 0 || n === all || told.has(level)) return [];
    const [poor, restGood, restPoor] = [n - good, allGood - good, all - n - (allGood - good)];
    return [
      {
        attribute,
        level,
        n,
        good,
        rate: good / n,
        ...wilson(good, n),
        restRate: restGood / (all - n),
        effect: haldaneOddsRatio(good, poor, restGood, restPoor).value,
        p: midP(good, poor, restGood, restPoor),
        q: 1,
        verdict: "insufficient",
      },
    ];
  });
}
