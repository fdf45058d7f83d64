"use client";

import { Check, CircleHelp, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Value } from "#lib/accounts/attribute.ts";
import type { Truth } from "#lib/criteria/criterion.ts";
import { sayNumber } from "#lib/criteria/words.ts";
import type { Result } from "#lib/errors/result.ts";
import type { CheckedAccount, CheckedRule } from "#lib/icp/check.ts";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useCall } from "../ui/use-call";

export interface AccountCheck {
  readonly find: (input: { words: string }) => Promise<Result<readonly { id: string; name: string }[]>>;
  readonly check: (input: { account: string }) => Promise<Result<CheckedAccount>>;
}

/** The operational test: any account gets accept, reject or undecided, with the rule cited. */
export function CheckAccount({ find, check }: AccountCheck) {
  const { call, busy, problem } = useCall();
  const [found, setFound] = useState<readonly { id: string; name: string }[] | null>(null);
  const [checked, setChecked] = useState<CheckedAccount | null>(null);
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get("words") ?? "").trim();
    if (words === "") return;
    setChecked(null);
    call(() => find({ words }), setFound);
  };
  const choose = (account: string) => call(() => check({ account }), setChecked);
  return (
    <Card title="Check an account">
      <form onSubmit={search} className="flex items-end gap-2">
        <Field label="Name" error={problem} className="flex-1">
          <Input name="words" type="search" maxLength={200} autoComplete="off" />
        </Field>
        <Button type="submit" busy={busy}>
          Find<span className="sr-only"> the account</span>
        </Button>
      </form>
      <div aria-live="polite">
        {!checked && found && (
          <ul className="mt-2">
            {found.length === 0 && <li className="text-sm text-muted">No account has this name.</li>}
            {found.map(({ id, name }) => (
              <li key={id}>
                <button
                  type="button"
                  onClick={() => choose(id)}
                  className="w-full rounded-sm px-2 py-1 text-left hover:bg-accent-soft"
                >
                  {name}
                </button>
              </li>
            ))}
          </ul>
        )}
        {checked && <Answer checked={checked} />}
      </div>
    </Card>
  );
}

const verdictTone = { accept: "text-good", reject: "text-poor", undecided: "text-uncertain" } as const;

function Answer({ checked }: { checked: CheckedAccount }) {
  return (
    <div className="mt-3">
      <h3 className="font-semibold">{checked.name}</h3>
      <p className={verdictTone[checked.verdict]}>{checked.sentence}</p>
      {checked.questions.length > 0 && (
        <ul className="mt-1 text-sm">
          {checked.questions.map((question) => (
            <li key={question}>Ask: “{question}”</li>
          ))}
        </ul>
      )}
      <ul className="mt-2 space-y-1 text-sm">
        {checked.rules.map((rule) => (
          <RuleLine key={rule.id} rule={rule} />
        ))}
      </ul>
      <div className="mt-2">
        <CopyButton text={`${checked.name}. ${checked.sentence}`}>Copy the sentence</CopyButton>
      </div>
    </div>
  );
}

const truthMarks: Record<Truth, { Icon: typeof Check; word: string }> = {
  yes: { Icon: Check, word: "Yes" },
  no: { Icon: X, word: "No" },
  unknown: { Icon: CircleHelp, word: "Not known" },
};

function RuleLine({ rule }: { rule: CheckedRule }) {
  const { Icon, word } = truthMarks[rule.truth];
  return (
    <li className="flex gap-1.5">
      <Icon aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-muted" />
      <span className="min-w-0">
        <span className="sr-only">{word}: </span>
        <span className={rule.cited ? "font-medium" : ""}>{rule.words}</span>
        <span className="text-muted">: {rule.known.map(({ value }) => sayValue(value)).join(", ")}</span>
      </span>
    </li>
  );
}

function sayValue(value: Value): string {
  if (value === null) return "not known";
  if (typeof value === "number") return sayNumber(value);
  return typeof value === "string" ? value : value.join("; ") || "none";
}
