const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const keyForm = /^[0-9A-Za-z]*[1-9A-Za-z]$/;
const maxLength = 60;

/** Anything that stands in an ordered list. */
export interface Ordered {
  readonly id: string;
  readonly order: string;
}

/**
 * A key that sorts strictly between two others (null: before all, after all); null where there is none,
 * because the two are equal, the wrong way round, not made by this function, or too long by now.
 */
export function keyBetween(before: string | null, after: string | null): string | null {
  if (before !== null && !keyForm.test(before)) return null;
  if (after !== null && !keyForm.test(after)) return null;
  if (before !== null && after !== null && before >= after) return null;
  const key = before !== null && after === null ? keyAfter(before) : midpoint(before ?? "", after);
  return key.length <= maxLength ? key : null;
}

/** Counting up keeps the keys of a list that only grows at its end short. */
function keyAfter(key: string): string {
  const last = digits.indexOf(key.at(-1)!);
  return last < digits.length - 1 ? key.slice(0, -1) + digits[last + 1] : `${key}V`;
}

/** Keys are fractions written in base 62 without the leading point; `after` null is 1. */
function midpoint(before: string, after: string | null): string {
  if (after !== null) {
    let shared = 0;
    while ((before[shared] ?? "0") === after[shared]) shared += 1;
    if (shared > 0) return after.slice(0, shared) + midpoint(before.slice(shared), after.slice(shared));
  }
  const low = before === "" ? 0 : digits.indexOf(before[0]!);
  const high = after === null ? digits.length : digits.indexOf(after[0]!);
  if (high - low > 1) return digits[Math.floor((low + high) / 2)]!;
  if (after !== null && after.length > 1) return after[0]!;
  return digits[low]! + midpoint(before.slice(1), null);
}

/** Evenly spread keys for a whole list. */
export function spreadKeys(count: number): readonly string[] {
  let width = 1;
  while (digits.length ** width <= count * 2) width += 1;
  const step = Math.floor(digits.length ** width / (count + 1));
  return Array.from({ length: count }, (_, i) => {
    let rest = step * (i + 1);
    let key = "";
    for (let place = 0; place < width; place++) {
      key = digits[rest % digits.length] + key;
      rest = Math.floor(rest / digits.length);
    }
    return key.replace(/0+$/, "");
  });
}

/** In the order people see; equal keys, made by two people at once, are settled by id. */
export function inOrder<T extends Ordered>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => compare(a.order, b.order) || compare(a.id, b.id));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The list with `item` (new, or one of it) standing right after the item `after`, or first for null. Only its
 * own key changes, unless there is no room between its neighbours: then all keys are spread anew.
 */
export function placeAfter<T extends Ordered>(
  items: readonly T[],
  item: T,
  after: string | null,
): readonly T[] {
  const others = inOrder(items.filter((one) => one.id !== item.id));
  const position = after === null ? 0 : others.findIndex((one) => one.id === after) + 1;
  const key = keyBetween(others[position - 1]?.order ?? null, others[position]?.order ?? null);
  const placed = others.toSpliced(position, 0, key === null ? item : { ...item, order: key });
  if (key !== null) return placed;
  const keys = spreadKeys(placed.length);
  return placed.map((one, i) => ({ ...one, order: keys[i]! }));
}
