import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { sayDate } from "#lib/criteria/words.ts";
import { requireActor } from "#lib/server/actor.ts";
import { type DraftPage, loadDraft } from "#lib/server/queries/load-draft.ts";
import { DocumentRoom } from "../../../../components/document/document-room";
import { findAccounts } from "../actions";
import { checkAccount, measureCriterion, previewRule, propose, saveEdit, suggestValues } from "./actions";

export const metadata: Metadata = { title: "Document" };

export default async function DocumentPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { slug } = actor.workspace;
  const page = await loadDraft(actor);
  const base = `/w/${slug}`;
  return (
    <DocumentRoom
      revision={page.revision}
      document={page.document}
      snapshot={page.snapshot}
      missed={page.missed}
      updated={sayUpdated(page)}
      proposal={page.proposal}
      currentVersion={page.currentVersion}
      note={page.document.changeNote === page.lastSummary ? "" : page.document.changeNote}
      may={{ edit: can(actor.role, "edit-document"), propose: can(actor.role, "propose") }}
      links={{
        patterns: `${base}/patterns`,
        goodCustomer: `${base}/patterns/good-customer`,
        import: `${base}/import`,
        accounts: `${base}/accounts`,
        proposal: `${base}/document/proposal`,
        compare: `${base}/document/compare`,
        version: `${base}/versions/${page.currentVersion?.number ?? ""}`,
      }}
      saveEdit={saveEdit.bind(null, slug)}
      measure={measureCriterion.bind(null, slug)}
      propose={propose.bind(null, slug)}
      help={{
        attributes: page.attributes,
        suggest: suggestValues.bind(null, slug),
        preview: previewRule.bind(null, slug),
      }}
      accounts={{ find: findAccounts.bind(null, slug), check: checkAccount.bind(null, slug) }}
    />
  );
}

function sayUpdated({ updated }: DraftPage): string | null {
  return updated && `Last changed by ${updated.by}, ${sayDate(updated.at.slice(0, 10))}`;
}
