import { cx } from "class-variance-authority";
import Link from "next/link";
import type { PatternRoom } from "./rooms";

/** Single traits or combinations of them, of the same outcome; winning beside keeping; rules tried on other customers. */
export function PatternRooms({
  page,
  outcome,
  current,
}: {
  page: string;
  /** Null where none is in sight: then the rooms open with their usual one. */
  outcome: string | null;
  current: PatternRoom;
}) {
  const query = new URLSearchParams(outcome === null ? {} : { outcome });
  const rooms = [
    { key: "traits", name: "Single traits", href: `${page}?${query}` },
    { key: "combinations", name: "Combinations", href: `${page}/combinations?${query}` },
    { key: "quadrant", name: "Quadrant", href: `${page}/quadrant` },
    { key: "back-test", name: "Back-test", href: `${page}/back-test` },
    { key: "scorecard", name: "Scorecard", href: `${page}/scorecard` },
  ];
  return (
    <nav aria-label="Kind of pattern" className="max-w-full rounded-md border border-line p-0.5 text-sm">
      <ul className="flex flex-wrap gap-0.5">
        {rooms.map(({ key, name, href }) => (
          <li key={key}>
            <Link
              prefetch={false}
              href={href}
              aria-current={key === current ? "page" : undefined}
              className={cx(
                "block rounded-sm px-2.5 py-1 whitespace-nowrap",
                key === current ? "bg-accent-soft font-medium text-ink" : "text-muted hover:text-ink",
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
