"use client";

import { Check, Clock, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { Team } from "#lib/access/can.ts";
import { sayDate, startSentence } from "#lib/criteria/words.ts";
import type { Result } from "#lib/errors/result.ts";
import type { TeamState } from "#lib/icp/lifecycle.ts";
import { FormProblem } from "../people/form-problem";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";
import { useCall } from "../ui/use-call";

interface Decision {
  proposal: string;
  hash: string;
  team: Team;
  decision: "approve" | "dissent";
  reason: string;
}
export type Decide = (input: Decision) => Promise<Result<null>>;

interface TeamBoxProps {
  state: TeamState;
  /** Whether the person looking may decide for this team. */
  mine: boolean;
  ageDays: number;
  proposal: string;
  hash: string;
  decide: Decide;
}

/** One team's yes or no, and for its members the way to give it. */
export function TeamBox({ state, mine, ageDays, proposal, hash, decide }: TeamBoxProps) {
  const heading = useId();
  return (
    <li className="py-3 first:pt-0" aria-labelledby={heading}>
      <div className="flex items-baseline justify-between gap-3">
        <h3 id={heading}>{startSentence(state.team)}</h3>
        <Standing state={state} ageDays={ageDays} />
      </div>
      {state.decision && (
        <p className="mt-0.5 text-sm text-muted">
          {state.decision.by}, {sayDate(state.decision.at.slice(0, 10))}
        </p>
      )}
      {state.decision?.reason && (
        <p className="mt-1 text-sm whitespace-pre-line">“{state.decision.reason}”</p>
      )}
      {mine && <Choice state={state} proposal={proposal} hash={hash} decide={decide} />}
    </li>
  );
}

function Standing({ state, ageDays }: { state: TeamState; ageDays: number }) {
  const line = "inline-flex items-center gap-1 text-sm";
  if (state.state === "approved") {
    return (
      <span className={`${line} text-good`}>
        <Check aria-hidden="true" className="size-4" /> Approved
      </span>
    );
  }
  if (state.state === "dissented") {
    return (
      <span className={`${line} text-poor`}>
        <X aria-hidden="true" className="size-4" /> Dissents
      </span>
    );
  }
  const asked = ageDays === 0 ? "today" : ageDays === 1 ? "yesterday" : `${ageDays} days ago`;
  return (
    <span className={`${line} text-muted`}>
      <Clock aria-hidden="true" className="size-4" /> {state.required ? `Asked ${asked}` : "Need not decide"}
    </span>
  );
}

function Choice({
  state,
  proposal,
  hash,
  decide,
}: Pick<TeamBoxProps, "state" | "proposal" | "hash" | "decide">) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [dissenting, setDissenting] = useState(false);
  const [reason, setReason] = useState("");
  const send = (decision: Decision["decision"]) =>
    call(
      () =>
        decide({ proposal, hash, team: state.team, decision, reason: decision === "dissent" ? reason : "" }),
      () => {
        setDissenting(false);
        setReason("");
        router.refresh();
      },
    );
  const name = <span className="sr-only"> for {state.team}</span>;
  if (dissenting) {
    return (
      <div className="mt-2 space-y-2">
        <Field label="What speaks against it" required>
          <Textarea
            rows={2}
            maxLength={2000}
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <FormProblem problem={problem} />
        <div className="flex gap-2">
          <Button variant="danger" size="sm" busy={busy} onClick={() => send("dissent")}>
            Record the dissent{name}
          </Button>
          <Button size="sm" onClick={() => setDissenting(false)}>
            Cancel
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="mt-2 space-y-2">
      <FormProblem problem={problem} />
      <div className="flex gap-2">
        {state.state !== "approved" && (
          <Button variant="primary" size="sm" busy={busy} onClick={() => send("approve")}>
            Approve{name}
          </Button>
        )}
        {state.state !== "dissented" && (
          <Button size="sm" onClick={() => setDissenting(true)}>
            Dissent{name}
          </Button>
        )}
      </div>
    </div>
  );
}
