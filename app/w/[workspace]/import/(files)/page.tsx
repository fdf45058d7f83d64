import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { can } from "#lib/access/can.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { requireActor } from "#lib/server/actor.ts";
import { listSetAside } from "#lib/server/queries/exclusions.ts";
import { loadDoubts } from "#lib/server/queries/load-doubts.ts";
import { listImports } from "#lib/server/queries/load-imports.ts";
import { WhatIsEnough, WhereToFindIt } from "../../../../../components/import/bring-data";
import { DropArea } from "../../../../../components/import/drop-area";
import { PastImports } from "../../../../../components/import/past-imports";
import { RefreshWhileRunning } from "../../../../../components/import/refresh-while-running";
import { TakeYourData } from "../../../../../components/import/take-your-data";
import { saySetAsideOf } from "../../../../../components/patterns/say-set-aside";
import { ButtonLink } from "../../../../../components/ui/button-link";
import { Card } from "../../../../../components/ui/card";
import { Notice } from "../../../../../components/ui/notice";
import { PageHeader } from "../../../../../components/ui/page-header";
import { undoImport } from "../actions";
import { SpellingsFound } from "./spellings";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { slug } = actor.workspace;
  const [{ imports, customers }, { doubts }] = await Promise.all([listImports(actor), loadDoubts(actor)]);
  const setAside = await listSetAside(actor);
  const may = can(actor.role, "import");
  return (
    <>
      <PageHeader
        title={
          customers === 0 ? "Bring your customers" : `${formatCounted(customers, "account")} in the data`
        }
        summary="Files are read, shown to you as they were understood, and imported when you say so."
      />
      <div className="space-y-8">
        {customers === 0 && (
          <Card>
            <WhatIsEnough />
          </Card>
        )}
        {may ? (
          <DropArea workspace={slug} />
        ) : (
          <Notice>Owners and editors of the workspace can import.</Notice>
        )}
        {customers === 0 && (
          <p className="text-center text-muted">
            No file at hand?{" "}
            <ButtonLink href="/welcome" size="sm" className="ml-1">
              Look around a sample workspace
            </ButtonLink>
          </p>
        )}
        {doubts.length > 0 && (
          <Notice tone="warn">
            {formatCounted(doubts.length, "join")} {doubts.length === 1 ? "is" : "are"} in doubt, and rows
            wait for the answer.{" "}
            <Link href={`/w/${slug}/import/joins`} className="prose-link">
              Answer {doubts.length === 1 ? "it" : "them"}
            </Link>
          </Notice>
        )}
        {may && customers > 0 && (
          <Suspense fallback={null}>
            <SpellingsFound actor={actor} />
          </Suspense>
        )}
        {imports.length > 0 && (
          <Card title="Past imports">
            {imports.some(({ state }) => state === "running") && <RefreshWhileRunning />}
            <PastImports
              base={`/w/${slug}`}
              imports={imports}
              undo={may ? undoImport.bind(null, slug) : null}
            />
          </Card>
        )}
        {customers > 0 && (
          <Card>
            <WhatIsEnough />
          </Card>
        )}
        <Card>
          <WhereToFindIt />
        </Card>
        {may && customers > 0 && (
          <Card title="Take your data with you">
            <TakeYourData workspace={slug} setAside={saySetAsideOf(setAside)} />
          </Card>
        )}
      </div>
    </>
  );
}
