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

/** The items of a list, with a pause offered after every few of them. */
export function* paced<T>(items: Iterable<T>, each: (item: T, at: number) => void): Steps<void> {
  let at = 0;
  for (const item of items) {
    each(item, at++);
    if (at % stepLength === 0) yield;
  }
}
