"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { openSession } from "./open-session";
import { PasswordField } from "./password-field";

export function SignInForm({ next }: { next: string }) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    call(
      () => openSession(email, password),
      () => {
        router.replace(next);
        router.refresh();
      },
    );
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <FormProblem problem={problem} />
      <Field label="E-mail" required>
        <Input
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <PasswordField label="Password" value={password} onChange={setPassword} />
      <Button type="submit" variant="primary" busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
