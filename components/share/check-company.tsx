"use client";

import { useId, useState } from "react";
import { type Answer, type Input as CriterionInput, inputsOf, valuesOf } from "#lib/criteria/inputs.ts";
import { sayVerdict } from "#lib/criteria/say.ts";
import { judge, type Verdict } from "#lib/criteria/verdict.ts";
import type { SharedRule } from "#lib/icp/shared-version.ts";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { CheckInput } from "./check-input";

/**
 * Accept, reject or undecided for a company that somebody describes, with the rule. Judged in the page: what is
 * typed here is sent nowhere. `today` is an ISO date.
 */
export function CheckCompany({
  rules,
  number,
  today,
}: {
  rules: readonly SharedRule[];
  number: number;
  today: string;
}) {
  const id = useId();
  const [name, setName] = useState("");
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map());
  const inputs = inputsOf(rules);
  const answer = (attribute: string, value: Answer) => setAnswers(new Map(answers).set(attribute, value));
  const clear = () => {
    setName("");
    setAnswers(new Map());
  };
  const verdict = judge(rules, valuesOf(inputs, answers), today);
  return (
    <section
      aria-labelledby={id}
      className="rounded-lg border border-line bg-raised p-5 shadow-raised [--mark-ground:var(--color-raised)]"
    >
      <h2 id={id} className="text-lg">
        Check a company
      </h2>
      <p className="mt-1 mb-4 text-sm text-muted">Answer what you know. It stays in this page.</p>
      <Field label="Company" className="mb-3">
        <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
      </Field>
      <div className="space-y-3">
        {inputs.map((input: CriterionInput) => (
          <CheckInput
            key={input.attribute}
            input={input}
            answer={answers.get(input.attribute) ?? null}
            onAnswer={(value) => answer(input.attribute, value)}
          />
        ))}
      </div>
      {answers.size > 0 && <Result verdict={verdict} name={name.trim()} number={number} onClear={clear} />}
    </section>
  );
}

const words = {
  accept: { word: "Accept", ink: "text-good" },
  reject: { word: "Reject", ink: "text-poor" },
  undecided: { word: "Undecided", ink: "text-ink" },
} as const;

function Result({
  verdict,
  name,
  number,
  onClear,
}: {
  verdict: Verdict<SharedRule>;
  name: string;
  number: number;
  onClear: () => void;
}) {
  const { word, ink } = words[verdict.verdict];
  const sentence = sayVerdict(verdict);
  const card = [
    name ? `${name}. ${sentence}` : sentence,
    ...(verdict.questions.length > 0 ? [`To ask: ${verdict.questions.join(" ")}`] : []),
    `(Ideal customer profile, version ${number})`,
  ].join(" ");
  return (
    <div className="mt-5 border-t border-line pt-4">
      <div role="status">
        <p className={`text-xl font-semibold ${ink}`}>{word}</p>
        <p className="mt-1">{sentence.slice(sentence.indexOf(":") + 1).trim()}</p>
        {verdict.verdict === "reject" && <Sayings rules={verdict.rules} />}
      </div>
      {verdict.questions.length > 0 && (
        <>
          <p className="mt-3 text-sm font-medium">Ask</p>
          <ul className="mt-0.5 space-y-1">
            {verdict.questions.map((question) => (
              <li key={question}>
                <q>{question}</q>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <CopyButton text={card} size="sm" variant="primary">
          Copy the card
        </CopyButton>
        <Button size="sm" variant="quiet" onClick={onClear}>
          Start again
        </Button>
      </div>
    </div>
  );
}

/** The words for saying no, where the rules that reject have some. */
function Sayings({ rules }: { rules: readonly SharedRule[] }) {
  const said = rules.filter((rule) => rule.rationale);
  return said.map((rule) => (
    <p key={rule.id} className="mt-1 text-sm text-muted">
      {rule.rationale}
    </p>
  ));
}
