import type { Part } from "#lib/analysis/search/ground.ts";
import type { Direction } from "#lib/analysis/search/score.ts";

/** A rule found while searching. */
export interface Candidate {
  readonly direction: Direction;
  readonly parts: readonly Part[];
  readonly q: number;
  /** Sums of its rows, as the kernel tallies them. */
  readonly sums: Float64Array;
}

/** The best rules of one direction met so far: at most `most`. */
export interface Shortlist {
  /** q that a further rule must exceed: at least 0. */
  least(): number;
  add(candidate: Candidate): void;
  /** Best first; rules that tie: fewer conditions, then larger n. */
  best(): Candidate[];
}

/** A heap with the worst on top, so that a rule is let in or turned away in logarithmic time. */
export function createShortlist(most: number): Shortlist {
  const heap: Candidate[] = [];

  function swap(a: number, b: number): void {
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  }

  function rise(at: number): void {
    for (let child = at; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (heap[parent]!.q <= heap[child]!.q) return;
      swap(parent, child);
      child = parent;
    }
  }

  function sink(): void {
    for (let parent = 0; ; ) {
      const left = parent * 2 + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = right < heap.length && heap[right]!.q < heap[left]!.q ? right : left;
      if (heap[parent]!.q <= heap[child]!.q) return;
      swap(parent, child);
      parent = child;
    }
  }

  return {
    least: () => (heap.length < most ? 0 : Math.max(0, heap[0]!.q)),
    add(candidate) {
      if (heap.length < most) {
        heap.push(candidate);
        rise(heap.length - 1);
      } else if (candidate.q > heap[0]!.q) {
        heap[0] = candidate;
        sink();
      }
    },
    best: () => [...heap].sort(byStanding),
  };
}

/** Best q first; ties: fewer conditions, larger n. */
export function byStanding(a: Candidate, b: Candidate): number {
  return b.q - a.q || a.parts.length - b.parts.length || b.sums[0]! - a.sums[0]!;
}
