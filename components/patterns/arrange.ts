import { type Dimension, dimensions } from "#lib/accounts/attribute.ts";
import { byRange } from "#lib/accounts/range.ts";
import type { AttributeFindings, OutcomeFindings, Pattern, PatternVerdict } from "#lib/analysis/finding.ts";
import type { View } from "./view";

/** One row: a pattern and the attribute it belongs to. */
export interface Row {
  readonly attribute: AttributeFindings;
  readonly pattern: Pattern;
}

export interface DimensionRows {
  readonly dimension: Dimension;
  readonly shown: readonly Row[];
  /** Rows with an answer that are folded because there are many. */
  readonly more: number;
  /** Rows folded because there is not enough evidence to say anything. */
  readonly insufficient: number;
  readonly open: boolean;
}

export interface Arrangement {
  readonly groups: readonly DimensionRows[];
  /** Rows that match, shown or folded. */
  readonly matching: number;
  /** Attributes that look like the outcome itself; apart, because their figures mislead. */
  readonly leaking: readonly AttributeFindings[];
}

const rowsOpenAtFirst = 10;
/** Even an opened dimension stops here: thousands of rows help nobody, and a search narrows them. */
const rowsAtMost = 200;

/** The rows of one outcome as a view wants them: filtered, sorted, grouped by dimension, folded. */
export function arrange(findings: OutcomeFindings, view: View): Arrangement {
  const usable = findings.attributes.filter((attribute) => !attribute.leaking);
  const rows = usable.flatMap((attribute) =>
    attribute.patterns
      .filter((pattern) => matches(attribute, pattern, view))
      .map((pattern) => ({ attribute, pattern })),
  );
  const folds = !findings.small && view.verdict === null && view.words === "";
  const groups = dimensions
    .map((dimension) => {
      const mine = rows.filter((row) => row.attribute.dimension === dimension);
      return groupOf(dimension, sortRows(mine, view.sort), folds, view.open.includes(dimension));
    })
    .filter(({ shown, more, insufficient }) => shown.length + more + insufficient > 0);
  return {
    groups,
    matching: rows.length,
    leaking: findings.attributes.filter((attribute) => attribute.leaking),
  };
}

function matches(attribute: AttributeFindings, pattern: Pattern, view: View): boolean {
  if (view.dimension !== null && attribute.dimension !== view.dimension) return false;
  if (view.verdict !== null && pattern.verdict !== view.verdict) return false;
  const text = `${pattern.attribute} ${pattern.level}`.toLowerCase();
  return view.words
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

function groupOf(dimension: Dimension, rows: readonly Row[], folds: boolean, open: boolean): DimensionRows {
  const answered = folds ? rows.filter((row) => row.pattern.verdict !== "insufficient") : rows;
  const shown = open ? rows.slice(0, rowsAtMost) : answered.slice(0, rowsOpenAtFirst);
  const folded = rows.filter((row) => !shown.includes(row));
  const insufficient = folds ? folded.filter((row) => row.pattern.verdict === "insufficient").length : 0;
  return { dimension, shown, more: folded.length - insufficient, insufficient, open };
}

const rankOf: Record<PatternVerdict, number> = {
  supported: 0,
  contradicted: 1,
  suggestive: 2,
  insufficient: 3,
};

/** Stronger first: by verdict, then adjusted p, then p, then size of the effect. */
function byStrength({ pattern: a }: Row, { pattern: b }: Row): number {
  return (
    rankOf[a.verdict] - rankOf[b.verdict] ||
    a.adjustedP - b.adjustedP ||
    a.p - b.p ||
    Math.abs(b.difference.value) - Math.abs(a.difference.value)
  );
}

const byName = (a: Row, b: Row): number =>
  compareText(a.pattern.attribute, b.pattern.attribute) || byLevel(a.pattern, b.pattern);

/** Bands of numbers stand by size as they come, and so do ranges: as texts 51-200 would come after 501-1,000. */
function byLevel(a: Pattern, b: Pattern): number {
  if (isBand(a) && isBand(b)) return 0;
  return byRange(a.level, b.level) || compareText(a.level, b.level);
}

const isBand = ({ when }: Pattern): boolean =>
  when.every(({ operator }) => operator === "between" || operator === "at least" || operator === "at most");

/** By code point: the same on every machine. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byMissing = (a: Row, b: Row): number => Number(a.pattern.missing) - Number(b.pattern.missing);

/** By strength and by name the levels of one attribute stay together, its unknown last; else all unknown come last. */
function sortRows(rows: readonly Row[], sort: View["sort"]): readonly Row[] {
  switch (sort) {
    case "strength":
      return keepTogether(rows.toSorted((a, b) => byMissing(a, b) || byStrength(a, b)));
    case "difference":
      return rows.toSorted(
        (a, b) =>
          byMissing(a, b) || Math.abs(b.pattern.difference.value) - Math.abs(a.pattern.difference.value),
      );
    case "accounts":
      return rows.toSorted((a, b) => byMissing(a, b) || b.pattern.n - a.pattern.n);
    case "name":
      return keepTogether(rows.toSorted((a, b) => byMissing(a, b) || byName(a, b)));
  }
}

/** Brings the levels of an attribute together at the place of its first; unknown ones come last in `rows`, and so here. */
function keepTogether(rows: readonly Row[]): readonly Row[] {
  return [...Map.groupBy(rows, ({ pattern }) => pattern.attribute).values()].flat();
}
