"use client";

import type { ValueType } from "#lib/accounts/attribute.ts";
import type { ConditionForm } from "#lib/criteria/condition-form.ts";
import type { Suggestions } from "#lib/criteria/suggestions.ts";
import { sayDate, sayNumber } from "#lib/criteria/words.ts";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { LevelPicker } from "./level-picker";

interface ValueFieldsProps {
  form: ConditionForm;
  type: ValueType;
  suggestions: Suggestions;
  onChange: (form: ConditionForm) => void;
}

/** The fields that an operator needs on an attribute of this type. */
export function ValueFields({ form, type, suggestions, onChange }: ValueFieldsProps) {
  const hint = saySpread(suggestions, type);
  switch (form.operator) {
    case "is known":
    case "is unknown":
      return null;
    case "one of":
    case "none of":
    case "contains any":
    case "contains all":
    case "contains none":
      return (
        <LevelPicker
          chosen={form.members}
          suggestions={suggestions}
          onChange={(members) => onChange({ ...form, members })}
        />
      );
    case "between":
      return (
        <div className="grid grid-cols-2 gap-3">
          <Field label="From" hint="Included. Leave empty for no lower end.">
            <ScalarInput type={type} value={form.from} onChange={(from) => onChange({ ...form, from })} />
          </Field>
          <Field label="To under" hint={hint ?? "Not included. Leave empty for no upper end."}>
            <ScalarInput type={type} value={form.to} onChange={(to) => onChange({ ...form, to })} />
          </Field>
        </div>
      );
    case "happened within":
      return (
        <Field label="The last days" hint={hint}>
          <Input
            inputMode="numeric"
            value={form.value}
            placeholder="90"
            onChange={(event) => onChange({ ...form, value: event.target.value })}
          />
        </Field>
      );
    default:
      return (
        <SingleValue form={form} type={type} suggestions={suggestions} hint={hint} onChange={onChange} />
      );
  }
}

function saySpread(suggestions: Suggestions, type: ValueType): string | undefined {
  const levels = suggestions.kind === "levels" && type === "range" ? suggestions.levels : [];
  if (levels.length > 1) return `${levels[0]?.value} to ${levels.at(-1)?.value} in the data.`;
  if (suggestions.kind === "dates")
    return `From ${sayDate(suggestions.first)} to ${sayDate(suggestions.last)} in the data.`;
  if (suggestions.kind !== "numbers") return undefined;
  const [low, first, , third, high] = suggestions.quartiles.map((value) => sayNumber(value));
  return `${low} to ${high} in the data, half between ${first} and ${third}.`;
}

function SingleValue({
  form,
  type,
  suggestions,
  hint,
  onChange,
}: ValueFieldsProps & { hint: string | undefined }) {
  const set = (value: string) => onChange({ ...form, value });
  if (suggestions.kind === "levels" && form.operator === "equals" && suggestions.more === 0) {
    const values = suggestions.levels.map((one) => one.value);
    const kept = form.value !== "" && !values.includes(form.value) ? [form.value] : [];
    return (
      <Field label="Value">
        <Select value={form.value} onChange={(event) => set(event.target.value)}>
          <option value="">Choose a value</option>
          {[...values, ...kept].map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </Select>
      </Field>
    );
  }
  return (
    <Field label="Value" hint={hint}>
      <ScalarInput type={type} value={form.value} onChange={set} />
    </Field>
  );
}

function ScalarInput({
  type,
  value,
  onChange,
}: {
  type: ValueType;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Input
      type={type === "date" ? "date" : "text"}
      inputMode={type === "number" || type === "range" ? "decimal" : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
