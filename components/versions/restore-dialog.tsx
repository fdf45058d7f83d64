"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import type { Result } from "#lib/errors/result.ts";
import { FormProblem } from "../people/form-problem";
import { Button } from "../ui/button";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog";
import { notifyDone } from "../ui/notify";
import { useCall } from "../ui/use-call";

export type RestoreVersion = (input: {
  version: number;
  base: number;
}) => Promise<Result<{ revision: number }>>;

/** Makes the draft say again what a version said, after asking. */
export function RestoreDialog({
  number,
  base,
  restore,
  documentAddress,
  small = false,
}: {
  number: number;
  /** The draft's revision when this was shown. */
  base: number;
  restore: RestoreVersion;
  documentAddress: string;
  small?: boolean;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const confirm = () =>
    call(
      () => restore({ version: number, base }),
      () => {
        notifyDone(`The draft says again what version ${number} said.`);
        router.push(documentAddress);
      },
    );
  return (
    <Dialog
      title={`Restore version ${number} as the draft?`}
      description="The draft will say what this version says. What it holds beyond that is archived and can be brought back. No version changes, and the current one stays until the teams approve another."
      trigger={
        <Button size={small ? "sm" : "md"}>
          <RotateCcw aria-hidden="true" />
          Restore<span className="sr-only"> version {number} as the draft</span>
        </Button>
      }
    >
      <FormProblem problem={problem} />
      <DialogActions>
        <DialogClose>
          <Button>Keep the draft</Button>
        </DialogClose>
        <Button variant="primary" busy={busy} onClick={confirm}>
          Restore as the draft
        </Button>
      </DialogActions>
    </Dialog>
  );
}
