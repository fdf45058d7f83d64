"use client";

import Link from "next/link";
import type { Team } from "#lib/access/can.ts";
import type { IcpContent } from "#lib/icp/content.ts";
import type { SectionChanges } from "#lib/icp/diff.ts";
import { type PublishAnswer, sayMoved, type TeamState } from "#lib/icp/lifecycle.ts";
import { listTeams, nameTeams } from "#lib/icp/next-step.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import { WhatItDoes } from "../document/what-it-does";
import { ButtonLink } from "../ui/button-link";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { ChangeList } from "../versions/change-list";
import { FrozenDocument } from "./frozen-document";
import { type Publish, PublishBox } from "./publish-box";
import { type Decide, TeamBox } from "./team-box";
import { type Withdraw, WithdrawDialog } from "./withdraw-dialog";

export interface ProposalViewProps {
  proposal: {
    id: string;
    number: number;
    hash: string;
    summary: string;
    proposedBy: string;
    content: IcpContent;
    against: number | null;
    changes: readonly SectionChanges[];
    teams: readonly TeamState[];
    edits: number;
    publish: PublishAnswer;
    now: Snapshot | null;
    before: Snapshot | null;
    ageDays: number;
  };
  /** The day in words. */
  proposedOn: string;
  may: { decideFor: readonly Team[]; publish: boolean; withdraw: boolean };
  links: { draft: string; versions: string };
  decide: Decide;
  publish: Publish;
  withdraw: Withdraw;
}

/** What is up for approval: what changed, what it does, who has said what, and publishing it. */
export function ProposalView({
  proposal,
  proposedOn,
  may,
  links,
  decide,
  publish,
  withdraw,
}: ProposalViewProps) {
  const { number, against, changes, teams, content } = proposal;
  const moved = sayMoved(proposal.edits);
  const mine = teams.filter((one) => one.state === "waiting" && may.decideFor.includes(one.team));
  return (
    <>
      <PageHeader
        title={titleOf(teams)}
        summary={`Proposal ${number}, by ${proposal.proposedBy} on ${proposedOn}.`}
        back={
          <Link href={links.draft} className="prose-link">
            The draft
          </Link>
        }
        actions={
          <>
            {/* On a phone the boxes come after everything there is to read: those who have read it go there at once. */}
            <ButtonLink
              href="#approval"
              variant={mine.length > 0 ? "primary" : "secondary"}
              className="lg:hidden"
            >
              {mine.length > 0 ? `Decide for ${listTeams(namesOf(mine))}` : "Who has decided"}
            </ButtonLink>
            {may.withdraw && (
              <WithdrawDialog proposal={proposal.id} withdraw={withdraw} address={links.draft} />
            )}
          </>
        }
      />
      {moved && (
        <Notice className="mb-6">{moved} What is approved and published here stays what was proposed.</Notice>
      )}
      <div className="gap-x-10 lg:grid lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          {proposal.summary && (
            <p className="mb-8 max-w-2xl font-serif text-xl whitespace-pre-line">{proposal.summary}</p>
          )}
          <h2 className="mb-4 text-xl">
            {against === null ? "What it says" : `What changes against version ${against}`}
          </h2>
          {against === null ? <FrozenDocument content={content} /> : <ChangeList changes={changes} />}
          {against !== null && (
            <details className="mt-8">
              <summary className="prose-link inline-block">Read the whole proposal</summary>
              <div className="mt-6">
                <FrozenDocument content={content} />
              </div>
            </details>
          )}
          <Consequences proposal={proposal} />
        </div>
        <aside
          id="approval"
          aria-label="Approval"
          className="mt-10 scroll-mt-20 space-y-4 lg:sticky lg:top-8 lg:mt-0 lg:self-start"
        >
          <Card title="Approval">
            <ul className="divide-y divide-line">
              {teams.map((state) => (
                <TeamBox
                  key={state.team}
                  state={state}
                  mine={may.decideFor.includes(state.team)}
                  ageDays={proposal.ageDays}
                  proposal={proposal.id}
                  hash={proposal.hash}
                  decide={decide}
                />
              ))}
            </ul>
            {may.publish && (
              <PublishBox
                answer={proposal.publish}
                proposal={proposal.id}
                hash={proposal.hash}
                versions={links.versions}
                publish={publish}
              />
            )}
          </Card>
          <p className="text-xs break-all text-muted">
            Approvals count for exactly this content: SHA-256 <code>{proposal.hash}</code>
          </p>
        </aside>
      </div>
    </>
  );
}

/** The same customers under the proposal and under the version it would replace. */
function Consequences({ proposal: { now, before, against, content } }: Pick<ProposalViewProps, "proposal">) {
  return (
    <section aria-label="What it does" className="mt-10 grid gap-4 sm:grid-cols-2">
      <WhatItDoes title="What it does" snapshot={now} rules={content.criteria.length} />
      {before && (
        <WhatItDoes title={`What version ${against} does`} snapshot={before} rules={before.criteria.length} />
      )}
    </section>
  );
}

const namesOf = (teams: readonly TeamState[]) => teams.map((one) => one.team);
const named = (teams: readonly TeamState[]) => nameTeams(namesOf(teams));

function titleOf(teams: readonly TeamState[]): string {
  const required = teams.filter((one) => one.required);
  const waiting = required.filter((one) => one.state === "waiting");
  const against = required.filter((one) => one.state === "dissented");
  if (waiting.length === required.length)
    return `${named(waiting)} ${waiting.length === 1 ? "has" : "have"} yet to decide.`;
  if (waiting.length > 0) return `${named(waiting)} ${waiting.length === 1 ? "is" : "are"} next.`;
  if (against.length > 0) return `${named(against)} ${against.length === 1 ? "dissents" : "dissent"}.`;
  return "Every team has approved.";
}
