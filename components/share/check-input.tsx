"use client";

import { type Answer, type Input as CriterionInput, isReadable, other } from "#lib/criteria/inputs.ts";
import { Checkbox, ChoiceGroup } from "../ui/choice";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";

interface CheckInputProps {
  input: CriterionInput;
  answer: Answer;
  onAnswer: (answer: Answer) => void;
}

/** Headings such as `security_owner` are read as words. */
const labelOf = (attribute: string) => (/\s/.test(attribute) ? attribute : attribute.replaceAll("_", " "));

/** One question about a company; not answered is always possible, and means unknown. */
export function CheckInput({ input, answer, onAnswer }: CheckInputProps) {
  if (input.kind === "list") return <Members input={input} answer={answer} onAnswer={onAnswer} />;
  const value = typeof answer === "string" ? answer : "";
  const label = labelOf(input.attribute);
  if (input.kind === "choice" || input.kind === "known") {
    const choices = choicesOf(input);
    return (
      <Field label={label}>
        <Select
          value={choices.findIndex((choice) => choice.value === value)}
          onChange={(event) => onAnswer(choices[Number(event.target.value)]?.value ?? "")}
        >
          <option value={-1}>Not known</option>
          {choices.map((choice, i) => (
            <option key={choice.value} value={i}>
              {choice.label}
            </option>
          ))}
        </Select>
      </Field>
    );
  }
  const error = isReadable(input, answer) ? undefined : "A single number, such as 250.";
  return (
    <Field label={label} error={error}>
      <Input
        value={value}
        onChange={(event) => onAnswer(event.target.value)}
        {...(input.kind === "number" ? { inputMode: "decimal", placeholder: "Not known" } : { type: "date" })}
      />
    </Field>
  );
}

function choicesOf(input: Extract<CriterionInput, { kind: "choice" | "known" }>) {
  if (input.kind === "known") return [{ value: other, label: "Known" }];
  const named = input.choices.map((value) => ({ value, label: value }));
  return input.yesNo ? named : [...named, { value: other, label: "Something else" }];
}

function Members({
  input,
  answer,
  onAnswer,
}: CheckInputProps & { input: Extract<CriterionInput, { kind: "list" }> }) {
  const chosen = Array.isArray(answer) ? (answer as readonly string[]) : null;
  const toggle = (member: string, on: boolean) => {
    const rest = (chosen ?? []).filter((one) => one !== member);
    const next = on ? [...rest, member] : rest;
    onAnswer(next.length > 0 ? next : null);
  };
  return (
    <ChoiceGroup legend={labelOf(input.attribute)}>
      {input.choices.map((choice) => (
        <Checkbox
          key={choice}
          label={choice}
          checked={chosen?.includes(choice) ?? false}
          onChange={(event) => toggle(choice, event.target.checked)}
        />
      ))}
      <Checkbox
        label="None of these"
        checked={chosen?.length === 0}
        onChange={(event) => onAnswer(event.target.checked ? [] : null)}
      />
    </ChoiceGroup>
  );
}
