"use client";

import { ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { SpellingMerge } from "#lib/accounts/merge-spellings.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import type { SpellingOffer } from "#lib/analysis/spelling-offers.ts";
import type { Result } from "#lib/errors/result.ts";
import { failureOf } from "#lib/errors/sentence.ts";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { MergeSpellings } from "./merge-spellings";
import { sayDay } from "./words";

/** What somebody has said of two spellings; `same` false tells them apart. */
export interface SaidOfSpellings extends SpellingMerge {
  readonly same: boolean;
  readonly by: string;
  readonly at: string;
}

interface SpellingsProps {
  offers: readonly SpellingOffer[];
  said: readonly SaidOfSpellings[];
  answer: (input: SpellingMerge & { same: boolean }) => Promise<Result<unknown>>;
  undo: (input: SpellingMerge) => Promise<Result<unknown>>;
}

/** Spellings that look like one value, asked about; and what has been said of such, with the way to take it back. */
export function Spellings({ offers, said, answer, undo }: SpellingsProps) {
  const router = useRouter();
  const after = async (asked: Promise<Result<unknown>>): Promise<string | null> => {
    const problem = failureOf(await asked.catch(() => undefined));
    if (problem === null) router.refresh();
    return problem;
  };
  return (
    <>
      <MergeSpellings
        pairs={offers}
        answer={({ attribute, from, to }, same) => after(answer({ attribute, from, to, same }))}
      />
      <Said said={said} undo={({ attribute, from, to }) => after(undo({ attribute, from, to }))} />
    </>
  );
}

function Said({
  said,
  undo,
}: {
  said: readonly SaidOfSpellings[];
  undo: (merge: SpellingMerge) => Promise<string | null>;
}) {
  if (said.length === 0) return null;
  return (
    <Card padding="flush" className="overflow-hidden">
      <details className="group">
        <summary className="flex items-center gap-1.5 px-5 py-3 hover:underline">
          <ChevronRight
            aria-hidden="true"
            className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
          />
          {formatCounted(said.length, "answer")} about spellings
        </summary>
        <ul>
          {said.map((one) => (
            <SaidRow key={`${one.attribute} ${one.from} ${one.to}`} said={one} undo={undo} />
          ))}
        </ul>
      </details>
    </Card>
  );
}

function SaidRow({
  said,
  undo,
}: {
  said: SaidOfSpellings;
  undo: (merge: SpellingMerge) => Promise<string | null>;
}) {
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const { attribute, from, to, same, by, at } = said;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-5 py-2">
      <div className="min-w-0">
        <p className="break-words">
          {attribute}: <span className="font-medium">{from}</span> {same ? "is read as" : "is not"}{" "}
          <span className="font-medium">{to}</span>
        </p>
        <p className="text-sm text-muted">
          {by}, {sayDay(at)}
        </p>
        {problem && (
          <p role="alert" className="text-sm text-poor">
            {problem}
          </p>
        )}
      </div>
      <Button
        size="sm"
        variant="quiet"
        busy={busy}
        onClick={() => start(async () => setProblem(await undo(said)))}
      >
        Take back
        <span className="sr-only">
          {" "}
          what was said of {from} and {to}
        </span>
      </Button>
    </li>
  );
}
