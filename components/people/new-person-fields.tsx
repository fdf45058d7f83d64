"use client";

import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { PasswordField } from "./password-field";

export interface NewPerson {
  name: string;
  email: string;
  password: string;
}

/** Who somebody is and how they will sign in, asked of everybody who makes an account. */
export function NewPersonFields({
  person,
  set,
}: {
  person: NewPerson;
  set: (field: keyof NewPerson) => (value: string) => void;
}) {
  return (
    <>
      <Field label="Your name" required>
        <Input
          autoComplete="name"
          maxLength={120}
          value={person.name}
          onChange={(event) => set("name")(event.target.value)}
        />
      </Field>
      <Field label="E-mail" required>
        <Input
          type="email"
          autoComplete="username"
          value={person.email}
          onChange={(event) => set("email")(event.target.value)}
        />
      </Field>
      <PasswordField
        label="Password"
        fresh
        value={person.password}
        onChange={set("password")}
        about={[person.name, person.email.split("@")[0] ?? ""]}
      />
    </>
  );
}
