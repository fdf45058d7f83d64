/** Where a mark stands, in per cent of the picture from its upper left. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export type Side = "above" | "below" | "far above" | "far below";

/** How far the middle of a name is from its mark, in per cent of the height. */
const offsets: Record<Side, number> = { above: -4, below: 4, "far above": -9, "far below": 9 };
/** Two names nearer than this would lie on each other: as high as a line, as wide as a name may be. */
const apartY = 4;
const apartX = 42;

/**
 * The side of its mark on which each name stands, so that none lies on another: the first of the four sides that is free,
 * in the order given; where none is, above.
 */
export function placeNames(spots: readonly Spot[]): Side[] {
  const taken: Spot[] = [];
  return spots.map(({ x, y }) => {
    const free = (side: Side) => {
      const at = y + offsets[side];
      return (
        at > 1 &&
        at < 99 &&
        taken.every((other) => Math.abs(other.y - at) >= apartY || Math.abs(other.x - x) >= apartX)
      );
    };
    const side = (Object.keys(offsets) as Side[]).find(free) ?? "above";
    taken.push({ x, y: y + offsets[side] });
    return side;
  });
}

/** The same as a distance to move a name by, in per cent of the height. */
export const offsetOf = (side: Side): number => offsets[side];
