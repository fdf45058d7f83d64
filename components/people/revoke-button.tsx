"use client";

import { useRouter } from "next/navigation";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import type { useCall } from "../ui/use-call";

/** Ends what one row of a list gives away. `what` follows the word for those who hear the button alone. */
export function RevokeButton({
  what,
  revoke,
  calling: { call, busy },
}: {
  what: string;
  revoke: () => Promise<Result<null>>;
  /** The list's own, which shows what went wrong. */
  calling: Pick<ReturnType<typeof useCall>, "call" | "busy">;
}) {
  const router = useRouter();
  return (
    <Button size="sm" variant="danger" busy={busy} onClick={() => call(revoke, () => router.refresh())}>
      Revoke<span className="sr-only"> {what}</span>
    </Button>
  );
}
