import { cx } from "class-variance-authority";

/** The shape of something that is on its way. Give it a size with `className`. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cx("animate-breathe rounded-sm bg-line/70", className)} />;
}

/** A page's head and a few rows, for loading.tsx. */
export function PageSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-8 w-80 max-w-full" />
      <Skeleton className="mt-3 h-4 w-[28rem] max-w-full" />
      <div className="mt-10 space-y-4">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have nothing else and never move
          <Skeleton key={row} className="h-5 w-full max-w-3xl" />
        ))}
      </div>
    </div>
  );
}
