"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { formatCounted } from "#lib/analysis/format.ts";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { useCall } from "../ui/use-call";

export type Undo = (input: { importId: string }) => Promise<Result<unknown>>;

interface UndoImportProps {
  /** The one, or any of those that came together. */
  importId: string;
  /** The file's name, or "5 files". */
  what: string;
  rows: number;
  undo: Undo;
}

/** Asks, then takes back exactly what one import brought, with the files that came with it. */
export function UndoImport({ importId, what, rows, undo }: UndoImportProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { call, busy, problem } = useCall();
  const run = () =>
    call(
      () => undo({ importId }),
      () => {
        setOpen(false);
        router.refresh();
      },
    );
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Undo the import of ${what}?`}
      description="Exactly what it brought is taken back. Customers that another import also knows stay, as that one tells them. The draft and the versions stay as they are."
      trigger={
        <Button size="sm" variant="quiet">
          Undo<span className="sr-only"> the import of {what}</span>
        </Button>
      }
    >
      {problem && (
        <Notice tone="error" live>
          {problem}
        </Notice>
      )}
      <DialogActions>
        <DialogClose>
          <Button>Keep it</Button>
        </DialogClose>
        <Button variant="danger" busy={busy} onClick={run}>
          {busy ? "Undoing…" : `Undo ${formatCounted(rows, "row")}`}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
