"use client";

import { useEffect, useState } from "react";
import type { Condition } from "#lib/criteria/criterion.ts";
import { sayNumber, sayPercent } from "#lib/criteria/words.ts";
import type { CriterionFigures } from "#lib/icp/snapshot.ts";
import { useDraftView } from "./draft-context";
import { customers, measureWord } from "./words";

/** How many customers match a rule that is being written, and how they did. `when` is null while it is no rule. */
export function RulePreview({ when }: { when: Condition[] | null }) {
  const { snapshot } = useDraftView();
  const figures = usePreview(when);
  if (!snapshot) return null;
  return (
    <p className="min-h-10 text-sm text-muted tabular-nums" aria-live="polite">
      {figures && sayPreview(figures, measureWord(snapshot.measure))}
    </p>
  );
}

function sayPreview(figures: CriterionFigures, good: string): string {
  const total = figures.yes + figures.no + figures.unknown;
  const unknown = figures.unknown > 0 ? `, ${sayNumber(figures.unknown)} unknown` : "";
  const matches = `${sayNumber(figures.yes)} of ${customers(total)} match${unknown}.`;
  const { inside, outside } = figures.sides ?? {};
  if (!inside?.good) return matches;
  const others = outside?.good ? `, others ${sayPercent(outside.good.value)}` : "";
  return `${matches} ${sayPercent(inside.good.value)} of them are ${good}${others}.`;
}

const pause = 250;

/** Asks once the writer pauses; an answer to an older question is dropped. */
function usePreview(when: Condition[] | null): CriterionFigures | null {
  const { help } = useDraftView();
  const [figures, setFigures] = useState<CriterionFigures | null>(null);
  const key = when && JSON.stringify(when);
  const { preview } = help;
  useEffect(() => {
    if (key === null) {
      setFigures(null);
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const result = await preview({ when: JSON.parse(key) as Condition[] }).catch(() => null);
      if (current) setFigures(result?.ok ? result.value : null);
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, preview]);
  return figures;
}
