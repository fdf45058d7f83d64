import { cva, cx, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

export const buttonClass = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-accent text-on-accent enabled:hover:bg-accent/88 [a&]:hover:bg-accent/88",
        secondary: "border-line bg-raised text-ink shadow-raised hover:border-strong",
        quiet: "border-transparent bg-transparent text-muted hover:bg-accent-soft hover:text-ink",
        danger: "border-poor/45 bg-raised text-poor hover:border-poor hover:bg-poor-soft",
      },
      size: {
        md: "min-h-9 px-3.5 py-1.5 text-base",
        sm: "min-h-7.5 px-2.5 py-1 text-sm",
        icon: "size-9 p-0",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type Look = VariantProps<typeof buttonClass>;

/** `busy` keeps the button focusable while its work runs, so that focus is not lost; client components only. */
export function Button({
  variant,
  size,
  busy = false,
  className,
  type = "button",
  onClick,
  ...rest
}: ComponentProps<"button"> & Look & { busy?: boolean }) {
  return (
    <button
      type={type}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass({ variant, size }), className)}
      {...rest}
    />
  );
}
