"use client";

import type { QualityMark } from "#lib/icp/quality.ts";
import { kindNames } from "#lib/icp/say-entries.ts";
import { useDraftView } from "./draft-context";
import { proseTexts } from "./prose-section";

const parts: readonly { readonly id: string; readonly title: string }[] = [
  { id: "profile", title: proseTexts.profile.title },
  { id: "currentTruth", title: proseTexts.currentTruth.title },
  { id: "definition", title: "Good customer" },
  { id: "must-have", title: kindNames["must-have"].many },
  { id: "signal", title: kindNames.signal.many },
  { id: "disqualifier", title: kindNames.disqualifier.many },
  { id: "useCase", title: proseTexts.useCase.title },
  { id: "urgency", title: proseTexts.urgency.title },
  { id: "maturity", title: proseTexts.maturity.title },
  { id: "buyingMotion", title: proseTexts.buyingMotion.title },
  { id: "committee", title: "Buying committee" },
  { id: "voices", title: "Pains and goals" },
  { id: "triggers", title: "Triggers" },
  { id: "successConditions", title: "Success" },
  { id: "bets", title: "Bets" },
  { id: "changeNote", title: proseTexts.changeNote.title },
];

/** The way through the document, with how much each part needs mending. */
export function Outline() {
  const { marks } = useDraftView();
  return (
    <nav aria-label="Parts of the document" className="text-sm">
      <ul className="space-y-0.5">
        {parts.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex justify-between gap-2 rounded-sm px-2 py-1 text-muted hover:bg-accent-soft hover:text-ink"
            >
              {title}
              <MarkCount marks={marks.filter((mark) => mark.section === id)} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function MarkCount({ marks }: { marks: readonly QualityMark[] }) {
  if (marks.length === 0) return null;
  return (
    <span className="text-warn tabular-nums">
      {marks.length}
      <span className="sr-only"> to mend</span>
    </span>
  );
}
