/** Where a mark stands, in per cent of the picture from its upper left. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export type Side = "above" | "below" | "far above" | "far below";

/** How far the middle of a name is from its mark, in per cent of the height. */
const offsets: Record<Side, number> = { above: -4, below: 4, "far above": -9, "far below": 9 };
/** As high as a line, as wide as a name may be: names nearer than this may lie on each other. */
const apartY = 4;
const widest = 42;

/** Right of here there is no room: a name stands to the left of its mark. */
export const isLeftwards = (x: number): boolean => x > 62;

/** From where to where a name may reach. */
const spanOf = (x: number): readonly [number, number] => (isLeftwards(x) ? [x - widest, x] : [x, x + widest]);

const overlap = (a: Spot, b: Spot): boolean => {
  const [[fromA, toA], [fromB, toB]] = [spanOf(a.x), spanOf(b.x)];
  return Math.abs(a.y - b.y) < apartY && fromA < toB && fromB < toA;
};

/**
 * The side of its mark on which each name stands, so that none lies on another: the first of the four sides that is free,
 * in the order given; where none is, above.
 */
export function placeNames(spots: readonly Spot[]): Side[] {
  const taken: Spot[] = [];
  return spots.map(({ x, y }) => {
    const free = (side: Side) => {
      const at = y + offsets[side];
      return at > 1 && at < 99 && taken.every((other) => !overlap(other, { x, y: at }));
    };
    const side = (Object.keys(offsets) as Side[]).find(free) ?? "above";
    taken.push({ x, y: y + offsets[side] });
    return side;
  });
}

/** The same as a distance to move a name by, in per cent of the height. */
export const offsetOf = (side: Side): number => offsets[side];
