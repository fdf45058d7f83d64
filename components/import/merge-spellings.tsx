"use client";

import { useState, useTransition } from "react";
import { formatCount } from "#lib/analysis/format.ts";
import type { SpellingOffer } from "#lib/analysis/spelling-offers.ts";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { ShowAll } from "../ui/show-all";

export type AnswerSpelling = (pair: SpellingOffer, same: boolean) => Promise<string | null>;

const shownFirst = 6;

/** Asks of spellings that look alike whether they are the same; nothing is merged that nobody has said. */
export function MergeSpellings({
  pairs,
  answer,
}: {
  pairs: readonly SpellingOffer[];
  /** The sentence of what went wrong, or null. */
  answer: AnswerSpelling;
}) {
  if (pairs.length === 0) return null;
  return (
    <Card padding="flush" title="The same, spelled twice?">
      <p className="px-5 pb-3 text-sm text-muted">
        Choose the spelling to keep. Both are then read as one value; the cells stay as they are, and a merge
        can be taken back.
      </p>
      <ShowAll
        items={pairs}
        first={shownFirst}
        row={(pair) => (
          <OnePair key={`${pair.attribute} ${pair.from} ${pair.to}`} pair={pair} answer={answer} />
        )}
      />
    </Card>
  );
}

function OnePair({ pair, answer }: { pair: SpellingOffer; answer: AnswerSpelling }) {
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const { attribute, from, fromCount, to, toCount } = pair;
  const say = (said: SpellingOffer, same: boolean) => start(async () => setProblem(await answer(said, same)));
  // The commoner spelling is often the wrong one: either may be kept.
  const otherWay = { attribute, from: to, fromCount: toCount, to: from, toCount: fromCount };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-5 py-2.5">
      <div className="min-w-0">
        <p className="text-sm text-muted">{attribute}</p>
        <p className="break-words">
          <span className="font-medium">{to}</span>{" "}
          <span className="text-muted tabular-nums">{formatCount(toCount)}</span>,{" "}
          <span className="font-medium">{from}</span>{" "}
          <span className="text-muted tabular-nums">{formatCount(fromCount)}</span>: the same?
        </p>
        {problem && (
          <p role="alert" className="text-sm text-poor">
            {problem}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {[pair, otherWay].map((kept) => (
          <Button key={kept.to} size="sm" busy={busy} onClick={() => say(kept, true)}>
            Yes, {kept.to}
            <span className="sr-only"> is {kept.from} too</span>
          </Button>
        ))}
        <Button size="sm" variant="quiet" busy={busy} onClick={() => say(pair, false)}>
          No
          <span className="sr-only">
            , {from} is not {to}
          </span>
        </Button>
      </div>
    </li>
  );
}
