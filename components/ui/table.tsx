import { cx } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";

/**
 * A data table. It scrolls sideways inside itself, never the page; the scrolling box is focusable, so that
 * the keyboard reaches what is out of sight.
 */
export function Table({
  caption,
  hideCaption = false,
  className,
  children,
}: {
  caption: ReactNode;
  hideCaption?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div className={cx("relative max-w-full overflow-x-auto", className)} tabIndex={0}>
      <table className="w-full border-collapse text-sm">
        <caption className={hideCaption ? "sr-only" : "pb-2 text-left text-muted"}>{caption}</caption>
        {children}
      </table>
    </div>
  );
}

/** A heading of a column, or of a row with scope="row". `figure` aligns with figures on the right. */
export function Th({
  figure = false,
  scope = "col",
  className,
  ...rest
}: ComponentProps<"th"> & { figure?: boolean }) {
  return (
    <th
      scope={scope}
      className={cx(
        "border-b border-line py-1.5 pr-4 align-bottom last:pr-0",
        scope === "col" ? "font-medium text-muted" : "font-normal",
        figure ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ figure = false, className, ...rest }: ComponentProps<"td"> & { figure?: boolean }) {
  return (
    <td
      className={cx(
        "border-b border-line py-1.5 pr-4 align-top last:pr-0",
        figure && "text-right whitespace-nowrap",
        className,
      )}
      {...rest}
    />
  );
}
