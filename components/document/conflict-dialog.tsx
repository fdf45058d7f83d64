"use client";

import { sayConflict } from "#lib/icp/conflict.ts";
import { Button } from "../ui/button";
import { Dialog, DialogActions } from "../ui/dialog";
import type { SaveState } from "./save-queue";

/** Two people wrote at the same place: both texts, and a choice. Nothing is stored until it is made. */
export function ConflictDialog({
  conflict,
  open,
  setOpen,
  takeTheirs,
  keepOurs,
}: {
  conflict: Extract<SaveState, { kind: "conflict" }>;
  open: boolean;
  setOpen: (open: boolean) => void;
  takeTheirs: () => void;
  keepOurs: () => void;
}) {
  const { theirs, ours } = sayConflict(conflict.edit, conflict.theirs);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Someone changed this meanwhile"
      description="Nothing was overwritten. Choose which of the two stays."
      width="lg"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Side title={`By ${conflict.by}`} text={theirs} />
        <Side title="Yours" text={ours} />
      </div>
      <DialogActions>
        <Button onClick={takeTheirs}>Take theirs</Button>
        <Button variant="primary" onClick={keepOurs}>
          Keep mine
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Side({ title, text }: { title: string; text: string }) {
  return (
    <div className="rounded-md border border-line p-3">
      <h3 className="eyebrow mb-1">{title}</h3>
      <p className="font-serif text-lg whitespace-pre-line">{text}</p>
    </div>
  );
}
