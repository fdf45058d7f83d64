"use client";

import type { Criterion, PatternEvidence } from "#lib/criteria/criterion.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import { sayDate, sayNumber, sayPercent } from "#lib/criteria/words.ts";
import { FormProblem } from "../people/form-problem";
import { Button } from "../ui/button";
import { Dialog, DialogActions, DialogClose } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { Sheet } from "../ui/sheet";
import { useCall } from "../ui/use-call";
import { VerdictWord } from "../ui/verdict-word";
import { useDraftView } from "./draft-context";
import { InterviewForm } from "./interview-form";
import { customers, measureWord, sayDifference } from "./words";

/** What a rule rests on: the frozen pattern or what customers said, beside what the data says today. */
export function EvidenceSheet({ criterion, close }: { criterion: Criterion; close: () => void }) {
  const { evidence } = criterion;
  return (
    <Sheet open onOpenChange={(open) => !open && close()} title={`Evidence: ${sayCriterion(criterion)}`}>
      <div className="space-y-5">
        {evidence === null && (
          <Notice tone="warn" title="This is a hypothesis">
            Nothing has been put behind it yet. Take what is measured today, or what customers said.
          </Notice>
        )}
        {evidence?.source === "pattern" && <PatternFigures evidence={evidence} />}
        {evidence?.source === "interview" && (
          <figure>
            <blockquote className="font-serif text-xl">“{evidence.quote}”</blockquote>
            <figcaption className="mt-1 text-sm text-muted">
              {evidence.account && `${evidence.account}. `}
              {sayNumber(evidence.said)} of {sayNumber(evidence.of)} asked said so.
            </figcaption>
          </figure>
        )}
        <Today criterion={criterion} />
        <Change criterion={criterion} />
      </div>
    </Sheet>
  );
}

function PatternFigures({ evidence }: { evidence: PatternEvidence }) {
  const rate = evidence.measure === "rate";
  const figure = (value: number) => (rate ? sayPercent(value) : sayNumber(Number(value.toPrecision(3))));
  const interval = ({ value, low, high }: PatternEvidence["inside"]) =>
    `${figure(value)} (${figure(low)} to ${figure(high)})`;
  const isAbove = evidence.inside.value >= evidence.rest.value;
  const direction = evidence.direction ?? (rate ? (isAbove ? "good" : "poor") : "none");
  const rows = [
    ["Inside", `${interval(evidence.inside)}, ${customers(evidence.n)}`],
    ["Others", `${interval(evidence.rest)}, ${customers(evidence.total - evidence.n)}`],
    ["All", figure(evidence.base)],
    ["Adjusted p", evidence.adjustedP === null ? "none" : sayP(evidence.adjustedP)],
    ["Taken", `${sayDate(evidence.takenOn)}, data revision ${evidence.dataRevision}`],
  ] as const;
  return (
    <section>
      <p className="font-serif text-xl">{evidence.sentence}</p>
      <p className="mt-1 text-sm">
        <VerdictWord word={evidence.verdict} direction={direction} />
      </p>
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm tabular-nums">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {evidence.warnings.length > 0 && (
        <Notice tone="warn" className="mt-3">
          {evidence.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </Notice>
      )}
    </section>
  );
}

const sayP = (p: number) => (p < 0.001 ? "below 0.001" : p.toFixed(3));

/** Frozen figures do not follow the data, so what it says now stands beside them. */
function Today({ criterion }: { criterion: Criterion }) {
  const { snapshot } = useDraftView();
  const figures = snapshot?.criteria.find((one) => one.id === criterion.id);
  if (!snapshot || !figures) return null;
  const inside = figures.sides?.inside.good;
  const difference = sayDifference(figures.sides);
  return (
    <section className="space-y-2">
      <h3 className="eyebrow mb-1">Today</h3>
      <p className="text-sm tabular-nums">
        {customers(figures.yes)} match, {sayNumber(figures.unknown)} unknown.
        {inside &&
          ` ${sayPercent(inside.value)} of those known are ${measureWord(snapshot.measure)} (${sayPercent(inside.low)} to ${sayPercent(inside.high)}).`}
        {difference && ` ${difference.words} against those who do not match.`}
      </p>
      {difference && criterion.evidence === null && <TakeToday criterion={criterion.id} />}
    </section>
  );
}

function TakeToday({ criterion }: { criterion: string }) {
  const { mayEdit, measure } = useDraftView();
  const { call, busy, problem } = useCall();
  if (!mayEdit) return null;
  return (
    <>
      <Button
        size="sm"
        busy={busy}
        onClick={() =>
          call(
            () => measure(criterion),
            () => undefined,
          )
        }
      >
        Put this measurement behind it
      </Button>
      <FormProblem problem={problem} />
    </>
  );
}

function Change({ criterion }: { criterion: Criterion }) {
  const { mayEdit, edit, links } = useDraftView();
  if (!mayEdit) return null;
  const set = (evidence: Criterion["evidence"]) =>
    edit({ edit: "change", list: "criteria", id: criterion.id, changes: { evidence } });
  if (criterion.evidence) {
    return <RemoveEvidence remove={() => set(null)} />;
  }
  return (
    <>
      <InterviewForm onSave={set} />
      <p className="text-sm text-muted">
        Patterns that allow for everything looked at are in{" "}
        <a href={links.patterns} className="prose-link">
          Patterns
        </a>
        , and are added from there.
      </p>
    </>
  );
}

/** It asks: figures as they were added are not to be had again, only today's. */
function RemoveEvidence({ remove }: { remove: () => void }) {
  return (
    <Dialog
      title="Remove this evidence?"
      description="The criterion is a hypothesis again. What was added cannot be brought back; today's figures can be measured anew."
      width="sm"
      trigger={
        <Button variant="danger" size="sm">
          Remove this evidence
        </Button>
      }
    >
      <DialogActions>
        <DialogClose>
          <Button>Keep it</Button>
        </DialogClose>
        <Button variant="danger" onClick={remove}>
          Remove it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
