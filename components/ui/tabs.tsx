import { cx } from "class-variance-authority";
import Link from "next/link";
import type { ReactNode } from "react";
import { LinkPending } from "./link-pending";
import { ScrollToCurrent } from "./scroll-to-current";

export interface Tab {
  href: string;
  label: ReactNode;
  current: boolean;
  /** A quiet figure behind the label. */
  count?: number | undefined;
  /** What the figure counts, for whoever wonders: "supported". */
  counted?: string | undefined;
}

/**
 * Views of one thing, each with its own address. On a narrow screen the row scrolls sideways; what goes on beyond its end
 * fades there, since a word that is cut off between two letters looks like the last.
 */
export function Tabs({
  label,
  tabs,
  children,
}: {
  label: string;
  tabs: readonly Tab[];
  children?: ReactNode;
}) {
  return (
    <div className="flex items-end justify-between gap-6 border-b border-line">
      <nav
        aria-label={label}
        className="-mb-px min-w-0 overflow-x-auto [mask-image:linear-gradient(to_left,transparent,black_2rem)] [scrollbar-width:none]"
      >
        <ScrollToCurrent current={tabs.find(({ current }) => current)?.href ?? ""} />
        <ul className="flex w-max gap-5 pr-8">
          {tabs.map((tab) => (
            <li key={tab.href}>
              <Link
                prefetch={false}
                href={tab.href}
                scroll={false}
                aria-current={tab.current ? "page" : undefined}
                className={cx(
                  "relative -outline-offset-2 block border-b-2 pt-1.5 pb-2 whitespace-nowrap first-letter:uppercase",
                  tab.current
                    ? "border-accent font-semibold text-ink"
                    : "border-transparent text-muted hover:border-line hover:text-ink",
                )}
              >
                {tab.label}
                {tab.count !== undefined && (
                  <span
                    className="ml-1.5 text-sm font-normal text-muted tabular-nums"
                    title={tab.counted && `${tab.count} ${tab.counted}`}
                  >
                    {tab.count}
                    {tab.counted && <span className="sr-only"> {tab.counted}</span>}
                  </span>
                )}
                <LinkPending className="inset-x-0 -bottom-0.5 h-0.5" />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  );
}
