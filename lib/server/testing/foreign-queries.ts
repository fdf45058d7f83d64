import { inWorkspace, inWorkspaceRaw } from "#lib/server/db.ts";
import { targetNames } from "#lib/server/queries/audit-names.ts";
import { checkAccount } from "#lib/server/queries/check-account.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import {
  countSetAsideRows,
  listSetAside,
  readSetAsideAccounts,
  setAsideOfAccount,
} from "#lib/server/queries/exclusions.ts";
import { peopleRows, withExportTables } from "#lib/server/queries/export-tables.ts";
import { findAccountsByName } from "#lib/server/queries/find-accounts.ts";
import { foldRecords, readCountingImports, readSetAsideRows } from "#lib/server/queries/fold-records.ts";
import { listProblems, problemsOfImport, problemsOfUploads } from "#lib/server/queries/import-problems.ts";
import { openInvitation } from "#lib/server/queries/invitation.ts";
import { loadAccount } from "#lib/server/queries/load-account.ts";
import { loadAccounts } from "#lib/server/queries/load-accounts.ts";
import { draftFigures, loadDraft, loadDraftChanges } from "#lib/server/queries/load-draft.ts";
import { listImports } from "#lib/server/queries/load-imports.ts";
import { loadOverview } from "#lib/server/queries/load-overview.ts";
import { loadLastProposal, loadProposal } from "#lib/server/queries/load-proposal.ts";
import { loadSharedVersion, readShared } from "#lib/server/queries/load-shared-version.ts";
import { loadComparison, loadVersion, loadVersions } from "#lib/server/queries/load-versions.ts";
import { lookIntoExport, openExport } from "#lib/server/queries/look-into-export.ts";
import { listInvitations, listMembers, listSessions } from "#lib/server/queries/people.ts";
import * as proposals from "#lib/server/queries/proposals.ts";
import { readUpload } from "#lib/server/queries/read-upload.ts";
import { readRowsOfAccount, rowsOfAccount } from "#lib/server/queries/rows-of-account.ts";
import { approvalRule, auditPage, listAllShareLinks } from "#lib/server/queries/settings.ts";
import { analysisCalls } from "#lib/server/testing/foreign-analysis.ts";
import type { CallTable } from "#lib/server/testing/foreign-calls.ts";
import { notFound, nothing, own, pure, within } from "#lib/server/testing/foreign-calls.ts";
import { setQueryCalls } from "#lib/server/testing/foreign-sets.ts";

/** Every exported function of lib/server/queries, called with another workspace's ids. */
export const queryCalls: CallTable = {
  ...analysisCalls,
  ...setQueryCalls,
  "audit-names.ts": {
    targetNames: nothing(
      within(async (tx, { owner, account }) => {
        const named = await targetNames(tx, owner.workspaceId, [{ target: account, detail: {} }]);
        return named.every((name) => name === null) ? null : named;
      }),
    ),
  },
  "check-account.ts": { checkAccount: notFound((actor, { account }) => checkAccount(actor, account)) },
  "draft.ts": {
    readDraft: own(within((tx, { owner }) => readDraft(tx, owner.workspaceId))),
    namesOf: "names people by ids that come from rows its caller may see",
  },
  "exclusions.ts": {
    readSetAsideAccounts: nothing((actor, { owner }) =>
      inWorkspace(actor.workspaceId, (tx) => readSetAsideAccounts(tx, owner.workspaceId)),
    ),
    countSetAsideRows: nothing(async (actor, { owner }) =>
      inWorkspace(actor.workspaceId, async (tx) => (await countSetAsideRows(tx, owner.workspaceId)) || null),
    ),
    listSetAside: own((actor) => listSetAside(actor)),
    setAsideOfAccount: nothing((actor, { account }) => setAsideOfAccount(actor, account)),
  },
  "export-tables.ts": {
    peopleRows: own((actor) =>
      inWorkspaceRaw(actor.workspaceId, async (client) => (await peopleRows(client, actor)).headings),
    ),
    withExportTables: own((actor) => withExportTables(actor, async (tables) => tables.accounts.headings)),
    digestOf: pure,
    sayingOf: pure,
  },
  "lock-data.ts": { lockData: "takes a lock and reads nothing" },
  "look-into-export.ts": {
    openExport: notFound((actor, { upload }) => openExport(actor, upload)),
    lookIntoExport: notFound((actor, { upload }) => lookIntoExport(actor, upload)),
    lookInto: "of an export that openExport has looked up",
    orDamaged: "runs what it is given",
    isSetAsideTable: pure,
  },
  "records-of-accounts.ts": {},
  "rows-of-account.ts": {
    readRowsOfAccount: nothing((actor, { owner, account }) =>
      inWorkspaceRaw(actor.workspaceId, (client) => readRowsOfAccount(client, owner, account)),
    ),
    rowsOfAccount: nothing((actor, { account }) => rowsOfAccount(actor, account)),
  },
  "find-accounts.ts": {
    findAccountsByName: nothing((actor, { mark }) => findAccountsByName(actor, mark)),
  },
  "fold-records.ts": {
    isJoined: pure,
    tablesOf: pure,
    readSetAsideRows: nothing((actor, { owner }) =>
      inWorkspaceRaw(actor.workspaceId, (client) => readSetAsideRows(client, owner.workspaceId)),
    ),
    readCountingImports: nothing((actor, { owner }) =>
      inWorkspaceRaw(actor.workspaceId, (client) => readCountingImports(client, owner.workspaceId)),
    ),
    foldImports: "folds what foldRecords has found to count, which is tried for itself",
    foldRecords: own((actor, { owner, account }) =>
      inWorkspaceRaw(actor.workspaceId, (client) => foldRecords(client, owner.workspaceId, [account])),
    ),
  },
  "import-problems.ts": {
    listProblems: notFound((actor, { upload }) => listProblems(actor, [upload])),
    problemsOfUploads: notFound((actor, { upload }) => problemsOfUploads(actor, [upload])),
    problemsOfImport: notFound((actor, theirs) => problemsOfImport(actor, theirs.import)),
  },
  "invitation.ts": {
    openInvitation: [
      ...nothing((_, { invitation }) => openInvitation(invitation)),
      ...nothing((_, { linkToken }) => openInvitation(linkToken)),
    ],
  },
  "load-account.ts": { loadAccount: notFound((actor, { account }) => loadAccount(actor, account)) },
  "load-accounts.ts": { loadAccounts: nothing((actor, { account }) => loadAccounts(actor, [account])) },
  "load-draft.ts": {
    loadDraft: own((actor) => loadDraft(actor)),
    draftFigures: own(async (actor, { owner }) => {
      // Their rules on our customers: the figures are of ours.
      const { document } = await inWorkspace(owner.workspaceId, (tx) => readDraft(tx, owner.workspaceId));
      return draftFigures(actor, document);
    }),
    loadDraftChanges: own((actor) => loadDraftChanges(actor)),
  },
  "load-imports.ts": {
    listImports: own((actor) => listImports(actor)),
  },
  "load-overview.ts": { loadOverview: own((actor) => loadOverview(actor)) },
  "load-proposal.ts": {
    loadProposal: own((actor) => loadProposal(actor)),
    loadLastProposal: own((actor) => loadLastProposal(actor)),
  },
  "load-shared-version.ts": {
    loadSharedVersion: [
      ...nothing((_, { link }) => loadSharedVersion(link)),
      ...nothing((_, { invitationToken }) => loadSharedVersion(invitationToken)),
    ],
    readShared: [
      {
        answer: "refused",
        run: async (actor, { owner }) => {
          const row = await inWorkspace(owner.workspaceId, (tx) => tx.version.findFirstOrThrow());
          return inWorkspace(actor.workspaceId, (tx) => readShared(tx, owner.workspaceId, row));
        },
      },
    ],
  },
  "load-versions.ts": {
    linkOf: pure,
    loadVersions: own((actor) => loadVersions(actor)),
    loadVersion: nothing((actor, { version }) => loadVersion(actor, version)),
    loadComparison: nothing((actor, { version }) => loadComparison(actor, { before: 1, after: version })),
  },
  "people.ts": {
    listMembers: own((actor) => listMembers(actor)),
    listInvitations: own((actor) => listInvitations(actor)),
    listSessions: own((actor) => listSessions(actor)),
    deviceOf: pure,
  },
  "proposals.ts": {
    readOpenProposal: nothing(within((tx, { owner }) => proposals.readOpenProposal(tx, owner.workspaceId))),
    readProposal: [
      ...nothing((actor, { proposal }) =>
        inWorkspace(actor.workspaceId, (tx) => proposals.readProposal(tx, actor.workspaceId, proposal)),
      ),
      ...nothing(
        within((tx, { owner, proposal }) => proposals.readProposal(tx, owner.workspaceId, proposal)),
      ),
    ],
    readDecisions: nothing(
      within((tx, { owner, hash }) => proposals.readDecisions(tx, owner.workspaceId, hash)),
    ),
    readCurrentVersion: nothing(
      within((tx, { owner }) => proposals.readCurrentVersion(tx, owner.workspaceId)),
    ),
    lockLifecycle: "takes a lock and reads nothing",
  },
  "read-upload.ts": {
    readUpload: notFound((actor, { upload }) => readUpload(actor, upload)),
    openUpload: "opens the file of an upload that readUpload has found",
    sentenceOfUpload: pure,
    openStored: "opens the file of an upload that readUpload has found",
    fits: pure,
  },
  "settings.ts": {
    approvalRule: own((actor) => approvalRule(actor)),
    listAllShareLinks: own((actor) => listAllShareLinks(actor)),
    auditPage: own((actor) => auditPage(actor, 1)),
  },
};
