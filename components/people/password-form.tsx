"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { notifyDone } from "../ui/notify";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { PasswordField } from "./password-field";

export function PasswordForm({
  about,
  save,
}: {
  about: readonly string[];
  save: (input: { current: string; next: string }) => Promise<Result<{ ended: number }>>;
}) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    call(
      () => save({ current, next }),
      ({ ended }) => {
        setCurrent("");
        setNext("");
        notifyDone(`The password is changed. ${endedWords(ended)}`);
        router.refresh();
      },
    );
  };
  return (
    <form onSubmit={submit} className="grid max-w-md justify-items-start gap-4 *:w-full">
      <FormProblem problem={problem} />
      <PasswordField label="Current password" value={current} onChange={setCurrent} />
      <PasswordField label="New password" fresh value={next} onChange={setNext} about={about} />
      <div>
        <Button type="submit" busy={busy}>
          Change the password
        </Button>
      </div>
    </form>
  );
}

const endedWords = (ended: number): string =>
  ended === 0
    ? "You were signed in nowhere else."
    : `Signed out in ${ended} other ${ended === 1 ? "place" : "places"}.`;
