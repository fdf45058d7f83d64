"use client";

import type { ReactNode } from "react";
import { Button } from "./button";

/** What a page shows when it could not be drawn: what happened, and the way on. */
export function Failure({
  error,
  retry,
  actions,
}: {
  error: unknown;
  retry: () => void;
  actions?: ReactNode;
}) {
  const digest =
    typeof error === "object" && error !== null && "digest" in error && typeof error.digest === "string"
      ? error.digest
      : null;
  return (
    <div role="alert" className="mx-auto max-w-lg py-16 text-center">
      <h1 className="font-serif text-3xl font-normal">This page could not be shown.</h1>
      <p className="mt-3 text-muted">
        Nothing you saved is lost. Try again; if it stays like this, tell whoever runs this installation
        {digest ? " and give the number below" : ""}.
      </p>
      {digest && <p className="mt-2 text-sm text-muted tabular-nums">{digest}</p>}
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
        {actions}
      </div>
    </div>
  );
}
