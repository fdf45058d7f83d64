"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Role, Team } from "#lib/access/can.ts";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Select } from "../ui/select";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { Moment } from "./moment";
import { RoleChoice } from "./role-choice";
import { TeamChoice } from "./team-choice";

type Days = 1 | 7 | 30;
const dayNames: Record<Days, string> = { 1: "One day", 7: "A week", 30: "30 days" };
const dayChoices: readonly Days[] = [1, 7, 30];

type Invite = (input: {
  role: Role;
  teams: Team[];
  note: string;
  days: Days;
}) => Promise<Result<{ token: string; expiresAt: string }>>;

interface Made {
  link: string;
  expiresAt: string;
  note: string;
}

/** Makes a link for one person, and shows it this once. */
export function InviteForm({ invite }: { invite: Invite }) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [role, setRole] = useState<Role>("editor");
  const [teams, setTeams] = useState<Team[]>([]);
  const [note, setNote] = useState("");
  const [days, setDays] = useState<Days>(7);
  const [made, setMade] = useState<Made>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    call(
      () => invite({ role, teams, note, days }),
      ({ token, expiresAt }) => {
        setMade({ link: `${window.location.origin}/invite/${token}`, expiresAt, note });
        setNote("");
        router.refresh();
      },
    );
  };
  return (
    <Card title="Invite somebody">
      <form onSubmit={submit} className="grid gap-4">
        <FormProblem problem={problem} />
        <div className="grid gap-4 sm:grid-cols-2">
          <RoleChoice value={role} onChange={setRole} />
          <TeamChoice
            legend="Teams"
            hint="For which they approve or dissent."
            value={teams}
            onChange={setTeams}
          />
          <Field label="For whom" hint="A name for this list. They choose their own.">
            <Input maxLength={120} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
          <Field label="The link works for">
            <Select
              value={days}
              onChange={(event) => setDays(dayChoices.find((d) => d === Number(event.target.value)) ?? 7)}
            >
              {dayChoices.map((choice) => (
                <option key={choice} value={choice}>
                  {dayNames[choice]}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
          Make the link
        </Button>
      </form>
      {made && <MadeLink {...made} />}
    </Card>
  );
}

function MadeLink({ link, expiresAt, note }: Made) {
  return (
    <Notice
      tone="good"
      live
      title={note ? `Send this to ${note}` : "Send this to one person"}
      actions={<CopyButton text={link}>Copy the link</CopyButton>}
      className="mt-4"
    >
      <p className="mb-2 font-mono text-xs break-all select-all" data-testid="invitation-link">
        {link}
      </p>
      <p>
        It is shown only now, lets one person in, and works until <Moment at={expiresAt} />.
      </p>
    </Notice>
  );
}
