import type { Frame } from "#lib/accounts/frame.ts";
import type { Answer, Kind, Question } from "#lib/compute/question.ts";

/** What somebody who asks may hear meanwhile, and how they give up. */
export interface Heard {
  /** Aborted: the answer is not wanted any more. The work ends unless somebody else waits for it. */
  readonly signal?: AbortSignal | undefined;
  /** Hears what share of the work is done, 0 to 1, some ten times a second at most. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Answers questions about frames, off the request thread where the server made a pool. */
export interface Asker {
  /** `loadFrame` is called only where no one holds the frame of `question.about.frameKey` yet. */
  ask<K extends Kind>(
    question: Question<K>,
    loadFrame: () => Promise<Frame>,
    heard?: Heard,
  ): Promise<Answer<K>>;
}

/** An asker that remembers what it was answered. */
export interface Analyst extends Asker {
  /** The answer where it is there already; undefined where it would have to be worked out. */
  known<K extends Kind>(question: Question<K>): Answer<K> | undefined;
}

/** Nobody waits for the answer any more, so the work was stopped. */
export class Abandoned extends Error {
  override readonly name = "Abandoned";
}

/**
 * The same was asked of newer data or of another definition: the old answer would be nobody's. Told by its name: pages and
 * the server's own modules each have a class of their own.
 */
export class Superseded extends Error {
  override readonly name = "Superseded";
}
