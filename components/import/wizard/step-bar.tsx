import type { ReactNode } from "react";
import { Button } from "../../ui/button";

/** Always in sight: where this step stands, and the ways back and on. */
export function StepBar({
  words,
  problem,
  choice,
  back,
  children,
}: {
  words: ReactNode;
  problem?: string | undefined;
  /** What must be said before the way on is open. */
  choice?: ReactNode;
  back: (() => void) | null;
  /** The way on. */
  children: ReactNode;
}) {
  return (
    <div className="sticky bottom-[calc(3.25rem+env(safe-area-inset-bottom))] z-20 -mx-4 border-t border-line bg-paper/95 px-4 py-3 backdrop-blur-sm md:bottom-0 md:mx-0 md:px-0">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div role="status" className="min-w-0 flex-1 basis-64">
          <p className="font-medium">{words}</p>
          {problem && <p className="text-sm text-poor">{problem}</p>}
        </div>
        {choice}
        <div className="flex flex-wrap items-center gap-2">
          {back && <Button onClick={back}>Back</Button>}
          {children}
        </div>
      </div>
    </div>
  );
}
