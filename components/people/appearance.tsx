"use client";

import { useId } from "react";
import { type Theme, themes } from "../shell/theme";
import { useThemeChoice } from "../shell/use-theme-choice";
import { ChoiceGroup, Radio } from "../ui/choice";

const names: Record<Theme, string> = { system: "As the system does", light: "Light", dark: "Dark" };

/** Light or dark, in this browser. */
export function Appearance({ theme: stored }: { theme: Theme }) {
  const name = useId();
  const [theme, choose] = useThemeChoice(stored);
  return (
    <ChoiceGroup legend="Theme in this browser">
      {themes.map((value) => (
        <Radio
          key={value}
          name={name}
          label={names[value]}
          checked={theme === value}
          onChange={() => choose(value)}
        />
      ))}
    </ChoiceGroup>
  );
}
