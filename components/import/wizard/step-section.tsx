import type { ReactNode, Ref } from "react";

/** One step of the import: its heading says what it found, and takes the focus when the step is come to. */
export function StepSection({
  title,
  summary,
  heading,
  children,
}: {
  title: ReactNode;
  summary?: ReactNode;
  heading: Ref<HTMLHeadingElement>;
  children: ReactNode;
}) {
  return (
    <section className="space-y-5">
      <div className="max-w-3xl">
        <h2 ref={heading} tabIndex={-1} className="font-serif text-2xl font-normal outline-none">
          {title}
        </h2>
        {summary && <p className="mt-1 text-muted">{summary}</p>}
      </div>
      {children}
    </section>
  );
}
