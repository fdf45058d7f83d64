"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { Textarea } from "../ui/textarea";
import { useCall } from "../ui/use-call";

export type SetAsideAction = (input: {
  accountId: string;
  recordKey?: string;
  reason: string;
}) => Promise<Result<unknown>>;
export type PutBack = (input: { exclusionId: string }) => Promise<Result<unknown>>;

interface SetAsideProps {
  account: { readonly id: string; readonly name: string };
  /** One deal or subscription of the account; without it the whole account. */
  row?: { readonly key: string; readonly name: string };
  setAside: SetAsideAction;
}

/** Asks for the reason, then sets an account or one of its deals aside. */
export function SetAside({ account, row, setAside }: SetAsideProps) {
  const what = row?.name ?? account.name;
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [without, setWithout] = useState(false);
  const { call, busy, problem, forget } = useCall();
  const run = () => {
    if (reason.trim() === "") return setWithout(true);
    call(
      () => setAside({ accountId: account.id, ...(row ? { recordKey: row.key } : {}), reason }),
      () => {
        setOpen(false);
        setReason("");
        router.refresh();
      },
    );
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Set ${what} aside?`}
      description="Every analysis leaves it out from now on, and can still be shown with it. No data is deleted, and it can be put back at any time."
      trigger={
        <Button size="sm" variant={row ? "quiet" : "secondary"}>
          Set aside…<span className="sr-only"> {what}</span>
        </Button>
      }
    >
      <Field
        label="Reason"
        hint="Such as: a one-off deal, won through a founder’s friend."
        error={without ? "Please give a reason." : problem}
        required
      >
        <Textarea
          value={reason}
          maxLength={1000}
          onChange={(event) => {
            setWithout(false);
            forget();
            setReason(event.target.value);
          }}
        />
      </Field>
      <DialogActions>
        <DialogClose>
          <Button>Keep it in</Button>
        </DialogClose>
        <Button variant="primary" busy={busy} onClick={run}>
          {busy ? "Setting aside…" : "Set aside"}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Puts back what was set aside. */
export function PutBackButton({
  exclusionId,
  what,
  putBack,
}: {
  exclusionId: string;
  what: string;
  putBack: PutBack;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const run = () =>
    call(
      () => putBack({ exclusionId }),
      () => router.refresh(),
    );
  return (
    <>
      <Button size="sm" busy={busy} onClick={run}>
        {busy ? "Putting back…" : "Put back"}
        <span className="sr-only"> {what}</span>
      </Button>
      {problem && (
        <Notice tone="error" live className="mt-2">
          {problem}
        </Notice>
      )}
    </>
  );
}
