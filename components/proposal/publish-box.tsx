"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import type { PublishAnswer } from "#lib/icp/lifecycle.ts";
import { listTeams } from "#lib/icp/next-step.ts";
import { FormProblem } from "../people/form-problem";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { notifyDone } from "../ui/notify";
import { Textarea } from "../ui/textarea";
import { useCall } from "../ui/use-call";

export type Publish = (input: {
  proposal: string;
  hash: string;
  reason: string;
}) => Promise<Result<{ number: number }>>;

/** Publishing, and where it is not possible the sentence that says why. */
export function PublishBox({
  answer,
  proposal,
  hash,
  versions,
  publish,
}: {
  answer: PublishAnswer;
  proposal: string;
  hash: string;
  versions: string;
  publish: Publish;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [reason, setReason] = useState("");
  const over = !answer.can && answer.why === "reason needed";
  const send = () =>
    call(
      () => publish({ proposal, hash, reason }),
      ({ number }) => {
        notifyDone(`Version ${number} is published.`);
        router.push(`${versions}/${number}`);
      },
    );
  return (
    <div className="mt-3 space-y-3 border-t border-line pt-4">
      {!answer.can && <p className="text-sm text-muted">{sayWhy(answer)}</p>}
      {over && (
        <Field label="Why it is published all the same" hint="The version prints it for good." required>
          <Textarea
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      )}
      <FormProblem problem={problem} />
      <Button variant="primary" className="w-full" busy={busy} disabled={!answer.can && !over} onClick={send}>
        {over ? "Publish over the dissent" : "Publish"}
      </Button>
    </div>
  );
}

function sayWhy(answer: Extract<PublishAnswer, { can: false }>): string {
  const teams = listTeams(answer.teams);
  switch (answer.why) {
    case "waiting":
      return `It can be published once ${teams} ${answer.teams.length === 1 ? "has" : "have"} decided.`;
    case "dissent":
      return `It cannot be published while ${teams} ${answer.teams.length === 1 ? "dissents" : "dissent"}.`;
    case "owner only":
      return `Only an owner may publish over the dissent of ${teams}.`;
    case "reason needed":
      return `You may publish over the dissent of ${teams}, with a reason.`;
  }
}
