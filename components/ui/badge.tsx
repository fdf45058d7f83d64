import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";

const badgeClass = cva(
  "inline-flex items-center gap-1 rounded-full border px-2 py-px text-xs font-medium whitespace-nowrap [&_svg]:size-3",
  {
    variants: {
      tone: {
        plain: "border-line bg-paper text-muted",
        accent: "border-transparent bg-accent-soft text-accent",
        good: "border-transparent bg-good-soft text-good",
        poor: "border-transparent bg-poor-soft text-poor",
        warn: "border-transparent bg-warn-soft text-warn",
      },
    },
    defaultVariants: { tone: "plain" },
  },
);

/** A short state beside a name. The words carry it; the colour only helps. */
export function Badge({ tone, children }: VariantProps<typeof badgeClass> & { children: ReactNode }) {
  return <span className={badgeClass({ tone })}>{children}</span>;
}
