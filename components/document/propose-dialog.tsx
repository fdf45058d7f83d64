"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { proseLimits } from "#lib/icp/document.ts";
import { FormProblem } from "../people/form-problem";
import { Button } from "../ui/button";
import { Dialog, DialogActions } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";
import { useCall } from "../ui/use-call";

export type Propose = (input: { base: number; summary: string }) => Promise<Result<{ number: number }>>;

/** Puts the draft up for approval, as it stands on the screen. */
export function ProposeDialog({
  revision,
  note,
  supersedes,
  toMend,
  disabled,
  saving,
  address,
  propose,
}: {
  revision: number;
  note: string;
  /** The number of the open proposal that this one would replace. */
  supersedes: number | null;
  toMend: number;
  disabled: boolean;
  /** An edit is on its way; what is proposed is what is stored, so it is waited for. */
  saving: boolean;
  address: string;
  propose: Propose;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [summary, setSummary] = useState<string | null>(null);
  const submit = () =>
    call(
      () => propose({ base: revision, summary: summary ?? note }),
      () => router.push(address),
    );
  return (
    <Dialog
      trigger={
        <Button variant="primary" disabled={disabled}>
          Propose
        </Button>
      }
      title="Propose this draft"
      description="What stands here now is frozen. Marketing, sales and product approve exactly that; the draft may move on."
    >
      <Field label="What changes, and why" hint="Read by those who approve, and kept with the version.">
        <Textarea
          maxLength={proseLimits.changeNote}
          value={summary ?? note}
          onChange={(event) => setSummary(event.target.value)}
        />
      </Field>
      {supersedes !== null && (
        <p className="mt-3 text-sm">It replaces proposal {supersedes}, which is still open.</p>
      )}
      {toMend > 0 && (
        <p className="mt-3 text-sm text-warn">
          {toMend === 1 ? "1 thing is" : `${toMend} things are`} still to mend. You can propose it all the
          same.
        </p>
      )}
      <div className="mt-3">
        <FormProblem problem={problem} />
      </div>
      <DialogActions>
        <Button variant="primary" onClick={submit} busy={busy || saving}>
          Propose
        </Button>
      </DialogActions>
    </Dialog>
  );
}
