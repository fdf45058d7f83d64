"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { type NewPerson, NewPersonFields } from "./new-person-fields";
import { openSession } from "./open-session";

export interface Claim extends NewPerson {
  token: string;
  workspaceName: string;
}

/** Makes the owner and the first workspace, signs in, and goes on to the two doors. */
export function ClaimForm({
  token,
  claim,
}: {
  token: string;
  claim: (input: Claim) => Promise<Result<{ slug: string }>>;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [form, setForm] = useState({ name: "", email: "", password: "", workspaceName: "" });
  const set = (field: keyof typeof form) => (value: string) => setForm((now) => ({ ...now, [field]: value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const run = async () => {
      const claimed = await claim({ token, ...form });
      return claimed.ok ? openSession(form.email, form.password) : claimed;
    };
    call<unknown>(run, () => {
      // Without the token: it is used, and an address is easily copied.
      router.replace("/welcome");
      router.refresh();
    });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <FormProblem problem={problem} />
      <NewPersonFields person={form} set={set} />
      <Field label="Workspace" hint="Usually the name of your company. It can be changed later." required>
        <Input
          autoComplete="organization"
          maxLength={80}
          value={form.workspaceName}
          onChange={(e) => set("workspaceName")(e.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        Create the workshop
      </Button>
    </form>
  );
}
