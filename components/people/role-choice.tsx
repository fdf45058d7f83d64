"use client";

import { useId } from "react";
import { type Role, roles } from "#lib/access/can.ts";
import { ChoiceGroup, Radio } from "../ui/choice";
import { roleMeanings, roleNames } from "./words";

export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const name = useId();
  return (
    <ChoiceGroup legend="Role">
      {roles.map((role) => (
        <Radio
          key={role}
          name={name}
          label={roleNames[role]}
          hint={roleMeanings[role]}
          checked={value === role}
          onChange={() => onChange(role)}
        />
      ))}
    </ChoiceGroup>
  );
}
