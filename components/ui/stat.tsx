import type { ReactNode } from "react";

/** One figure, large, with the words that say what it counts below it. */
export function Stat({ figure, children }: { figure: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="text-2xl font-semibold tabular-nums">{figure}</p>
      <p className="mt-0.5 text-sm text-muted">{children}</p>
    </div>
  );
}
