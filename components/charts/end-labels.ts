/** A falling line in a box whose top is 0: where it stands at its end, and where its name would begin. */
export interface FallingLine {
  readonly atEnd: number;
  readonly atReach: number;
}

/** Pixels from the top of the box; at the line's end, or in the free corner at the lower left. */
export interface LabelPlace {
  readonly top: number;
  readonly side: "end" | "corner";
}

export const labelHeight = 17;
const gap = 2;

/**
 * A place for the name of each line, in the order given: under its end, else over it, where neither a line nor
 * another name is in the way; else in the corner below the lines. Lines only fall, so between `atReach` and
 * `atEnd` nothing leaves that range.
 */
export function placeLabels(lines: readonly FallingLine[], height: number): readonly LabelPlace[] {
  const taken: number[] = [];
  let corner = height - gap;
  return lines.map((line) => {
    const wanted = [line.atEnd + gap, line.atReach - gap - labelHeight];
    const top = wanted.find((candidate) => isFree(candidate, lines, taken, height));
    if (top !== undefined) {
      taken.push(top);
      return { top, side: "end" };
    }
    corner -= labelHeight;
    return { top: corner, side: "corner" };
  });
}

function isFree(
  top: number,
  lines: readonly FallingLine[],
  taken: readonly number[],
  height: number,
): boolean {
  const bottom = top + labelHeight;
  if (top < -labelHeight || bottom > height) return false;
  const meetsLine = lines.some(({ atReach, atEnd }) => top < atEnd + gap - 1 && bottom > atReach - gap + 1);
  return !meetsLine && taken.every((other) => bottom <= other || top >= other + labelHeight);
}
