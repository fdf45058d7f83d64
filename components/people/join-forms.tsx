"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { type NewPerson, NewPersonFields } from "./new-person-fields";
import { openSession } from "./open-session";

type Joined = Promise<Result<{ slug: string }>>;

/** For somebody who has an account here and is signed in. */
export function JoinForm({
  token,
  person,
  workspaceName,
  join,
}: {
  token: string;
  person: { name: string; email: string };
  workspaceName: string;
  join: (input: { token: string }) => Joined;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const submit = () =>
    call(
      () => join({ token }),
      ({ slug }) => router.replace(`/w/${slug}/overview`),
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] justify-items-start gap-4">
      <FormProblem problem={problem} />
      <p>
        You are signed in as <strong>{person.name}</strong> ({person.email}).
      </p>
      <Button variant="primary" busy={busy} onClick={submit} className="max-w-full">
        <span className="truncate">Join {workspaceName}</span>
      </Button>
    </div>
  );
}

/** For somebody who has no account here yet. */
export function JoinAsNewForm({
  token,
  joinAsNew,
}: {
  token: string;
  joinAsNew: (input: NewPerson & { token: string }) => Joined;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [form, setForm] = useState<NewPerson>({ name: "", email: "", password: "" });
  const set = (field: keyof NewPerson) => (value: string) => setForm((now) => ({ ...now, [field]: value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const run = async (): Joined => {
      const joined = await joinAsNew({ token, ...form });
      if (!joined.ok) return joined;
      const opened = await openSession(form.email, form.password);
      return opened.ok ? joined : opened;
    };
    call(run, ({ slug }) => router.replace(`/w/${slug}/overview`));
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <FormProblem problem={problem} />
      <NewPersonFields person={form} set={set} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          Join
        </Button>
        <ButtonLink variant="quiet" href={`/sign-in?next=${encodeURIComponent(`/invite/${token}`)}`}>
          I have an account
        </ButtonLink>
      </div>
    </form>
  );
}
