import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { type Again, openResamples, type Resamples } from "#lib/analysis/search/resamples.ts";
import { openSpace, type Space } from "#lib/analysis/search/space.ts";

/** Work of many equal pieces, each of which another thread can do as well as this one. */
interface Works {
  /** The strongest rule under shuffled scores. */
  readonly space: { readonly about: Space; readonly piece: Int16Array; readonly result: Float32Array };
  /** What is found among accounts drawn again, by the number of the draw. */
  readonly resamples: {
    readonly about: Resamples;
    readonly piece: number;
    readonly result: readonly Again[];
  };
}

export type WorkKind = keyof Works;
export type About<K extends WorkKind = WorkKind> = Works[K]["about"];
export type Piece<K extends WorkKind = WorkKind> = Works[K]["piece"];
export type Result<K extends WorkKind = WorkKind> = Works[K]["result"];

/** Another thread that does every other piece. */
export interface Aside {
  /** Tells it what the pieces are of; null where it cannot help (yet). */
  open<K extends WorkKind>(kind: K, about: About<K>): AsideWork<K> | null;
}

export interface AsideWork<K extends WorkKind> {
  begin(piece: Piece<K>): void;
  /** Waits for what was begun; null where nothing comes of it. */
  end(): Result<K> | null;
}

/** What the work is done with. */
export interface Hands {
  readonly kernel: Kernel;
  /** A second thread with such a kernel, where there is one. */
  readonly aside?: Aside | null;
}

const openings: {
  readonly [K in WorkKind]: (about: About<K>, kernel: Kernel) => (piece: Piece<K>) => Result<K>;
} = { space: openSpace, resamples: openResamples };

/** How a thread does pieces of such work. */
export function openWork<K extends WorkKind>(
  kind: K,
  about: About<K>,
  kernel: Kernel,
): (piece: Piece<K>) => Result<K> {
  return openings[kind](about, kernel);
}

/**
 * Does pieces one after the other, every other one in a second thread where there is one: the results are the same,
 * and handed on in the same order. `next` gives the next piece, null at the end; `see` may say that it has seen enough.
 */
export function shareOut<K extends WorkKind>(
  { kernel, aside }: Hands,
  kind: K,
  about: About<K>,
  next: () => Piece<K> | null,
  see: (result: Result<K>) => boolean,
): void {
  const doIt = openWork(kind, about, kernel);
  let beside = aside?.open(kind, about) ?? null;
  for (;;) {
    const mine = next();
    if (mine === null) return;
    const others = beside === null ? null : next();
    if (others !== null) beside!.begin(others);
    if (!see(doIt(mine))) return;
    if (others === null) continue;
    const second = beside!.end();
    if (second === null) beside = null;
    if (!see(second ?? doIt(others))) return;
  }
}
