"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import type { CriterionKind } from "#lib/criteria/criterion.ts";
import { inOrder } from "#lib/icp/order.ts";
import { kindNames } from "#lib/icp/say-entries.ts";
import { Button } from "../ui/button";
import { CriterionEditor } from "./criterion-editor";
import { CriterionRow } from "./criterion-row";
import { useDraftView } from "./draft-context";
import { EvidenceSheet } from "./evidence-sheet";
import { Section } from "./section";

const prompts: Record<CriterionKind, string> = {
  "must-have": "What must an account have to be worth selling to?",
  signal: "What makes one account better than another?",
  disqualifier: "Whom do you not sell to, however much they want it?",
};

type Opened = { readonly id: string; readonly as: "editor" | "evidence" };

/** The rules of one kind. */
export function CriteriaSection({ kind }: { kind: CriterionKind }) {
  const { document, mayEdit } = useDraftView();
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const criteria = inOrder(document.criteria).filter((one) => one.kind === kind && !one.archived);
  const found = document.criteria.find((one) => one.id === opened?.id && !one.archived);
  const ids = criteria.map((one) => one.id);
  return (
    <Section
      id={kind}
      title={kindNames[kind].heading}
      actions={
        mayEdit && (
          <Button variant="quiet" size="sm" onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" /> Add
            <span className="sr-only"> a {kindNames[kind].one.toLowerCase()}</span>
          </Button>
        )
      }
    >
      {criteria.length === 0 ? (
        <p className="py-1 text-muted">{prompts[kind]}</p>
      ) : (
        <ul>
          {criteria.map((criterion) => (
            <CriterionRow
              key={criterion.id}
              criterion={criterion}
              siblings={ids}
              onOpen={() => setOpened({ id: criterion.id, as: "editor" })}
              onEvidence={() => setOpened({ id: criterion.id, as: "evidence" })}
            />
          ))}
        </ul>
      )}
      {adding && <CriterionEditor kind={kind} criterion={null} close={() => setAdding(false)} />}
      {found && opened?.as === "editor" && (
        <CriterionEditor kind={found.kind} criterion={found} close={() => setOpened(null)} />
      )}
      {found && opened?.as === "evidence" && (
        <EvidenceSheet criterion={found} close={() => setOpened(null)} />
      )}
    </Section>
  );
}
