"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { BackTestSubject } from "#lib/analysis/back-test/back-test.ts";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { Button } from "../ui/button";
import { notifyProblem } from "../ui/notify";

/** Counts a look at the customers held back, and lets the page show what comes of it. */
export type LookAction = (workspace: string, input: { subject: BackTestSubject }) => Promise<Result<unknown>>;

export function LookButton({
  workspace,
  subject,
  look,
}: {
  workspace: string;
  subject: BackTestSubject;
  look: LookAction;
}) {
  const [busy, start] = useTransition();
  const router = useRouter();
  const open = () =>
    start(async () => {
      const answer = await look(workspace, { subject });
      if (!answer.ok) return notifyProblem(sentenceOf(answer));
      router.refresh();
    });
  return (
    <Button variant="primary" busy={busy} onClick={open}>
      Try them on the customers held back
    </Button>
  );
}
