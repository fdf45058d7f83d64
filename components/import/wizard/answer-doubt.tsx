"use client";

import { useId, useState, useTransition } from "react";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { DoubtCandidate, DoubtToAnswer } from "#lib/import/import-set.ts";
import type { DoubtAnswer } from "#lib/import/join-row.ts";
import { Button } from "../../ui/button";
import { Card } from "../../ui/card";
import { ChoiceGroup, Radio } from "../../ui/choice";

/** Null takes the answer back. Comes to the sentence of what went wrong, or null. */
export type AnswerDoubt = (
  doubt: Pick<DoubtToAnswer, "reason" | "value">,
  answer: DoubtAnswer | null,
) => Promise<string | null>;

/** What tells an account from others of its name. */
function detailOf({ domain, ids }: DoubtCandidate): string {
  return [domain, ...ids.map((id) => id.replace(":", " "))].filter((part) => part !== null).join(" · ");
}

interface AnswerDoubtCardProps {
  doubt: DoubtToAnswer;
  /** "1 of 3"; null where it is the only one. */
  place: string | null;
  answer: AnswerDoubt;
  /** Of its heading. */
  level: 2 | 3;
  /** Leaves it open and goes to the next; null where there is no other. */
  later: (() => void) | null;
}

/** One question about where rows belong: to one of several accounts, to all of them as one, or to none. */
export function AnswerDoubtCard({ doubt, place, answer, level, later }: AnswerDoubtCardProps) {
  const [chosen, setChosen] = useState<DoubtAnswer | null>(null);
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const save = () =>
    start(async () => {
      if (chosen !== null) setProblem(await answer(doubt, chosen));
    });
  return (
    <Card
      level={level}
      title={doubt.sentence}
      actions={place && <span className="text-sm text-muted tabular-nums">{place}</span>}
    >
      <Waiting doubt={doubt} />
      <Choices doubt={doubt} chosen={chosen} choose={setChosen} problem={problem} />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button variant="primary" busy={busy} disabled={chosen === null} onClick={save}>
          {busy ? "Joining…" : "Save the answer"}
        </Button>
        {later && <Button onClick={later}>Later</Button>}
      </div>
    </Card>
  );
}

/** The rows that wait for the answer: what they say often decides it. Rows that say the same stand together. */
function Waiting({ doubt: { rows, examples } }: { doubt: DoubtToAnswer }) {
  if (examples.length === 0) return null;
  const groups = new Map<string, { says: string; fileName: string; rows: number[] }>();
  for (const { says, fileName, row } of examples) {
    const key = `${fileName} ${says}`;
    const known = groups.get(key) ?? { says, fileName, rows: [] };
    groups.set(key, { ...known, rows: [...known.rows, row] });
  }
  const more = rows - examples.length;
  return (
    <ul className="mb-4 text-sm">
      {[...groups].map(([key, { says, fileName, rows: numbers }]) => (
        <li key={key} className="break-words">
          {says}
          <span className="text-muted">
            {" "}
            · {fileName}, {numbers.length === 1 ? "row" : "rows"} {numbers.map(formatCount).join(", ")}
          </span>
        </li>
      ))}
      {more > 0 && <li className="text-muted">and {formatCounted(more, "row")} more</li>}
    </ul>
  );
}

interface ChoicesProps {
  doubt: DoubtToAnswer;
  chosen: DoubtAnswer | null;
  choose: (answer: DoubtAnswer) => void;
  problem: string | null;
}

function Choices({ doubt: { candidates, rows }, chosen, choose, problem }: ChoicesProps) {
  const name = useId();
  const several = candidates.length > 1;
  return (
    <ChoiceGroup
      legend={rows > 0 ? "To which account do they belong?" : "What are they?"}
      error={problem ?? undefined}
    >
      {candidates.map((candidate) => (
        <Radio
          key={candidate.key}
          name={name}
          label={candidate.name}
          hint={detailOf(candidate)}
          checked={chosen?.kind === "account" && chosen.key === candidate.key}
          onChange={() => choose({ kind: "account", key: candidate.key })}
        />
      ))}
      {several && (
        <Radio
          name={name}
          label="They are one account"
          hint="All of them become one, with everything that is known of each."
          checked={chosen?.kind === "one"}
          onChange={() => choose({ kind: "one", keys: candidates.map(({ key }) => key) })}
        />
      )}
      <Radio
        name={name}
        label="Keep apart"
        hint={
          several
            ? "They are different, and the rows belong to none of them. The rows are kept and counted."
            : "The rows belong to another company. They are kept and counted."
        }
        checked={chosen?.kind === "apart"}
        onChange={() => choose({ kind: "apart" })}
      />
    </ChoiceGroup>
  );
}
