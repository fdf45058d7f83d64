"use client";

import { type Team, teams } from "#lib/access/can.ts";
import { Checkbox, ChoiceGroup } from "../ui/choice";
import { teamNames } from "./words";

/** One or more teams. */
export function TeamChoice({
  legend,
  hint,
  value,
  onChange,
  disabled = false,
}: {
  legend: string;
  hint?: string;
  value: readonly Team[];
  onChange: (teams: Team[]) => void;
  disabled?: boolean;
}) {
  return (
    <ChoiceGroup legend={legend} {...(hint ? { hint } : {})}>
      <div className="flex flex-wrap gap-x-5">
        {teams.map((team) => (
          <Checkbox
            key={team}
            label={teamNames[team]}
            checked={value.includes(team)}
            disabled={disabled}
            onChange={(event) =>
              onChange(
                teams.filter((other) => (other === team ? event.target.checked : value.includes(other))),
              )
            }
          />
        ))}
      </div>
    </ChoiceGroup>
  );
}
