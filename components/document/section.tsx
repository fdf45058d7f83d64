import type { ReactNode } from "react";

/** One part of the document, with the heading that the outline leads to. */
export function Section({
  id,
  title,
  children,
  actions,
}: {
  id: string;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-10 scroll-mt-24">
      <div className="mb-2 flex min-h-7.5 items-end justify-between gap-4 border-b border-line pb-1.5">
        <h2 id={`${id}-title`} className="eyebrow">
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
