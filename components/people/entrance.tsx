import type { ReactNode } from "react";

/** The page before the workshop: a heading, a sentence, and one thing to do. */
export function Entrance({
  title,
  summary,
  wide = false,
  children,
}: {
  title: ReactNode;
  summary?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}) {
  return (
    <main className={wide ? "mx-auto w-full max-w-3xl" : "mx-auto w-full max-w-md"}>
      <h1 className="font-serif text-3xl font-normal text-balance">{title}</h1>
      {summary && <p className="mt-2 text-lg text-muted text-pretty">{summary}</p>}
      {children && <div className="mt-7">{children}</div>}
    </main>
  );
}
