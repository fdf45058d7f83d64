"use client";

import { type KeyboardEvent, useState } from "react";
import type { Suggestions } from "#lib/criteria/suggestions.ts";
import { sayNumber } from "#lib/criteria/words.ts";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/choice";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

/** Chooses values: the commonest of the data with their counts, and any other by typing it. */
export function LevelPicker({
  chosen,
  suggestions,
  onChange,
}: {
  chosen: readonly string[];
  suggestions: Suggestions;
  onChange: (members: readonly string[]) => void;
}) {
  const [typed, setTyped] = useState("");
  const levels = suggestions.kind === "levels" ? suggestions.levels : [];
  const known = new Set(levels.map((one) => one.value));
  const others = chosen.filter((value) => !known.has(value)).map((value) => ({ value, count: null }));
  const wanted = typed.trim().toLowerCase();
  const shown = [...others, ...levels].filter((one) => one.value.toLowerCase().includes(wanted));
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  const exact = [...others, ...levels].some((one) => one.value === typed.trim());
  const mayAdd = typed.trim() !== "" && !exact;
  const add = () => {
    onChange([...chosen, typed.trim()]);
    setTyped("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // Enter chooses the one value that is left; it must not send the form around it.
    event.preventDefault();
    const only = shown.length === 1 ? shown[0] : undefined;
    if (only) toggle(only.value);
    else if (mayAdd) add();
  };
  return (
    <div>
      <Field label="Values" hint={`${chosen.length} chosen`}>
        <Input
          value={typed}
          maxLength={500}
          placeholder="Find or type a value"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      {mayAdd && (
        <Button size="sm" className="mt-2 max-w-full" onClick={add}>
          <span className="truncate">Add “{typed.trim()}”</span>
        </Button>
      )}
      <fieldset className="mt-2 max-h-48 overflow-y-auto rounded-md border border-line px-3 py-1">
        <legend className="sr-only">Values in the data</legend>
        {shown.length === 0 && <p className="py-1 text-sm text-muted">No such value in the data.</p>}
        {shown.map(({ value, count }) => (
          <Checkbox
            key={value}
            checked={chosen.includes(value)}
            onChange={() => toggle(value)}
            label={
              <span className="flex justify-between gap-3">
                <span className="min-w-0 break-words">{value}</span>
                <span className="text-muted tabular-nums">
                  {count === null ? "not in the data" : sayNumber(count)}
                </span>
              </span>
            }
            className="[&>span]:flex-1"
          />
        ))}
        {suggestions.kind === "levels" && suggestions.more > 0 && (
          <p className="py-1 text-sm text-muted">
            And {sayNumber(suggestions.more)} rarer ones: type to add one.
          </p>
        )}
      </fieldset>
    </div>
  );
}
