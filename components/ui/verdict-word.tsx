import { cx } from "class-variance-authority";

export type VerdictShapeWord = "supported" | "suggestive" | "contradicted" | "insufficient";
type Direction = "good" | "poor" | "none";

const ink: Record<Direction, string> = { good: "text-good", poor: "text-poor", none: "text-ink" };

/**
 * One of the four words, with a shape of its own for each (full, half, crossed, hollow) so that it can be
 * told without colour. The colour is the direction: what goes with good customers, and what with poor ones.
 */
export function VerdictWord({
  word,
  direction = "none",
  className,
}: {
  word: VerdictShapeWord;
  direction?: Direction;
  className?: string;
}) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 whitespace-nowrap",
        word === "insufficient" ? "text-uncertain" : ink[direction],
        className,
      )}
    >
      <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5 shrink-0">
        <VerdictShape word={word} />
      </svg>
      {word}
    </span>
  );
}

/** The shape alone, in a box of 10 by 10. `ground` fills what is hollow, so that a line behind does not show. */
export function VerdictShape({ word, ground = "none" }: { word: VerdictShapeWord; ground?: string }) {
  const ring = <circle cx="5" cy="5" r="4" fill={ground} stroke="currentColor" strokeWidth="1.4" />;
  switch (word) {
    case "supported":
      return <circle cx="5" cy="5" r="4.7" fill="currentColor" />;
    case "suggestive":
      return (
        <>
          {ring}
          <path d="M5 1a4 4 0 0 0 0 8z" fill="currentColor" />
        </>
      );
    case "contradicted":
      return <path d="M1.2 1.2 8.8 8.8M8.8 1.2 1.2 8.8" stroke="currentColor" strokeWidth="1.7" />;
    case "insufficient":
      return ring;
  }
}
