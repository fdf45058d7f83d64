"use client";

import { type Answer, type Input as CriterionInput, other } from "#lib/criteria/inputs.ts";
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
  if (input.kind === "number" || input.kind === "date") {
    return (
      <Field label={label}>
        <Input
          value={value}
          onChange={(event) => onAnswer(event.target.value)}
          {...(input.kind === "number"
            ? { inputMode: "decimal", placeholder: "Not known" }
            : { type: "date" })}
        />
      </Field>
    );
  }
  return (
    <Field label={label}>
      <Select value={value} onChange={(event) => onAnswer(event.target.value)}>
        <option value="">Not known</option>
        {input.kind === "choice" &&
          input.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        {input.kind === "choice" && !input.yesNo && <option value={other}>Something else</option>}
        {input.kind === "known" && <option value={other}>Known</option>}
      </Select>
    </Field>
  );
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
