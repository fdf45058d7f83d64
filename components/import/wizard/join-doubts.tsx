"use client";

import { useEffect, useRef, useState } from "react";
import { formatCounted } from "#lib/analysis/format.ts";
import type { AnsweredDoubt, DoubtToAnswer } from "#lib/import/import-set.ts";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { ShowAll } from "../../ui/show-all";
import { sayDay } from "../words";
import { type AnswerDoubt, AnswerDoubtCard } from "./answer-doubt";

type Named = Pick<DoubtToAnswer, "reason" | "value">;
const keyOf = ({ reason, value }: Named) => `${reason} ${value}`;

/** The doubtful joins, one question at a time. */
export function JoinDoubts({
  doubts,
  answer,
  level = 3,
}: {
  doubts: readonly DoubtToAnswer[];
  answer: AnswerDoubt;
  /** Of the headings. */
  level?: 2 | 3;
}) {
  const [at, setAt] = useState(0);
  const place = Math.min(at, doubts.length - 1);
  const question = doubts[place];
  const box = useRef<HTMLDivElement>(null);
  const key = question && keyOf(question);
  const shown = useRef(key);
  // The next question takes the focus, so that it is read out and answered without searching for it.
  useEffect(() => {
    if (shown.current === key) return;
    shown.current = key;
    box.current?.focus();
  }, [key]);
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      {question ? (
        <AnswerDoubtCard
          key={key}
          doubt={question}
          place={doubts.length > 1 ? `${place + 1} of ${doubts.length}` : null}
          answer={answer}
          level={level}
          later={doubts.length > 1 ? () => setAt((place + 1) % doubts.length) : null}
        />
      ) : (
        <p className="font-medium">Nothing is left to answer.</p>
      )}
    </div>
  );
}

const shownFirst = 12;

/** What has been answered, with the way to take it back. */
export function AnsweredDoubts({
  answered,
  answer,
  level = 3,
}: {
  answered: readonly AnsweredDoubt[];
  answer: AnswerDoubt;
  level?: 2 | 3;
}) {
  if (answered.length === 0) return null;
  return (
    <Card level={level} padding="flush" title={`${formatCounted(answered.length, "answer")} given`}>
      <ShowAll
        items={answered}
        first={shownFirst}
        row={(doubt) => <AnsweredRow key={keyOf(doubt)} doubt={doubt} answer={answer} />}
      />
    </Card>
  );
}

function AnsweredRow({ doubt, answer }: { doubt: AnsweredDoubt; answer: AnswerDoubt }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const takeBack = async () => {
    setBusy(true);
    setProblem(await answer(doubt, null));
    setBusy(false);
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-5 py-2">
      <div className="min-w-0">
        <p className="break-words">
          <span className="font-medium">{doubt.value}</span> {answerWords(doubt)}
        </p>
        <p className="text-sm text-muted">
          {doubt.by}, {sayDay(doubt.at)}
        </p>
        {problem && (
          <p role="alert" className="text-sm text-poor">
            {problem}
          </p>
        )}
      </div>
      <Button size="sm" variant="quiet" busy={busy} onClick={takeBack}>
        Ask again<span className="sr-only"> about {doubt.value}</span>
      </Button>
    </li>
  );
}

function answerWords({ answer }: AnsweredDoubt): string {
  switch (answer.kind) {
    case "account":
      // The key says how the account is named: its id, its address or its name.
      return `belongs to ${answer.key.slice(answer.key.indexOf(":") + 1).replace(":", " ")}`;
    case "one":
      return "is one account";
    case "apart":
      return "is kept apart";
  }
}
