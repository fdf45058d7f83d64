"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { failureOf } from "#lib/errors/sentence.ts";
import type { AnsweredDoubt, DoubtToAnswer, JoinCounts } from "#lib/import/import-set.ts";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import type { AnswerDoubt } from "./wizard/answer-doubt";
import { AnsweredDoubts, JoinDoubts } from "./wizard/join-doubts";
import { JoinFigures } from "./wizard/join-figures";
import { type WizardLooks, written } from "./wizard/use-preview";

interface OpenJoinsProps {
  doubts: readonly DoubtToAnswer[];
  answered: readonly AnsweredDoubt[];
  /** Null where nothing was joined yet. */
  joins: JoinCounts | null;
  /** Null for those who may not. */
  answer: WizardLooks["answer"] | null;
}

/** What the last joining left open in the workspace; an answer joins anew at once. */
export function OpenJoins({ doubts, answered, joins, answer }: OpenJoinsProps) {
  const router = useRouter();
  const [, refresh] = useTransition();
  const say: AnswerDoubt = async ({ reason, value }, chosen) => {
    if (answer === null) return null;
    const result = await answer({ reason, value, answer: written(chosen) }).catch(() => undefined);
    const problem = failureOf(result);
    if (problem === null) refresh(() => router.refresh());
    return problem;
  };
  return (
    <div className="space-y-5">
      {joins && (
        <Card title="How the rows were joined">
          <JoinFigures joins={joins} />
        </Card>
      )}
      {answer === null && doubts.length > 0 ? (
        <Notice>Owners and editors of the workspace can answer.</Notice>
      ) : (
        <>
          <JoinDoubts doubts={doubts} answer={say} level={2} />
          <AnsweredDoubts answered={answered} answer={say} level={2} />
        </>
      )}
    </div>
  );
}
