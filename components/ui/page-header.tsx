import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  /** One sentence below the title. */
  summary?: ReactNode;
  /** Above the title: the way back. */
  back?: ReactNode;
  actions?: ReactNode;
}

/** The head of every room: a title that says what stands there, not what the room is called. */
export function PageHeader({ title, summary, back, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-3xl">
        {back && <div className="mb-1 text-sm text-muted">{back}</div>}
        <h1 className="text-2xl">{title}</h1>
        {summary && <p className="mt-1 text-muted">{summary}</p>}
      </div>
      {actions && (
        <div className="flex max-w-full min-w-0 flex-wrap gap-2" data-print="hide">
          {actions}
        </div>
      )}
    </header>
  );
}
