import type { Kernel } from "#lib/analysis/search/kernel.ts";

/** One column of a file: the file's own strings once each, and which of them every row has; −1 is an empty cell. */
export interface TextColumn {
  readonly name: string;
  readonly dictionary: readonly string[];
  readonly codes: Int32Array;
}

/** One condition of the plain search. A missing bound is open; the upper one is excluded. */
export type PlainCondition =
  | { readonly attribute: string; readonly kind: "equals"; readonly value: string }
  | { readonly attribute: string; readonly kind: "missing" }
  | {
      readonly attribute: string;
      readonly kind: "range";
      readonly from: number | null;
      readonly to: number | null;
    };

export interface PlainRule {
  readonly conditions: readonly PlainCondition[];
  /** Weighted relative accuracy, (n/N)(p − p0). */
  readonly q: number;
  readonly n: number;
  readonly positives: number;
}

export interface PlainOptions {
  /** Longest rule. */
  readonly depth: number;
  /** How many rules. */
  readonly top: number;
  readonly bins: number;
}

interface Selector {
  readonly column: number;
  readonly condition: PlainCondition;
  /** 1 for the dictionary entries that fulfil it; null: the empty cells. */
  readonly entries: Uint8Array | null;
}

/** Selectors laid out for the kernel; made once, searched as often as wanted. */
export interface PlainTable {
  readonly selectors: readonly Selector[];
  readonly bitsets: readonly Uint32Array[];
  readonly words: number;
  readonly goodWords: number;
  readonly rows: number;
  readonly positives: number;
}

/**
 * Selectors of the plain exact search (statistics.md): a column of numbers gives adjacent ranges between `bins` quantiles,
 * or one equality each where it has no more distinct values than that; any other column one equality a string; empty
 * cells are a selector. `good` is 1 for the positive rows.
 */
export function plainTable(columns: readonly TextColumn[], good: Uint8Array, bins: number): PlainTable {
  const rows = good.length;
  const selectors = columns.flatMap((column, i) => selectorsOf(column, i, bins));
  const positives = good.reduce((sum, label) => sum + label, 0);
  // Good rows first, each part padded to whole blocks, so that the positives of a rule are a popcount of their own.
  const goodWords = Math.ceil(positives / 128) * 4;
  const words = goodWords + Math.max(4, Math.ceil((rows - positives) / 128) * 4);
  const places = new Uint32Array(rows);
  let [nextGood, nextRest] = [0, goodWords * 32];
  for (let row = 0; row < rows; row++) places[row] = good[row] === 1 ? nextGood++ : nextRest++;
  const bitsets = selectors.map((selector) => {
    const { codes } = columns[selector.column]!;
    const bits = new Uint32Array(words);
    for (let row = 0; row < rows; row++) {
      const code = codes[row]!;
      const fulfils = code < 0 ? selector.entries === null : selector.entries?.[code] === 1;
      if (fulfils) bits[places[row]! >>> 5]! |= 1 << (places[row]! & 31);
    }
    return bits;
  });
  return { selectors, bitsets, words, goodWords, rows, positives };
}

function selectorsOf(
  { name: attribute, dictionary, codes }: TextColumn,
  column: number,
  bins: number,
): Selector[] {
  const counts = new Int32Array(dictionary.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const used = [...counts.keys()].filter((code) => counts[code]! > 0);
  const numbers = dictionary.map(Number);
  const isNumeric = used.every((code) => dictionary[code]!.trim() !== "" && Number.isFinite(numbers[code]!));
  const found = isNumeric
    ? numberSelectors(attribute, column, numbers, counts, used, bins)
    : used.map((code) => equality(attribute, column, dictionary[code]!, (other) => other === code, counts));
  const empty: Selector[] =
    missing > 0 ? [{ column, condition: { attribute, kind: "missing" }, entries: null }] : [];
  return [...found, ...empty];
}

function equality(
  attribute: string,
  column: number,
  value: string,
  is: (code: number) => boolean,
  counts: Int32Array,
): Selector {
  return {
    column,
    condition: { attribute, kind: "equals", value },
    entries: Uint8Array.from(counts, (_, code) => (is(code) ? 1 : 0)),
  };
}

function numberSelectors(
  attribute: string,
  column: number,
  numbers: readonly number[],
  counts: Int32Array,
  used: readonly number[],
  bins: number,
): Selector[] {
  const ascending = [...used].sort((a, b) => numbers[a]! - numbers[b]!);
  const distinct = [...new Set(ascending.map((code) => numbers[code]!))];
  if (distinct.length <= bins) {
    return distinct.map((value) =>
      equality(attribute, column, String(value), (code) => numbers[code] === value, counts),
    );
  }
  const sorted: number[] = [];
  for (const code of ascending) for (let i = 0; i < counts[code]!; i++) sorted.push(numbers[code]!);
  const cuts: number[] = [];
  for (let i = 1; i < bins; i++) {
    let at = Math.floor((i * sorted.length) / bins);
    while (at < sorted.length && cuts.includes(sorted[at]!)) at++;
    if (at < sorted.length) cuts.push(sorted[at]!);
  }
  cuts.sort((a, b) => a - b);
  const bounds = [null, ...cuts, null];
  return bounds.slice(1).map((to, i) => {
    const from = bounds[i]!;
    const within = (value: number) => (from === null || value >= from) && (to === null || value < to);
    return {
      column,
      condition: { attribute, kind: "range", from, to },
      entries: Uint8Array.from(counts, (count, code) => (count > 0 && within(numbers[code]!) ? 1 : 0)),
    };
  });
}

/**
 * The rules of highest weighted relative accuracy (Klösgen; Lavrač et al. 2004), exhaustively: no minimum n, no
 * deduplication, no control. Pruned by the bound pos/N·(1 − p0), which no longer rule can exceed, so the result is exact;
 * of rules that tie at the end of the list any may be left out. Sorted by q, then fewer conditions, then larger n.
 */
export function plainSearch(table: PlainTable, kernel: Kernel, depth: number, top: number): PlainRule[] {
  const { selectors, rows, positives } = table;
  const base = positives / rows;
  const found: {
    readonly which: readonly number[];
    readonly q: number;
    readonly n: number;
    readonly positives: number;
  }[] = [];
  let least = Number.NEGATIVE_INFINITY;
  const boundOf = (good: number) => (good / rows) * (1 - base);

  function keep(which: readonly number[], n: number, good: number): void {
    const q = (n / rows) * (good / n - base);
    if (n === 0 || !(q > least || found.length < top)) return;
    let at = found.length;
    while (at > 0 && found[at - 1]!.q < q) at--;
    found.splice(at, 0, { which, q, n, positives: good });
    if (found.length > top) found.pop();
    if (found.length === top) least = found[top - 1]!.q;
  }

  const all = Int32Array.from(selectors.keys());
  const session = kernel.openBitsets({ ...table, selectors: table.bitsets, depth });

  /** Extends the prefix at a depth by each of `open` (best bound first), then goes down into those worth it. */
  function extend(at: number, prefix: readonly number[], open: Int32Array): void {
    const counts = session.counts(at, open);
    const next: { readonly selector: number; readonly bound: number }[] = [];
    for (let i = 0; i < open.length; i++) {
      const [selector, n, good] = [open[i]!, counts[i * 2]!, counts[i * 2 + 1]!];
      keep([...prefix, selector], n, good);
      next.push({ selector, bound: boundOf(good) });
    }
    if (at + 1 >= depth) return;
    next.sort((a, b) => b.bound - a.bound);
    for (let i = 0; i < next.length; i++) {
      const { selector, bound } = next[i]!;
      if (bound <= least && found.length === top) return;
      const { column } = selectors[selector]!;
      const later = next
        .slice(i + 1)
        .filter(
          (other) =>
            selectors[other.selector]!.column !== column && (other.bound > least || found.length < top),
        );
      if (later.length === 0) continue;
      session.enter(at, selector);
      extend(
        at + 1,
        [...prefix, selector],
        Int32Array.from(later, (other) => other.selector),
      );
    }
  }
  extend(0, [], all);
  return found
    .map(({ which, ...rule }) => ({
      ...rule,
      conditions: which.map((selector) => selectors[selector]!.condition),
    }))
    .sort((a, b) => b.q - a.q || a.conditions.length - b.conditions.length || b.n - a.n);
}

/** `Contract=Month-to-month AND tenure<6`, in the file's own strings, conditions by attribute. */
export function sayPlainRule(rule: Pick<PlainRule, "conditions">): string {
  return rule.conditions.map(sayPlainCondition).sort().join(" AND ");
}

function sayPlainCondition(condition: PlainCondition): string {
  const { attribute } = condition;
  if (condition.kind === "equals") return `${attribute}=${condition.value}`;
  if (condition.kind === "missing") return `${attribute} is missing`;
  const { from, to } = condition;
  if (from === null) return `${attribute}<${to}`;
  return to === null ? `${attribute}>=${from}` : `${from}<=${attribute}<${to}`;
}
