"use client";

import { Select } from "../../ui/select";

/** A select over a closed list of words, named by what it chooses of what: "Dimension of Contract". */
export function ChoiceSelect<T extends string>({
  label,
  value,
  words,
  only,
  className,
  onChange,
}: {
  label: string;
  value: T;
  words: Readonly<Record<T, string>>;
  /** The ones that can be chosen, in order; all by default. */
  only?: readonly T[];
  className?: string;
  onChange: (value: T) => void;
}) {
  const choices = only ?? (Object.keys(words) as T[]);
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
      {...(className ? { className } : {})}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {words[choice]}
        </option>
      ))}
    </Select>
  );
}
