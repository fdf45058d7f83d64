"use client";

import { cx } from "class-variance-authority";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { passwordStrength, shortestPassword } from "#lib/access/password.ts";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** A new password shows how strong it is; a known one does not. */
  fresh?: boolean;
  /** Name and address of the person, which a password should not hold. */
  about?: readonly string[];
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ label, value, onChange, fresh = false, about = [] }: PasswordFieldProps) {
  const [visible, setVisible] = useState(false);
  return (
    <Field label={label} required hint={fresh ? <StrengthHint password={value} about={about} /> : undefined}>
      <span className="relative block">
        <Input
          type={visible ? "text" : "password"}
          autoComplete={fresh ? "new-password" : "current-password"}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          minLength={fresh ? shortestPassword : undefined}
          maxLength={200}
          className="pr-10"
          autoCapitalize="off"
          spellCheck={false}
        />
        <button
          type="button"
          onClick={() => setVisible(!visible)}
          aria-label={visible ? "Hide the password" : "Show the password"}
          className="absolute inset-y-0 right-0 flex w-10 items-center justify-center rounded-md text-muted hover:text-ink [&_svg]:size-4"
        >
          {visible ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        </button>
      </span>
    </Field>
  );
}

const barClasses = ["bg-poor", "bg-warn", "bg-good", "bg-good"] as const;

function StrengthHint({ password, about }: { password: string; about: readonly string[] }) {
  if (password === "") return <>At least {shortestPassword} characters. A few words are better than signs.</>;
  const { level, words } = passwordStrength(password, about);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="flex gap-0.5">
        {[0, 1, 2, 3].map((step) => (
          <span
            key={step}
            className={cx("h-1 w-5 rounded-full", step <= level ? barClasses[level] : "bg-line")}
          />
        ))}
      </span>
      <span>{words}</span>
    </span>
  );
}
