import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { adjustFor, mostStrata } from "#lib/analysis/confounding.ts";
import { type RetentionChart, retentionChart } from "#lib/analysis/curve.ts";
import type {
  AttributeFindings,
  Estimate,
  OutcomeFindings,
  Pattern,
  Warning,
} from "#lib/analysis/finding.ts";
import { levelsOfFrame } from "#lib/analysis/levels.ts";
import { type Located, locate } from "#lib/analysis/members.ts";
import { patternSentence, retentionSentence, warningSentence } from "#lib/analysis/sentence.ts";
import { type Strata, strataOf, sumsWithin, termsOf } from "#lib/analysis/strata.ts";
import type { Target } from "#lib/analysis/target.ts";

/** One level of the attribute beside the others. */
export interface SheetBar {
  readonly label: string;
  readonly n: number;
  readonly estimate: Estimate;
  readonly chosen: boolean;
}

export interface SheetBin {
  readonly from: number;
  readonly to: number;
  readonly inside: number;
  readonly rest: number;
}

/** The comparison among all accounts or within one stratum. */
export interface SheetStratum {
  readonly label: string;
  readonly n: number;
  readonly inside: number;
  readonly rest: number;
}

/** Everything the sheet of one pattern shows, as plain chart data. */
export interface PatternSheet {
  readonly outcome: string;
  readonly measure: "rate" | "mean";
  readonly better: "higher" | "lower";
  readonly base: Estimate;
  readonly known: number;
  readonly pattern: Pattern;
  readonly attribute: Omit<AttributeFindings, "patterns">;
  readonly sentence: string;
  readonly retentionSentence: string | null;
  readonly warnings: readonly string[];
  readonly bars: readonly SheetBar[];
  readonly curves: RetentionChart | null;
  /** For numeric outcomes. */
  readonly bins: readonly SheetBin[] | null;
  /** The same comparison within another attribute: the one warned of, else the one that moves it most. */
  readonly strata: {
    readonly by: string;
    readonly all: SheetStratum;
    readonly within: readonly SheetStratum[];
  } | null;
  readonly missing: { readonly n: number; readonly share: number };
}

/** The sheet of a pattern by its id; null where these findings or this data do not have it. */
export function patternSheet(
  frame: Frame,
  definition: Definition | null,
  findings: OutcomeFindings,
  id: string,
): PatternSheet | null {
  const attribute = findings.attributes.find(({ patterns }) => patterns.some((pattern) => pattern.id === id));
  const pattern = attribute?.patterns.find((candidate) => candidate.id === id);
  const located = locate(frame, definition, findings.outcome, id);
  if (attribute === undefined || pattern === undefined || located === null) return null;
  const { patterns, ...rest } = attribute;
  const { outcome, measure, better, base, known } = findings;
  const warnings: Warning[] = [...attribute.warnings, ...pattern.warnings];
  return {
    outcome,
    measure,
    better,
    base,
    known,
    pattern,
    attribute: rest,
    sentence: patternSentence(pattern, findings),
    retentionSentence: retentionSentence(pattern),
    warnings: warnings.map((warning) => warningSentence(warning, findings)),
    bars: patterns.map(({ level, n, inside, id: other }) => ({
      label: level,
      n,
      estimate: inside,
      chosen: other === id,
    })),
    curves: retentionChart(located.target, located.rows, pattern.level, pattern.direction),
    bins: binsOf(located.target, located.rows),
    strata: sheetStrata(frame, located, pattern, findings),
    missing: { n: known - attribute.known, share: 1 - attribute.known / known },
  };
}

const mostBins = 20;

/** Counts of a numeric outcome between its 1 and 99 % quantiles, what lies beyond in the outermost bins. */
function binsOf({ values, numbers }: Target, rows: Int32Array): SheetBin[] | null {
  if (numbers === null) return null;
  const { clipped, order } = numbers;
  const low = clipped[order[0]!]!;
  const high = clipped[order.at(-1)!]!;
  if (!(high > low)) return [{ from: low, to: low, inside: rows.length, rest: values.length - rows.length }];
  const whole = values.every(Number.isInteger);
  const width = whole ? Math.max(1, Math.ceil((high - low + 1) / mostBins)) : (high - low) / mostBins;
  const size = whole ? Math.ceil((high - low + 1) / width) : mostBins;
  const bins = Array.from({ length: size }, (_, i) => ({
    from: low + i * width,
    to: low + (i + 1) * width,
    inside: 0,
    rest: 0,
  }));
  const binOf = (row: number) => bins[Math.min(size - 1, Math.floor((clipped[row]! - low) / width))]!;
  for (const row of clipped.keys()) binOf(row).rest++;
  for (const row of rows) {
    const bin = binOf(row);
    bin.rest--;
    bin.inside++;
  }
  return bins;
}

function sheetStrata(
  frame: Frame,
  { target, levelled, rows }: Located,
  pattern: Pattern,
  findings: OutcomeFindings,
): PatternSheet["strata"] {
  const warned = pattern.warnings.find(
    (warning) => warning.kind === "reversal" || warning.kind === "attenuation",
  );
  const leaking = new Set(findings.attributes.filter((one) => one.leaking).map((one) => one.attribute));
  const terms = termsOf(target);
  const candidates = levelsOfFrame(frame)
    .filter(({ attribute, codes, levels }) => {
      if (warned !== undefined && "by" in warned) return attribute.name === warned.by;
      const usable = codes !== null && levels.length > 1 && levels.length <= mostStrata;
      return usable && attribute.name !== levelled.attribute.name && !leaking.has(attribute.name);
    })
    .map(({ attribute, codes, levels }) =>
      strataOf(
        terms,
        attribute.name,
        codes!,
        levels.map((level) => level.label),
      ),
    );
  const moved = candidates.map((strata) => ({ strata, moved: adjustFor(rows, strata)?.moved ?? -1 }));
  const [most] = moved.sort(
    (a, b) => b.moved - a.moved || (a.strata.attribute < b.strata.attribute ? -1 : 1),
  );
  if (most === undefined || most.moved < 0) return null;
  return { by: most.strata.attribute, ...compareWithin(target, rows, most.strata) };
}

/** Rates or means of the level and the rest among all and within each stratum that holds both. */
function compareWithin(target: Target, rows: Int32Array, strata: Strata) {
  const inside = sumsWithin(strata, rows);
  const centre = target.numbers === null ? 0 : meanOf(target.numbers.clipped);
  const counted = new Int32Array(strata.labels.length);
  for (const code of strata.codes) counted[code]!++;
  const row = (label: string, n: number, pick: (of: Float64Array) => number): SheetStratum => {
    const [insideN, allN] = [pick(inside.n), pick(strata.all.n)];
    const [insideSum, allSum] = [pick(inside.sum), pick(strata.all.sum)];
    return {
      label,
      n,
      inside: centre + insideSum / insideN,
      rest: centre + (allSum - insideSum) / (allN - insideN),
    };
  };
  const total = (of: Float64Array) => of.reduce((sum, part) => sum + part, 0);
  const within = strata.labels
    .map((label, s) => row(label, counted[s]!, (of) => of[s]!))
    .filter((stratum) => Number.isFinite(stratum.inside) && Number.isFinite(stratum.rest));
  return { all: row("All accounts", target.rows.length, total), within };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
