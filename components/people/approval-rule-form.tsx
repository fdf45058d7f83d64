"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Team } from "#lib/access/can.ts";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/choice";
import { notifyDone } from "../ui/notify";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { TeamChoice } from "./team-choice";

export interface Rule {
  requiredTeams: readonly Team[];
  publishOverDissent: boolean;
}

/** Who must approve before a proposal becomes a version. */
export function ApprovalRuleForm({
  rule,
  save,
  disabled,
}: {
  rule: Rule;
  save: (input: { requiredTeams: Team[]; publishOverDissent: boolean }) => Promise<Result<null>>;
  disabled: boolean;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [teams, setTeams] = useState([...rule.requiredTeams]);
  const [overDissent, setOverDissent] = useState(rule.publishOverDissent);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    call(
      () => save({ requiredTeams: teams, publishOverDissent: overDissent }),
      () => {
        notifyDone("Saved.");
        router.refresh();
      },
    );
  };
  return (
    <form onSubmit={submit} className="grid justify-items-start gap-4">
      <FormProblem problem={problem} />
      <TeamChoice
        legend="These teams must approve"
        hint="A proposal can be published once each of them has said yes."
        value={teams}
        onChange={setTeams}
        disabled={disabled}
      />
      <Checkbox
        label="An owner may publish over a dissent"
        hint="With a reason, which the version shows for good, beside the dissent."
        checked={overDissent}
        disabled={disabled}
        onChange={(event) => setOverDissent(event.target.checked)}
      />
      {!disabled && (
        <Button type="submit" busy={busy}>
          Save
        </Button>
      )}
    </form>
  );
}
