import { cx } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";

interface CardProps extends Omit<ComponentProps<"section">, "title"> {
  title?: ReactNode;
  /** Beside the title, on the right. */
  actions?: ReactNode;
  /** "flush" for tables and lists that bring their own padding. */
  padding?: "normal" | "flush";
  /** Of its heading: 3 inside a section that has one of its own. */
  level?: 2 | 3;
}

/** A raised sheet on the paper; a titled one is a landmark of its own heading. */
export function Card({
  title,
  actions,
  padding = "normal",
  level = 2,
  className,
  children,
  ...rest
}: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      className={cx(
        "rounded-lg border border-line bg-raised shadow-raised [--mark-ground:var(--color-raised)]",
        padding === "normal" && "p-5",
        className,
      )}
      {...rest}
    >
      {(title || actions) && (
        <div
          className={cx(
            "flex flex-wrap items-start justify-between gap-x-4 gap-y-2",
            padding === "flush" ? "px-5 pt-4 pb-3" : "mb-3",
          )}
        >
          {title && <Heading className="text-lg">{title}</Heading>}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
