"use client";

import { cx } from "class-variance-authority";
import { TriangleAlert } from "lucide-react";
import { keepPercents } from "#lib/analysis/format.ts";
import type { Criterion } from "#lib/criteria/criterion.ts";
import { sayCriterion, sayPoints } from "#lib/criteria/say.ts";
import { startSentence } from "#lib/criteria/words.ts";
import { CriterionMenu } from "./criterion-menu";
import { useDraftView } from "./draft-context";
import { sayDifference, sayMatches, toneClass } from "./words";

interface CriterionRowProps {
  criterion: Criterion;
  /** The ids of its list, in order, for moving it. */
  siblings: readonly string[];
  onOpen: () => void;
  onEvidence: () => void;
}

/** One rule as a sentence, with what it rests on and what it does to today's customers. */
export function CriterionRow({ criterion, siblings, onOpen, onEvidence }: CriterionRowProps) {
  const { mayEdit, snapshot } = useDraftView();
  const figures = snapshot?.criteria.find((one) => one.id === criterion.id);
  const difference = sayDifference(figures?.sides ?? null);
  const words = sayCriterion(criterion);
  return (
    <li id={`criterion-${criterion.id}`} className="group scroll-mt-24 border-b border-line py-2.5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          {mayEdit ? (
            <button
              type="button"
              onClick={onOpen}
              className="-mx-1 rounded-sm px-1 text-left font-serif text-xl hover:bg-accent-soft"
            >
              <span className="sr-only">Edit: </span>
              {words}
            </button>
          ) : (
            <p className="font-serif text-xl">{words}</p>
          )}
          <Details
            criterion={criterion}
            matches={figures ? sayMatches(figures, snapshot?.measure ?? null) : null}
          />
        </div>
        <div className="flex shrink-0 items-start gap-1">
          {difference && (
            <button
              type="button"
              onClick={onEvidence}
              title="How much more often its customers are good ones than the others, today"
              className={cx(
                "hidden rounded-sm px-1 pt-1 text-right text-sm tabular-nums hover:bg-accent-soft sm:block",
                toneClass[difference.tone],
              )}
            >
              <span className="sr-only">Evidence: </span>
              {difference.words}
            </button>
          )}
          {mayEdit && (
            <CriterionMenu
              criterion={criterion}
              siblings={siblings}
              onOpen={onOpen}
              onEvidence={onEvidence}
            />
          )}
        </div>
      </div>
      <Marks id={criterion.id} />
    </li>
  );
}

function Details({ criterion, matches }: { criterion: Criterion; matches: string | null }) {
  const { help } = useDraftView();
  const names = new Set(criterion.when.map((one) => one.attribute));
  const dimensions = new Set(
    help.attributes.filter((one) => names.has(one.name)).map((one) => one.dimension),
  );
  const parts = [
    startSentence([...dimensions].join(", ")),
    // "Score", because the difference beside it counts points of another kind.
    criterion.kind === "signal" && criterion.points !== null && `score ${sayPoints(criterion.points)}`,
    criterion.crmField && `CRM field ${criterion.crmField}`,
    matches,
    criterion.question && `“${criterion.question}”`,
    criterion.owner && `owned by ${criterion.owner}`,
  ].filter(Boolean);
  return (
    <>
      <p className="mt-0.5 text-sm text-muted tabular-nums">{keepPercents(parts.join(" · "))}</p>
      {criterion.rationale && <p className="mt-0.5 text-sm text-muted">{criterion.rationale}</p>}
    </>
  );
}

function Marks({ id }: { id: string }) {
  const { marks } = useDraftView();
  const own = marks.filter((mark) => mark.id === id);
  if (own.length === 0) return null;
  return (
    <ul className="mt-1 space-y-0.5">
      {own.map((mark) => (
        <li key={mark.rule} className="flex items-start gap-1.5 text-sm text-warn">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          {shortWords[mark.rule] ?? mark.sentence}
        </li>
      ))}
    </ul>
  );
}

/** Beside the rule itself its sentence need not be said again. */
const shortWords: Partial<Record<string, string>> = {
  "no evidence": "Hypothesis: no evidence yet",
  "weak evidence": "Its evidence is not enough",
  "no points": "Gives no points",
};
