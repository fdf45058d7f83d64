"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Definition, OutcomeCard } from "#lib/accounts/definition.ts";
import type { Result } from "#lib/errors/result.ts";
import { failureOf } from "#lib/errors/sentence.ts";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { notifyDone, notifyProblem } from "../ui/notify";
import { PageHeader } from "../ui/page-header";
import { useCall } from "../ui/use-call";
import { type DefinitionFields, definitionOf, fieldsOf } from "./definition-fields";
import { DefinitionForm } from "./definition-form";
import { DefinitionMeasured } from "./definition-measured";
import { type Judged, sameDefinition } from "./judged";

interface SuggestedCard {
  readonly card: OutcomeCard;
  readonly known: number;
}

interface GoodCustomerRoomProps {
  workspace: string;
  loaded: Judged & {
    definition: Definition;
    cards: readonly SuggestedCard[];
    defined: boolean;
    dated: boolean;
    draftRevision: number;
    customers: number;
  };
  mayEdit: boolean;
  preview: (workspace: string, input: { definition: Definition }) => Promise<Result<Judged>>;
  save: (
    workspace: string,
    input: { base: number; definition: Definition },
  ) => Promise<Result<{ revision: number }>>;
}

/** What a good customer is: the definition at the left, what it does with the customers at the right. */
export function GoodCustomerRoom({ workspace, loaded, mayEdit, preview, save }: GoodCustomerRoomProps) {
  const suggested = loaded.cards.map(({ card }) => card);
  const [fields, setFields] = useState(() => fieldsOf(loaded.definition, suggested));
  const read = definitionOf(fields);
  const { judged, waiting } = usePreview(workspace, fields, loaded, preview);
  const isSaved = loaded.defined && typeof read !== "string" && sameDefinition(read, loaded.definition);
  return (
    <>
      <PageHeader
        back={
          <Link href={`/w/${workspace}/patterns`} className="prose-link">
            Back to the patterns
          </Link>
        }
        title="What a good customer is"
        summary="Agreed by the teams and part of the document: every pattern is measured against it."
      />
      {!loaded.defined && (
        <Notice className="mb-5" title="Suggested by your data">
          Nobody has agreed to this yet. Change what is wrong and save it into the draft.
        </Notice>
      )}
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <DefinitionForm
          fields={fields}
          onChange={setFields}
          known={new Map(loaded.cards.map(({ card, known }) => [card.outcome, known]))}
          customers={loaded.customers}
          dated={loaded.dated}
          mayEdit={mayEdit}
          problem={typeof read === "string" ? read : null}
        />
        <DefinitionMeasured
          workspace={workspace}
          judged={judged}
          waiting={waiting}
          save={
            mayEdit && (
              <Save
                workspace={workspace}
                base={loaded.draftRevision}
                definition={typeof read === "string" || isSaved ? null : read}
                isSaved={isSaved}
                save={save}
              />
            )
          }
        />
      </div>
    </>
  );
}

const pauseMs = 400;

/** What the definition in the form does, a moment after the last change; answers to older forms are dropped. */
function usePreview(
  workspace: string,
  fields: DefinitionFields,
  loaded: GoodCustomerRoomProps["loaded"],
  preview: GoodCustomerRoomProps["preview"],
) {
  const [judged, setJudged] = useState<Judged>(loaded);
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    const definition = definitionOf(fields);
    if (typeof definition === "string") return;
    if (sameDefinition(definition, loaded.definition)) {
      setJudged(loaded);
      return;
    }
    let stale = false;
    setWaiting(true);
    const timer = setTimeout(async () => {
      const answer = await preview(workspace, { definition }).catch(() => undefined);
      if (stale) return;
      setWaiting(false);
      if (answer?.ok) setJudged(answer.value);
      const problem = failureOf(answer);
      if (problem !== null) notifyProblem(problem);
    }, pauseMs);
    return () => {
      stale = true;
      setWaiting(false);
      clearTimeout(timer);
    };
  }, [workspace, fields, loaded, preview]);
  return { judged, waiting };
}

function Save({
  workspace,
  base,
  definition,
  isSaved,
  save,
}: {
  workspace: string;
  base: number;
  /** Null: nothing that could be saved. */
  definition: Definition | null;
  isSaved: boolean;
  save: GoodCustomerRoomProps["save"];
}) {
  const { call, busy } = useCall();
  const router = useRouter();
  const run = (wanted: Definition) =>
    call(
      () => save(workspace, { base, definition: wanted }),
      () => {
        notifyDone("Saved into the draft.");
        router.refresh();
      },
      (problem) => {
        notifyProblem(problem);
        // When it was refused as stale the page shows what the others saved.
        router.refresh();
      },
    );
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        variant="primary"
        busy={busy}
        disabled={!definition}
        onClick={() => definition && run(definition)}
      >
        Save into the draft
      </Button>
      {isSaved && <span className="text-sm text-muted">This is what the draft says.</span>}
    </div>
  );
}
