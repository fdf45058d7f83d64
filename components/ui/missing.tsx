import type { ReactNode } from "react";

/** The page for an address where nothing is, or nothing for this reader: the two look the same. */
export function Missing({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto max-w-lg py-16 text-center">
      <h1 className="font-serif text-3xl font-normal">There is nothing here.</h1>
      <p className="mt-3 text-muted">
        The address may be mistyped, what stood here may have been removed, or it may not be yours to see.
      </p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">{children}</div>
    </div>
  );
}
