"use client";

import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { type Attribute, dimensions } from "#lib/accounts/attribute.ts";
import { type ConditionForm, newForm } from "#lib/criteria/condition-form.ts";
import { type Operator, operatorsFor } from "#lib/criteria/operators.ts";
import type { Suggestions } from "#lib/criteria/suggestions.ts";
import { startSentence } from "#lib/criteria/words.ts";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { useDraftView } from "./draft-context";
import { ValueFields } from "./value-fields";

interface ConditionFieldsProps {
  form: ConditionForm;
  /** From 1; told to screen readers. */
  position: number;
  problem: string | undefined;
  onChange: (form: ConditionForm) => void;
  onRemove: (() => void) | null;
}

/** One condition: what is asked about, how, and of which value. */
export function ConditionFields({ form, position, problem, onChange, onRemove }: ConditionFieldsProps) {
  const { help } = useDraftView();
  const attribute = help.attributes.find((one) => one.name === form.attribute);
  const type = attribute?.type ?? "text";
  const suggestions = useSuggestions(form.attribute);
  const choose = (name: string) => {
    const chosen = help.attributes.find((one) => one.name === name);
    onChange(newForm(name, chosen?.type ?? "text"));
  };
  // An operator that no longer fits stays visible, so that it can be seen and replaced.
  const operators = [...new Set<Operator>([...operatorsFor[type], form.operator])];
  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="sr-only">Condition {position}</legend>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_11rem_auto]">
        <Field label="Attribute" error={form.attribute === "" ? problem : undefined}>
          <Select value={form.attribute} onChange={(event) => choose(event.target.value)}>
            <option value="">Choose an attribute</option>
            <AttributeOptions attributes={help.attributes} kept={form.attribute} />
          </Select>
        </Field>
        <Field label="Asks">
          <Select
            value={form.operator}
            disabled={form.attribute === ""}
            onChange={(event) => onChange({ ...form, operator: event.target.value as Operator })}
          >
            {operators.map((operator) => (
              <option key={operator} value={operator}>
                {operatorWords[operator]}
              </option>
            ))}
          </Select>
        </Field>
        {onRemove && (
          <Button
            variant="quiet"
            size="icon"
            className="self-end"
            aria-label={`Remove condition ${position}`}
            onClick={onRemove}
          >
            <X aria-hidden="true" />
          </Button>
        )}
      </div>
      {form.attribute !== "" && (
        <div className="mt-3">
          <ValueFields form={form} type={type} suggestions={suggestions} onChange={onChange} />
          {problem && (
            <p role="alert" className="mt-2 text-sm text-poor">
              {problem}
            </p>
          )}
        </div>
      )}
    </fieldset>
  );
}

const operatorWords: Record<Operator, string> = {
  equals: "is",
  "one of": "is one of",
  "none of": "is none of",
  between: "is between",
  "at least": "is at least",
  "at most": "is at most",
  "contains any": "includes any of",
  "contains all": "includes all of",
  "contains none": "includes none of",
  "happened within": "was within",
  "is known": "is known",
  "is unknown": "is unknown",
};

/** By dimension. What is known only after the sale cannot choose whom to sell to, so it is not offered. */
function AttributeOptions({ attributes, kept }: { attributes: readonly Attribute[]; kept: string }) {
  const offered = attributes.filter((one) => one.knownAt !== "customer" || one.name === kept);
  return (
    <>
      {dimensions.map((dimension) => {
        const own = offered.filter((one) => one.dimension === dimension);
        if (own.length === 0) return null;
        return (
          <optgroup key={dimension} label={startSentence(dimension)}>
            {own.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </optgroup>
        );
      })}
      {kept !== "" && !offered.some((one) => one.name === kept) && (
        <option value={kept}>{kept} (not in the data)</option>
      )}
    </>
  );
}

function useSuggestions(attribute: string): Suggestions {
  const { suggest } = useDraftView().help;
  const [suggestions, setSuggestions] = useState<Suggestions>({ kind: "none" });
  useEffect(() => {
    let current = true;
    setSuggestions({ kind: "none" });
    if (attribute === "") return;
    suggest({ attribute })
      .then((result) => {
        if (current && result.ok) setSuggestions(result.value);
      })
      // Suggestions are a help: without them the values can still be typed.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [attribute, suggest]);
  return suggestions;
}
