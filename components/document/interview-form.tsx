"use client";

import { type FormEvent, useState } from "react";
import type { Evidence } from "#lib/criteria/criterion.ts";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Textarea } from "../ui/textarea";

type Interview = Extract<Evidence, { source: "interview" }>;

/** What customers said, and how many of those who were asked. */
export function InterviewForm({ onSave }: { onSave: (evidence: Interview) => void }) {
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const [said, of] = [Number(text("said")), Number(text("of"))];
    if (said > of) setProblem("No more can have said it than were asked.");
    else onSave({ source: "interview", quote: text("quote"), account: text("account"), said, of });
  };
  return (
    <form onSubmit={submit} className="space-y-3">
      <h3 className="eyebrow">What customers said</h3>
      <Field label="In their words" required>
        <Textarea name="quote" maxLength={2000} rows={2} />
      </Field>
      <Field label="Who" hint="Seen by members only, never on a shared page.">
        <Input name="account" maxLength={200} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="How many said so" error={problem}>
          <Input name="said" type="number" min={0} step={1} required defaultValue={1} />
        </Field>
        <Field label="Of how many asked">
          <Input name="of" type="number" min={1} step={1} required defaultValue={1} />
        </Field>
      </div>
      <Button type="submit" size="sm">
        Put it behind this criterion
      </Button>
    </form>
  );
}
