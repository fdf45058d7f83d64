import type { Column, Frame, NumberColumn } from "#lib/accounts/frame.ts";
import type { NumberRange } from "#lib/accounts/range.ts";
import { knownOf } from "#lib/analysis/ascending.ts";
import { isoDate } from "#lib/analysis/format.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { type Bins, binsOf, cellsOf } from "#lib/analysis/search/bins.ts";
import type { Condition } from "#lib/criteria/criterion.ts";

/** One thing a rule may say of a column: its cells from … to − 1. */
export interface Selector {
  readonly from: number;
  readonly to: number;
  /** Whether other conditions are added to it while searching. */
  readonly branches: boolean;
}

/** One attribute (or one member of a list) as small codes, and what a rule may say of it. */
export interface SearchColumn {
  /** Conditions on columns of one attribute are never combined. */
  readonly attribute: string;
  /** One code per account of the frame. */
  readonly codes: Uint8Array;
  readonly cells: number;
  readonly selectors: readonly Selector[];
  /** For numbers: how many cells stand in an order, all of whose ranges a rule may end with; else 0. */
  readonly ordered: number;
  /** The condition of the cells from … to − 1. */
  say(from: number, to: number): Condition;
}

/**
 * All attributes of a frame, in the order in which a search adds conditions: numbers last. `levelled` are
 * the levels of the frame's columns (levelsOfFrame), in its order.
 */
export function searchColumns(frame: Frame, levelled: readonly LevelledAttribute[]): SearchColumn[] {
  const accounts = frame.accountIds.length;
  const all = frame.columns
    .flatMap((column, i) => columnsOf(column, levelled[i]!, accounts))
    .filter((column) => column.selectors.length > 0);
  return [...all.filter((column) => column.ordered === 0), ...all.filter((column) => column.ordered > 0)];
}

function columnsOf(column: Column, levelled: LevelledAttribute, accounts: number): SearchColumn[] {
  if (column.kind === "number") return [numberColumn(column, accounts)];
  const attribute = column.attribute.name;
  if (levelled.codes !== null) {
    const { levels, spans } = levelled;
    if (spans !== undefined && spans.length > 2) return [rangeColumn(levelled, levelled.codes, spans)];
    return [
      {
        attribute,
        codes: Uint8Array.from(levelled.codes),
        cells: levels.length,
        selectors: levels.flatMap((level, from) =>
          level.kind === "other" ? [] : [{ from, to: from + 1, branches: true }],
        ),
        ordered: 0,
        say: (from) => levels[from]!.when[0]!,
      },
    ];
  }
  return levelled.levels.map((level, i) => {
    const codes = new Uint8Array(accounts);
    for (const account of levelled.members![i]!) codes[account] = 1;
    const selectors = [{ from: 1, to: 2, branches: true }];
    return { attribute, codes, cells: 2, selectors, ordered: 0, say: () => level.when[0]! };
  });
}

/** Levels that are ranges stand in an order: neighbours are tried together, 51-200 and 201-500 as 51 to 500. */
function rangeColumn(
  { attribute: { name: attribute }, levels }: LevelledAttribute,
  codes: Int32Array,
  spans: readonly NumberRange[],
): SearchColumn {
  const all = levels.map((_, from) => ({ from, to: from + 1, branches: true }));
  const together = spans.flatMap((_, from) =>
    spans
      .slice(from + 1)
      .map((_, more) => ({ from, to: from + more + 2, branches: true }))
      .filter(({ to }) => to - from < spans.length),
  );
  return {
    attribute,
    codes: Uint8Array.from(codes),
    cells: levels.length,
    selectors: [...all, ...together].sort((a, b) => a.from - b.from || a.to - b.to),
    ordered: spans.length,
    say: (from, to) =>
      to === from + 1
        ? levels[from]!.when[0]!
        : {
            attribute,
            operator: "between",
            value: { from: spans[from]!.from, to: spans[to - 1]!.to },
          },
  };
}

function numberColumn(column: NumberColumn, accounts: number): SearchColumn {
  const { attribute, values } = column;
  const known = knownOf(values);
  const isDate = attribute.type === "date";
  const bins = binsOf(attribute.name, known, accounts, isDate);
  const hasMissing = known.length < values.length;
  const ordered = known.length === 0 ? 0 : bins.cuts.length + 1;
  const missing = { from: bins.cuts.length + 1, to: bins.cuts.length + 2, branches: true };
  return {
    attribute: attribute.name,
    codes: cellsOf(values, bins.cuts),
    cells: bins.cuts.length + (hasMissing ? 2 : 1),
    selectors: [...(ordered > 1 ? rangeSelectors(bins) : []), ...(hasMissing ? [missing] : [])],
    ordered,
    say: (from, to) => sayCells(attribute.name, bins, isDate, known, from, to),
  };
}

function rangeSelectors({ coarse, bands, cuts }: Bins): Selector[] {
  const cells = cuts.length + 1;
  const isBand = (end: number) => bands === null || bands.includes(end);
  return coarse.flatMap((from, i) =>
    coarse
      .slice(i + 1)
      .filter((to) => to - from < cells)
      .map((to) => ({ from, to, branches: isBand(from) && isBand(to) })),
  );
}

function sayCells(
  attribute: string,
  bins: Bins,
  isDate: boolean,
  known: Float64Array,
  from: number,
  to: number,
): Condition {
  const { cuts, single } = bins;
  if (from > cuts.length) return { attribute, operator: "is unknown" };
  const bound = (at: number) => (isDate ? isoDate(cuts[at]!) : cuts[at]!);
  if (single && to === from + 1) {
    const value = from > 0 ? cuts[from - 1]! : known.reduce((least, x) => Math.min(least, x), Infinity);
    return { attribute, operator: "equals", value: isDate ? isoDate(value) : value };
  }
  const low = from === 0 ? null : bound(from - 1);
  return {
    attribute,
    operator: "between",
    value: { from: low, to: to > cuts.length ? null : bound(to - 1) },
  };
}
