"use client";

import { ButtonLink } from "../components/ui/button";
import { Failure } from "../components/ui/failure";

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="px-4">
      <Failure error={error} retry={retry} actions={<ButtonLink href="/">Start page</ButtonLink>} />
    </main>
  );
}
