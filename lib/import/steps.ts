/**
 * A long computation in steps: between two of them whoever runs it may let others have a turn. Within one it is never
 * interrupted, so that its result is the same however it is run.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Items after which a loop over rows or accounts offers a pause: a few milliseconds of work. */
const stepLength = 512;

/** Runs all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The numbers below `length`, with a pause offered after every few of them. */
export function* counted(length: number, each: (at: number) => void): Steps<void> {
  for (let at = 0; at < length; at++) {
    each(at);
    if ((at + 1) % stepLength === 0) yield;
  }
}

/** A sorted copy; items that compare alike stay in their order. Of three hundred thousand texts a third of a second at once. */
export function* sortedInSteps<T>(items: readonly T[], compare: (a: T, b: T) => number): Steps<T[]> {
  const runs: T[][] = [];
  for (let at = 0; at < items.length; at += stepLength) {
    runs.push(items.slice(at, at + stepLength).sort(compare));
    yield;
  }
  let sorted = runs;
  while (sorted.length > 1) {
    const next: T[][] = [];
    for (let i = 0; i < sorted.length; i += 2)
      next.push(yield* merged(sorted[i]!, sorted[i + 1] ?? [], compare));
    sorted = next;
  }
  return sorted[0] ?? [];
}

function* merged<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Steps<T[]> {
  const both: T[] = [];
  let i = 0;
  let j = 0;
  yield* counted(a.length + b.length, () => {
    const takesA = j >= b.length || (i < a.length && compare(a[i]!, b[j]!) <= 0);
    both.push(takesA ? a[i++]! : b[j++]!);
  });
  return both;
}

/** The items of a list, with a pause offered after every few of them, or after `stepOf`. */
export function* paced<T>(
  items: Iterable<T>,
  each: (item: T, at: number) => void,
  stepOf = stepLength,
): Steps<void> {
  let at = 0;
  for (const item of items) {
    each(item, at++);
    if (at % stepOf === 0) yield;
  }
}
