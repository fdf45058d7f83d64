"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { notifyDone } from "../ui/notify";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";

/** One name and a button: of the workspace, or one's own. */
export function NameForm({
  label,
  hint,
  name: stored,
  save,
  disabled = false,
}: {
  label: string;
  hint?: string;
  name: string;
  save: (input: { name: string }) => Promise<Result<null>>;
  disabled?: boolean;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [name, setName] = useState(stored);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    call(
      () => save({ name }),
      () => {
        notifyDone("Saved.");
        router.refresh();
      },
    );
  };
  return (
    <form onSubmit={submit} className="grid max-w-md justify-items-start gap-3">
      <FormProblem problem={problem} />
      <Field label={label} hint={hint} required className="w-full">
        <Input
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
          disabled={disabled}
        />
      </Field>
      {!disabled && (
        <Button type="submit" busy={busy}>
          Save
        </Button>
      )}
    </form>
  );
}
