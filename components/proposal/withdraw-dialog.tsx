"use client";

import { useRouter } from "next/navigation";
import type { Result } from "#lib/errors/result.ts";
import { FormProblem } from "../people/form-problem";
import { Button } from "../ui/button";
import { Dialog, DialogActions } from "../ui/dialog";
import { useCall } from "../ui/use-call";

export type Withdraw = (input: { proposal: string }) => Promise<Result<null>>;

export function WithdrawDialog({
  proposal,
  address,
  withdraw,
}: {
  proposal: string;
  address: string;
  withdraw: Withdraw;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  return (
    <Dialog
      trigger={<Button>Withdraw</Button>}
      title="Withdraw this proposal?"
      description="Nobody can approve or publish it then. Proposing the same content again keeps the approvals."
    >
      <FormProblem problem={problem} />
      <DialogActions>
        <Button
          variant="danger"
          busy={busy}
          onClick={() =>
            call(
              () => withdraw({ proposal }),
              () => router.push(address),
            )
          }
        >
          Withdraw
        </Button>
      </DialogActions>
    </Dialog>
  );
}
