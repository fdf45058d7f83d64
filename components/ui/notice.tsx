import { cx } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const tones = {
  info: { box: "border-line bg-raised", icon: "text-accent", Icon: Info },
  good: { box: "border-good/25 bg-good-soft", icon: "text-good", Icon: CircleCheck },
  warn: { box: "border-warn/25 bg-warn-soft", icon: "text-warn", Icon: TriangleAlert },
  error: { box: "border-poor/30 bg-poor-soft", icon: "text-poor", Icon: CircleAlert },
} as const;

interface NoticeProps {
  tone?: keyof typeof tones;
  title?: ReactNode;
  /** Read out at once when it appears; set it only for the answer to something just done. */
  live?: boolean;
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
}

/** A remark that stays on the page: what to know, what to beware of, what went wrong. */
export function Notice({ tone = "info", title, live = false, actions, className, children }: NoticeProps) {
  const { box, icon, Icon } = tones[tone];
  return (
    <div
      {...(live ? { role: tone === "error" ? "alert" : "status" } : {})}
      className={cx("flex gap-2.5 rounded-md border px-3.5 py-2.5", box, className)}
    >
      <Icon aria-hidden="true" className={cx("mt-0.5 size-4 shrink-0", icon)} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-sm">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
