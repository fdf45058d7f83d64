"use client";

import { buttonClass } from "../components/ui/button";
import { Failure } from "../components/ui/failure";

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="px-4">
      <Failure
        error={error}
        retry={retry}
        actions={
          // A plain link loads everything anew, which a page that broke may need.
          <a href="/" className={buttonClass()}>
            Start page
          </a>
        }
      />
    </main>
  );
}
