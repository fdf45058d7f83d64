import type { Frame } from "#lib/accounts/frame.ts";
import { daysPerMonth } from "#lib/accounts/outcome.ts";
import type { GoodCustomers, Standing } from "#lib/analysis/good-customer.ts";

/** One known account and how the definition judges it, to be called right or wrong. */
export interface CheckedAccount {
  readonly id: string;
  readonly label: Standing;
  readonly score: number | null;
  /** What makes it large; null where nothing tells. */
  readonly size: number | null;
  readonly months: number | null;
}

export interface GutCheck {
  readonly largest: readonly CheckedAccount[];
  /** The name of the outcome or attribute that says which are large; null where none does. */
  readonly sizeBy: string | null;
  readonly left: readonly CheckedAccount[];
  /** Whether `left` are the latest to leave (their dates are known) or only the largest that left. */
  readonly latest: boolean;
}

const shown = 5;
const sizeName = /revenue|arr|acv|mrr|value|charges|amount|employee|headcount|seats|umsatz/i;

/** Five largest accounts and five that left lately, with how the definition judges them (screens.md, "gut check"). */
export function gutCheck(frame: Frame, judged: GoodCustomers): GutCheck {
  const size = sizeOf(frame);
  const bySize = (a: number, b: number) => (size.values[b] ?? 0) - (size.values[a] ?? 0) || a - b;
  const sized = indicesWhere(frame, (i) => size.values[i] !== undefined && !Number.isNaN(size.values[i]!));
  const hasLeft = indicesWhere(frame, (i) => frame.retention?.left[i] === 1);
  const end = (i: number) =>
    (frame.startDays?.[i] ?? Number.NaN) + frame.retention!.months[i]! * daysPerMonth;
  const dated = hasLeft.filter((i) => !Number.isNaN(end(i)));
  const latest = dated.length > 0;
  const left = latest ? dated.sort((a, b) => end(b) - end(a) || a - b) : hasLeft.sort(bySize);
  const check = (account: number): CheckedAccount => ({
    id: frame.accountIds[account]!,
    label: judged.labels[account] as Standing,
    score: finite(judged.scores[account]),
    size: finite(size.values[account]),
    months: finite(frame.retention?.months[account]),
  });
  return {
    largest: sized.sort(bySize).slice(0, shown).map(check),
    sizeBy: size.name,
    left: left.slice(0, shown).map(check),
    latest,
  };
}

function sizeOf(frame: Frame): { name: string | null; values: Float64Array } {
  const value = frame.outcomes.find(({ outcome }) => outcome.kind === "value");
  if (value !== undefined) return { name: value.outcome.name, values: value.values };
  for (const column of frame.columns) {
    if (
      column.kind === "number" &&
      column.attribute.type === "number" &&
      sizeName.test(column.attribute.name)
    ) {
      return { name: column.attribute.name, values: column.values };
    }
  }
  return { name: null, values: new Float64Array(0) };
}

function indicesWhere(frame: Frame, holds: (i: number) => boolean): number[] {
  return [...frame.accountIds.keys()].filter(holds);
}

function finite(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
