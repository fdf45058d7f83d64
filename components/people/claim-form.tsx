"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { FormProblem } from "./form-problem";
import { openSession } from "./open-session";
import { PasswordField } from "./password-field";
import { useCall } from "./use-call";

export interface Claim {
  token: string;
  name: string;
  email: string;
  password: string;
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
      <Field label="Your name" required>
        <Input
          autoComplete="name"
          maxLength={120}
          value={form.name}
          onChange={(e) => set("name")(e.target.value)}
        />
      </Field>
      <Field label="E-mail" required>
        <Input
          type="email"
          autoComplete="username"
          value={form.email}
          onChange={(e) => set("email")(e.target.value)}
        />
      </Field>
      <PasswordField
        label="Password"
        fresh
        value={form.password}
        onChange={set("password")}
        about={[form.name, form.email.split("@")[0] ?? ""]}
      />
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
