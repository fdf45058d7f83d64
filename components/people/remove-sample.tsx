"use client";

import { useRouter } from "next/navigation";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";

/** Takes the whole sample workspace away, after asking. */
export function RemoveSample({
  remove,
}: {
  remove: (input: Record<string, never>) => Promise<Result<{ next: string }>>;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const confirm = () =>
    call(
      () => remove({}),
      ({ next }) => {
        router.replace(next);
        router.refresh();
      },
    );
  return (
    <Card title="Remove the sample" id="remove-sample">
      <p className="mb-3 max-w-prose text-muted">
        This workspace holds made-up companies. Removing it takes away everything in it, also what you
        changed, and nothing outside it.
      </p>
      <Dialog
        title="Remove the sample workspace?"
        description="Its customers, draft, versions and share links go with it. You can open a fresh one at any time."
        width="sm"
        trigger={<Button variant="danger">Remove the sample</Button>}
      >
        <FormProblem problem={problem} />
        <DialogActions>
          <DialogClose>
            <Button>Keep it</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} onClick={confirm}>
            Remove it
          </Button>
        </DialogActions>
      </Dialog>
    </Card>
  );
}
