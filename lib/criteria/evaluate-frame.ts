import type { Value } from "#lib/accounts/attribute.ts";
import type { CategoryColumn, Column, Frame, ListColumn, NumberColumn } from "#lib/accounts/frame.ts";
import type { Condition, Criterion, Truth } from "#lib/criteria/criterion.ts";
import { isoOf } from "#lib/criteria/days.ts";
import { evaluateValue } from "#lib/criteria/evaluate.ts";

/** How a truth is written in the byte of an account. */
export const truthCodes = { no: 0, yes: 1, unknown: 2 } as const satisfies Record<Truth, number>;

/**
 * A criterion on every account of a frame: one byte an account (`truthCodes`), in the frame's order. Equal to
 * `evaluate` account by account; each distinct value is evaluated once, which makes it fast. An attribute
 * that the frame does not hold is unknown for everybody.
 */
export function evaluateFrame(criterion: Pick<Criterion, "when">, frame: Frame, today: string): Uint8Array {
  const result = new Uint8Array(frame.accountIds.length).fill(truthCodes.yes);
  for (const condition of criterion.when) {
    const column = frame.columns.find((one) => one.attribute.name === condition.attribute);
    narrow(result, conditionOnFrame(condition, column, result.length, today));
  }
  return result;
}

/** Kleene conjunction in place. */
function narrow(result: Uint8Array, other: Uint8Array): void {
  for (let i = 0; i < result.length; i++) {
    const right = other[i]!;
    if (right === truthCodes.no) result[i] = right;
    else if (right === truthCodes.unknown && result[i] === truthCodes.yes) result[i] = right;
  }
}

function conditionOnFrame(
  condition: Condition,
  column: Column | undefined,
  n: number,
  today: string,
): Uint8Array {
  const code = (value: Value) => truthCodes[evaluateValue(condition, value, today)];
  if (!column) return new Uint8Array(n).fill(code(null));
  switch (column.kind) {
    case "category":
      return onCategories(column, n, code);
    case "number":
      return onNumbers(column, n, code);
    case "list":
      return onLists(column, n, code);
  }
}

type Code = (value: Value) => number;

function onCategories(column: CategoryColumn, n: number, code: Code): Uint8Array {
  const byLevel = Uint8Array.from(column.dictionary, code);
  const missing = code(null);
  const result = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const level = column.codes[i]!;
    result[i] = level < 0 ? missing : byLevel[level]!;
  }
  return result;
}

function onNumbers(column: NumberColumn, n: number, code: Code): Uint8Array {
  const isDate = column.attribute.type === "date";
  const seen = new Map<number, number>();
  const result = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const value = column.values[i]!;
    let found = seen.get(value);
    if (found === undefined) {
      found = code(!Number.isFinite(value) ? null : isDate ? isoOf(value) : value);
      seen.set(value, found);
    }
    result[i] = found;
  }
  return result;
}

function onLists(column: ListColumn, n: number, code: Code): Uint8Array {
  const missing = code(null);
  const result = new Uint8Array(n);
  const seen = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    if (column.missing[i] === 1) {
      result[i] = missing;
      continue;
    }
    const codes = column.codes.subarray(column.offsets[i]!, column.offsets[i + 1]!);
    const key = codes.join();
    let found = seen.get(key);
    if (found === undefined) {
      found = code(Array.from(codes, (member) => column.dictionary[member]!));
      seen.set(key, found);
    }
    result[i] = found;
  }
  return result;
}
