import type { Kernel } from "#lib/analysis/search/kernel.ts";

/** Called between the steps of long work; throws once nobody wants it any more. */
export type Pulse = () => void;

/** Work of many equal pieces, each of which another thread can do as well as this one (see works.ts). */
export interface Work<About, Piece, Result> {
  readonly name: string;
  /** Rows that another thread would need a copy of. */
  rows(about: About): number;
  /** How a thread does pieces of it. */
  open(about: About, kernel: Kernel, pulse: Pulse): (piece: Piece) => Result;
}

/** Another thread that does every other piece. */
export interface Aside {
  /** Tells it what the pieces are of; null where it cannot help (yet). */
  open<About, Piece, Result>(work: Work<About, Piece, Result>, about: About): AsideWork<Piece, Result> | null;
}

export interface AsideWork<Piece, Result> {
  begin(piece: Piece): void;
  /** Waits for what was begun; null where nothing comes of it. */
  end(): Result | null;
  /** No further piece follows, and what was begun is not wanted any more. */
  close(): void;
}

/** What the work is done with. */
export interface Hands {
  readonly kernel: Kernel;
  /** A second thread with such a kernel, where there is one. */
  readonly aside?: Aside | null;
  readonly pulse?: Pulse;
}

/**
 * Does pieces one after the other, every other one in a second thread as soon as there is one: the results are the same,
 * and handed on in the same order. `next` gives the next piece, null at the end; `see` may say that it has seen enough.
 */
export function shareOut<About, Piece, Result>(
  { kernel, aside = null, pulse = () => {} }: Hands,
  work: Work<About, Piece, Result>,
  about: About,
  next: () => Piece | null,
  see: (result: Result) => boolean,
): void {
  let other = aside;
  let beside: AsideWork<Piece, Result> | null = null;
  let doIt: ((piece: Piece) => Result) | null = null;
  try {
    for (;;) {
      pulse();
      const mine = next();
      if (mine === null) return;
      beside ??= other?.open(work, about) ?? null;
      doIt ??= work.open(about, kernel, pulse);
      const others = beside === null ? null : next();
      if (others !== null) beside!.begin(others);
      if (!see(doIt(mine))) return;
      if (others === null) continue;
      const second = beside!.end();
      if (second === null) beside = other = null;
      if (!see(second ?? doIt(others))) return;
    }
  } finally {
    beside?.close();
  }
}
