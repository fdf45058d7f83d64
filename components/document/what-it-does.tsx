"use client";

import type { ReactNode } from "react";
import { keepPercents } from "#lib/analysis/format.ts";
import { sayNumber, sayPercent } from "#lib/criteria/words.ts";
import { sayCounted } from "#lib/icp/say-counted.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import { Card } from "../ui/card";
import { Stat } from "../ui/stat";
import { customers, measureWord, sayDifference, toneClass } from "./words";

/** What a set of rules does with today's customers: who is inside, and how they did beside those outside. */
export function WhatItDoes({
  title,
  snapshot,
  rules,
  children,
}: {
  title: string;
  snapshot: Snapshot | null;
  rules: number;
  /** What else there is to say of it, where it does anything. */
  children?: ReactNode;
}) {
  return (
    <Card title={title}>
      {!snapshot && (
        <p className="text-muted">Import customers to see whom it would accept, and how they did.</p>
      )}
      {snapshot && rules === 0 && <p className="text-muted">Nothing rules anybody out yet.</p>}
      {snapshot && rules > 0 && (
        <>
          <Figures snapshot={snapshot} />
          {children}
        </>
      )}
    </Card>
  );
}

function Figures({ snapshot }: { snapshot: Snapshot }) {
  const { accept } = snapshot.verdicts;
  const { inside, outside } = snapshot.sides ?? {};
  const difference = sayDifference(snapshot.sides);
  const good = measureWord(snapshot.measure);
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        <Stat figure={sayPercent(accept / snapshot.customers)}>of customers inside</Stat>
        {inside?.good && (
          <Stat figure={sayPercent(inside.good.value)}>
            {keepPercents(
              `of those are ${good} (${sayPercent(inside.good.low)} to ${sayPercent(inside.good.high)})`,
            )}
          </Stat>
        )}
      </div>
      {outside?.good && (
        <p className="mt-3 text-sm">
          Outside, {sayPercent(outside.good.value)} are {good}.
          {difference && <span className={toneClass[difference.tone]}> {difference.words}.</span>}
        </p>
      )}
      <Verdicts snapshot={snapshot} />
      {inside?.good && (
        <p className="mt-3 text-xs text-muted">
          {sayCounted(snapshot)}
          {snapshot.measure === "stayed" &&
            " Whoever has not left counts, however new: say what a good customer is to count those."}
        </p>
      )}
    </>
  );
}

const verdictWords = [
  ["accept", "Accept", "bg-good"],
  ["undecided", "Undecided", "bg-bar"],
  ["reject", "Reject", "bg-poor"],
] as const;

function Verdicts({ snapshot }: { snapshot: Snapshot }) {
  return (
    <>
      <div aria-hidden="true" className="mt-4 flex h-2 gap-px overflow-hidden rounded-full">
        {verdictWords.map(([verdict, , colour]) => (
          <span key={verdict} className={colour} style={{ flexGrow: snapshot.verdicts[verdict] }} />
        ))}
      </div>
      <dl className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm tabular-nums">
        {verdictWords.map(([verdict, word, colour]) => (
          <div key={verdict}>
            <dt className="flex items-center gap-1.5 text-muted">
              <span aria-hidden="true" className={`size-2 rounded-full ${colour}`} />
              {word}
            </dt>
            <dd>{sayNumber(snapshot.verdicts[verdict])}</dd>
          </div>
        ))}
      </dl>
      <p className="sr-only">of {customers(snapshot.customers)}</p>
    </>
  );
}
