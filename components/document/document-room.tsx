"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { criterionKinds } from "#lib/criteria/criterion.ts";
import type { Result } from "#lib/errors/result.ts";
import type { IcpDocument } from "#lib/icp/document.ts";
import { checkQuality } from "#lib/icp/quality.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import { ButtonLink } from "../ui/button-link";
import { BetsSection } from "./bets-section";
import { type AccountCheck, CheckAccount } from "./check-account";
import { CommitteeSection } from "./committee-section";
import { ConflictDialog } from "./conflict-dialog";
import { CriteriaSection } from "./criteria-section";
import { DefinitionSection } from "./definition-section";
import { DraftProvider, type DraftView, type RuleHelp } from "./draft-context";
import { LinesSection } from "./lines-section";
import { MissedCustomers } from "./missed-customers";
import { Newcomer } from "./newcomer";
import { Outline } from "./outline";
import { type Propose, ProposeDialog } from "./propose-dialog";
import { ProfileSentence, ProseSection } from "./prose-section";
import type { Saved, SaveEdit } from "./save-queue";
import { SaveState } from "./save-state";
import { ToMend } from "./to-mend";
import { type DraftHandle, useDraft, useLeaveWarning } from "./use-draft";
import { VoicesSection } from "./voices-section";
import { WhatItDoes } from "./what-it-does";

export interface DocumentRoomProps {
  revision: number;
  document: IcpDocument;
  snapshot: Snapshot | null;
  /** Good customers it would have rejected; null where nobody has said what a good one is. */
  missed: { count: number; some: readonly { id: string; name: string }[] } | null;
  /** Who last changed it and when, in words. */
  updated: string | null;
  proposal: { number: number; sameAsDraft: boolean; edits: number } | null;
  currentVersion: { number: number; sameAsDraft: boolean } | null;
  note: string;
  may: { edit: boolean; propose: boolean };
  links: DraftView["links"] & { proposal: string; compare: string; version: string; accounts: string };
  saveEdit: SaveEdit;
  measure: (input: { criterion: string }) => Promise<Result<Saved>>;
  propose: Propose;
  help: RuleHelp;
  accounts: AccountCheck;
}

/** The document: it reads like the finished thing and is written in place. */
export function DocumentRoom(props: DocumentRoomProps) {
  const refresh = useSoonRefresh();
  const draft = useDraft(props, props.saveEdit, refresh);
  const [writing, setWriting] = useState(false);
  useLeaveWarning(writing);
  const view = useView(props, draft, setWriting);
  const rules = draft.document.criteria.filter((one) => !one.archived).length;
  return (
    <DraftProvider value={view}>
      <h1 className="sr-only">The ideal customer profile, draft</h1>
      <TopBar {...props} draft={draft} writing={writing} toMend={view.marks.length} rules={rules} />
      <div className="mt-4 gap-x-10 lg:grid lg:grid-cols-[minmax(0,1fr)_18rem] xl:grid-cols-[9.5rem_minmax(0,1fr)_18rem]">
        <div className="sticky top-16 hidden self-start xl:block" data-print="hide">
          <Outline />
        </div>
        <DocumentBody empty={rules === 0} />
        <aside
          aria-label="About this draft"
          className="mt-10 space-y-4 lg:sticky lg:top-16 lg:mt-0 lg:max-h-[calc(100dvh-5rem)] lg:self-start lg:overflow-y-auto"
          data-print="hide"
        >
          <WhatItDoes title="What this draft does" snapshot={props.snapshot} rules={rules}>
            {props.missed && <MissedCustomers missed={props.missed} accounts={props.links.accounts} />}
            <Link href={`${props.links.patterns}/back-test`} className="prose-link mt-3 inline-block text-sm">
              Try it on customers held back
            </Link>
          </WhatItDoes>
          <ToMend />
          <CheckAccount {...props.accounts} />
        </aside>
      </div>
    </DraftProvider>
  );
}

/** Figures follow an edit a moment later: several edits in a row ask the server once. */
function useSoonRefresh(): () => void {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), 300);
  }, [router]);
}

function useView(
  { snapshot, may, links, help, measure: ask }: DocumentRoomProps,
  { document, edit, adopt }: DraftHandle,
  setWriting: DraftView["setWriting"],
): DraftView {
  return useMemo(() => {
    const { attributes } = help;
    const known = attributes.length === 0 ? null : new Map(attributes.map((one) => [one.name, one]));
    const marks = checkQuality(document, { attributes: known, verdicts: snapshot?.verdicts ?? null });
    const measure = async (criterion: string) => {
      const measured = await ask({ criterion });
      if (measured.ok) adopt(measured.value);
      return measured;
    };
    return { document, edit, measure, setWriting, marks, snapshot, help, links, mayEdit: may.edit };
  }, [document, edit, adopt, ask, setWriting, snapshot, may.edit, help, links]);
}

function TopBar({
  draft,
  writing,
  toMend,
  rules,
  updated,
  proposal,
  currentVersion,
  note,
  may,
  links,
  propose,
  revision,
}: DocumentRoomProps & { draft: DraftHandle; writing: boolean; toMend: number; rules: number }) {
  const [choosing, setChoosing] = useState(true);
  const { state } = draft;
  const upToDate = proposal?.sameAsDraft || currentVersion?.sameAsDraft;
  // An edit of our own has gone beyond what the server said of the draft.
  const current = draft.revision === revision && upToDate;
  return (
    <div
      className="z-10 -mx-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 bg-paper/95 px-2 py-2 backdrop-blur-sm md:sticky md:top-0"
      data-print="hide"
    >
      <div className="flex flex-wrap items-center gap-x-3">
        {may.edit && (
          <SaveState state={state} writing={writing} retry={draft.retry} choose={() => setChoosing(true)} />
        )}
        {updated && <p className="text-sm text-muted">{updated}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        {currentVersion && current && !proposal && (
          <ButtonLink href={links.version}>Same as version {currentVersion.number}</ButtonLink>
        )}
        {currentVersion && !(current && currentVersion.sameAsDraft) && (
          <ButtonLink href={links.compare}>Compare with version {currentVersion.number}</ButtonLink>
        )}
        {proposal && <ButtonLink href={links.proposal}>{sayProposal(proposal)}</ButtonLink>}
        {may.propose && !current && (
          <ProposeDialog
            revision={draft.revision}
            note={note}
            supersedes={proposal?.number ?? null}
            toMend={toMend}
            // Not while saving: the click that leaves a text saves it, and must open the dialog all the same.
            disabled={rules === 0 || state.kind === "failed" || state.kind === "conflict"}
            saving={state.kind === "saving"}
            address={links.proposal}
            propose={propose}
          />
        )}
      </div>
      {state.kind === "conflict" && (
        <ConflictDialog
          conflict={state}
          open={choosing}
          setOpen={setChoosing}
          takeTheirs={() => {
            setChoosing(true);
            draft.takeTheirs();
          }}
          keepOurs={() => {
            setChoosing(true);
            draft.keepOurs();
          }}
        />
      )}
    </div>
  );
}

function sayProposal({ number, edits }: { number: number; edits: number }): string {
  if (edits === 0) return `Proposal ${number}`;
  return `Proposal ${number}, ${edits === 1 ? "1 edit" : `${edits} edits`} ago`;
}

function DocumentBody({ empty }: { empty: boolean }) {
  return (
    <article className="min-w-0 max-w-2xl">
      <ProfileSentence />
      {empty && <Newcomer />}
      <ProseSection part="currentTruth" />
      <DefinitionSection />
      {criterionKinds.map((kind) => (
        <CriteriaSection key={kind} kind={kind} />
      ))}
      <ProseSection part="useCase" />
      <ProseSection part="urgency" />
      <ProseSection part="maturity" />
      <ProseSection part="buyingMotion" />
      <CommitteeSection />
      <VoicesSection />
      <LinesSection list="triggers" />
      <LinesSection list="successConditions" />
      <BetsSection />
      <ProseSection part="changeNote" />
    </article>
  );
}
