import { cx } from "class-variance-authority";
import Link from "next/link";

/** Single traits or combinations of them, of the same outcome. */
export function PatternRooms({
  page,
  outcome,
  current,
}: {
  page: string;
  outcome: string;
  current: "traits" | "combinations";
}) {
  const query = new URLSearchParams({ outcome });
  const rooms = [
    { key: "traits", name: "Single traits", href: `${page}?${query}` },
    { key: "combinations", name: "Combinations", href: `${page}/combinations?${query}` },
  ];
  return (
    <nav aria-label="Kind of pattern" className="shrink-0 rounded-md border border-line p-0.5 text-sm">
      <ul className="flex gap-0.5">
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
