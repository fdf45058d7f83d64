"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/choice";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog";
import { notifyDone } from "../ui/notify";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import type { MemberRow, SaveMember } from "./member";
import { RoleChoice } from "./role-choice";
import { TeamChoice } from "./team-choice";

/** Role, teams, and whether somebody may come in. Holds from their next request on. */
export function MemberDialog({ member, save }: { member: MemberRow; save: SaveMember }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={member.name}
      description="A change holds from their next click on."
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm">
          Change<span className="sr-only"> {member.name}</span>
        </Button>
      }
    >
      <MemberForm member={member} save={save} done={() => setOpen(false)} />
    </Dialog>
  );
}

function MemberForm({ member, save, done }: { member: MemberRow; save: SaveMember; done: () => void }) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [role, setRole] = useState(member.role);
  const [teams, setTeams] = useState([...member.teams]);
  const [disabled, setDisabled] = useState(member.disabled);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    call(
      () => save({ member: member.id, role, teams, disabled }),
      () => {
        done();
        notifyDone("Saved.");
        router.refresh();
      },
    );
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <FormProblem problem={problem} />
      <RoleChoice value={role} onChange={setRole} />
      <TeamChoice
        legend="Teams"
        hint="For which they approve or dissent."
        value={teams}
        onChange={setTeams}
      />
      <Checkbox
        label="Disabled"
        hint="They cannot open this workspace. What they did stays."
        checked={disabled}
        onChange={(event) => setDisabled(event.target.checked)}
      />
      <DialogActions>
        <DialogClose>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
      </DialogActions>
    </form>
  );
}
