"use client";

import { useRouter } from "next/navigation";
import type { BackTestSubject } from "#lib/analysis/back-test/back-test.ts";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { notifyProblem } from "../ui/notify";
import { useCall } from "../ui/use-call";

/** Counts a look at the customers held back, and lets the page show what comes of it. */
export type LookAction = (
  workspace: string,
  input: { subject: BackTestSubject; withSetAside: boolean },
) => Promise<Result<unknown>>;

export function LookButton({
  workspace,
  subject,
  withSetAside,
  look,
}: {
  workspace: string;
  subject: BackTestSubject;
  withSetAside: boolean;
  look: LookAction;
}) {
  const { call, busy } = useCall();
  const router = useRouter();
  const open = () =>
    call(
      () => look(workspace, { subject, withSetAside }),
      () => router.refresh(),
      notifyProblem,
    );
  return (
    <Button variant="primary" busy={busy} onClick={open}>
      Try them on the customers held back
    </Button>
  );
}
