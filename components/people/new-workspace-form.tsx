"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";

export function NewWorkspaceForm({
  createWorkspace,
}: {
  createWorkspace: (input: { name: string }) => Promise<Result<{ slug: string }>>;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    call(
      () => createWorkspace({ name }),
      ({ slug }) => router.push(`/w/${slug}/import`),
    );
  };
  return (
    <form onSubmit={submit} className="mt-3 grid justify-items-start gap-3">
      <FormProblem problem={problem} />
      <Field label="Name of the new workspace" required className="w-full">
        <Input maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="submit" busy={busy}>
        Create it
      </Button>
    </form>
  );
}
