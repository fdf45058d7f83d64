import { Strip } from "./marks";

/** Whole points as a bar from the middle line, to the right for what speaks for an account; the figure stands beside it. */
export function PointBar({ points, most }: { points: number; most: number }) {
  const half = most === 0 ? 0 : (Math.abs(points) / most) * 50;
  return (
    <Strip height={16}>
      <rect
        x={`${points < 0 ? 50 - half : 50}%`}
        y="50%"
        transform="translate(0 -5)"
        width={`${half}%`}
        height="10"
        rx="1.5"
        className={points < 0 ? "fill-poor" : "fill-good"}
      />
      <line x1="50%" x2="50%" y1="0" y2="100%" stroke="var(--color-strong)" strokeWidth="1" />
    </Strip>
  );
}
