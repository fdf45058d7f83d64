"use client";

import { TriangleAlert } from "lucide-react";
import { keepPercents } from "#lib/analysis/format.ts";
import type { Criterion } from "#lib/criteria/criterion.ts";
import { sayCriterion, sayPoints } from "#lib/criteria/say.ts";
import { startSentence } from "#lib/criteria/words.ts";
import type { Sides } from "#lib/icp/snapshot.ts";
import { CriterionMenu } from "./criterion-menu";
import { useDraftView } from "./draft-context";
import { sayDifference, sayFrozen, sayMatches, toneClass } from "./words";

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
  const words = sayCriterion(criterion);
  return (
    <li id={`criterion-${criterion.id}`} className="group scroll-mt-24 border-b border-line py-2.5">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 sm:grid-cols-[minmax(0,1fr)_auto_auto]">
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
        <div className="col-start-1 sm:col-start-2 sm:row-start-1 sm:text-right">
          <Evidence criterion={criterion} sides={figures?.sides ?? null} onEvidence={onEvidence} />
        </div>
        {mayEdit && (
          <div className="col-start-2 row-start-1 sm:col-start-3">
            <CriterionMenu
              criterion={criterion}
              siblings={siblings}
              onOpen={onOpen}
              onEvidence={onEvidence}
            />
          </div>
        )}
      </div>
      <Marks id={criterion.id} />
    </li>
  );
}

/** The difference it makes: as it was when the evidence was frozen, and as the data has it today. */
function Evidence({
  criterion: { evidence },
  sides,
  onEvidence,
}: {
  criterion: Criterion;
  sides: Sides | null;
  onEvidence: () => void;
}) {
  const { snapshot } = useDraftView();
  const now = sayDifference(sides);
  if (!now && !evidence) return null;
  return (
    <button
      type="button"
      onClick={onEvidence}
      title="How much more often its customers are good ones than the others"
      className="-mx-1 rounded-sm px-1 pt-1 text-left text-sm text-muted tabular-nums hover:bg-accent-soft sm:text-right"
    >
      <span className="sr-only">Evidence. </span>
      {now && (
        <span className="block">
          Today <span className={toneClass[now.tone]}>{now.words}</span>
        </span>
      )}
      {evidence && (
        <span className="block">
          {evidence.source === "pattern"
            ? `When added ${sayFrozen(evidence, snapshot?.measure ?? null)}`
            : `${evidence.said} of ${evidence.of} said so`}
        </span>
      )}
    </button>
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
