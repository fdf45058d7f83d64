import { emailSchema } from "#lib/access/person.ts";
import { changeMember } from "#lib/server/commands/change-member.ts";
import { changeApprovalRule, renameWorkspace } from "#lib/server/commands/change-workspace.ts";
import { claimInstance } from "#lib/server/commands/claim-instance.ts";
import { createWorkspace, writeWorkspace } from "#lib/server/commands/create-workspace.ts";
import { decide } from "#lib/server/commands/decide.ts";
import { invite, revokeInvitation } from "#lib/server/commands/invite.ts";
import { join, joinAsNew } from "#lib/server/commands/join.ts";
import { lookAtHoldout } from "#lib/server/commands/look-at-holdout.ts";
import { putMeasurementBehind } from "#lib/server/commands/measure-criterion.ts";
import { openSample } from "#lib/server/commands/open-sample.ts";
import * as account from "#lib/server/commands/own-account.ts";
import { propose, withdraw } from "#lib/server/commands/propose.ts";
import { publish } from "#lib/server/commands/publish.ts";
import {
  attributeKnownAfterSale,
  lockDraft,
  putPatternIntoDraft,
} from "#lib/server/commands/put-pattern-into-draft.ts";
import { deleteWorkspace, removeSample } from "#lib/server/commands/remove-sample.ts";
import { restoreVersion } from "#lib/server/commands/restore-version.ts";
import { ensureDocument, saveEdit, stale, writeDraft } from "#lib/server/commands/save-edit.ts";
import { revokeShare, shareVersion } from "#lib/server/commands/share-version.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { loadPatternEvidence } from "#lib/server/queries/load-patterns.ts";
import type { CallTable } from "#lib/server/testing/foreign-calls.ts";
import { importCalls } from "#lib/server/testing/foreign-imports.ts";
import { setCommandCalls } from "#lib/server/testing/foreign-sets.ts";
import type { FullWorkspace } from "#lib/server/testing/full-workspace.ts";
import { usualPassword } from "../../../prisma/factories.ts";

const newcomer = (token: string) => ({
  token,
  name: "Guest",
  email: emailSchema.parse("guest@workshop.example"),
  password: usualPassword,
});

async function evidenceOf({ owner, pattern }: FullWorkspace) {
  const found = await loadPatternEvidence(owner, { outcome: "retention", pattern, traits: [] });
  if (!found) throw new Error(`${pattern} is not there`);
  return { ...found, when: [...found.when] };
}

/** Every exported function of lib/server/commands, called with another workspace's ids. */
export const commandCalls: CallTable = {
  ...importCalls,
  ...setCommandCalls,
  "change-member.ts": {
    changeMember: [
      {
        needs: "manage-members",
        answer: "not-found",
        run: (actor, { membership }) =>
          changeMember(actor, { member: membership, role: "viewer", teams: [], disabled: true }),
      },
    ],
  },
  "change-workspace.ts": {
    renameWorkspace: [
      { needs: "change-workspace", answer: "own", run: (actor) => renameWorkspace(actor, { name: "New" }) },
    ],
    changeApprovalRule: [
      {
        needs: "change-workspace",
        answer: "own",
        run: (actor) => changeApprovalRule(actor, { requiredTeams: ["sales"], publishOverDissent: false }),
      },
    ],
  },
  "claim-instance.ts": {
    claimInstance: [
      {
        answer: "already-used",
        run: (_, { invitationToken }) =>
          claimInstance({ ...newcomer(invitationToken), workspaceName: "Mine" }),
      },
    ],
  },
  "create-workspace.ts": {
    createWorkspace: [{ answer: "own", run: (actor) => createWorkspace(actor, { name: "Another" }) }],
    writeWorkspace: [
      {
        answer: "refused",
        run: (actor, { owner }) =>
          inWorkspace(actor.workspaceId, (tx) =>
            writeWorkspace(tx, owner.workspaceId, { name: "Mine", sample: null, ownerId: actor.userId }),
          ),
      },
    ],
  },
  "decide.ts": {
    decide: [
      {
        needs: "decide",
        answer: "not-found",
        run: (actor, { proposal, hash }) =>
          decide(actor, { proposal, hash, team: "sales", decision: "approve", reason: "" }),
      },
    ],
  },
  "invite.ts": {
    invite: [
      {
        needs: "manage-members",
        answer: "own",
        run: (actor) => invite(actor, { role: "viewer", teams: [], note: "", days: 1 }),
      },
    ],
    revokeInvitation: [
      {
        needs: "manage-members",
        answer: "not-found",
        run: (actor, { invitation }) => revokeInvitation(actor, { invitation }),
      },
    ],
  },
  "join.ts": {
    join: [
      { answer: "already-used", run: (actor, { invitation }) => join(actor, { token: invitation }) },
      { answer: "already-used", run: (actor, { linkToken }) => join(actor, { token: linkToken }) },
    ],
    joinAsNew: [
      { answer: "already-used", run: (_, { invitation }) => joinAsNew(newcomer(invitation)) },
      { answer: "already-used", run: (_, { linkToken }) => joinAsNew(newcomer(linkToken)) },
    ],
  },
  "look-at-holdout.ts": {
    // The workspaces of the test have too few customers for any to be held back.
    lookAtHoldout: [
      {
        needs: "read",
        answer: "own",
        run: (actor) => lookAtHoldout(actor, { subject: "found", withSetAside: false }),
      },
    ],
  },
  "open-sample.ts": {
    openSample: [{ answer: "own", run: (actor) => openSample(actor, { kind: "security-startup" }) }],
  },
  "own-account.ts": {
    renamePerson: [{ answer: "own", run: (actor) => account.renamePerson(actor, { name: "New name" }) }],
    changePassword: [
      {
        answer: "wrong-current-password",
        run: (actor) => account.changePassword(actor, { current: "guessed", next: "plover meadow indigo" }),
      },
    ],
    endOwnSession: [
      {
        answer: "not-found",
        run: (actor, { owner }) => account.endOwnSession(actor, { session: owner.sessionId }),
      },
    ],
    endOtherSessions: [{ answer: "own", run: (actor) => account.endOtherSessions(actor) }],
    givePassword: "is run by whoever has the machine; no door leads to it",
  },
  "measure-criterion.ts": {
    putMeasurementBehind: [
      {
        needs: "edit-document",
        answer: "not-found",
        run: (actor, { criterion }) => putMeasurementBehind(actor, { criterion }),
      },
    ],
  },
  "propose.ts": {
    propose: [
      { needs: "propose", answer: "stale", run: (actor) => propose(actor, { base: 9999, summary: "" }) },
    ],
    withdraw: [
      {
        needs: "propose",
        answer: "not-found",
        run: (actor, { proposal }) => withdraw(actor, { proposal }),
      },
    ],
  },
  "publish.ts": {
    publish: [
      {
        needs: "publish",
        answer: "not-found",
        run: (actor, { proposal, hash }) => publish(actor, { proposal, hash, reason: "" }),
      },
    ],
  },
  "put-pattern-into-draft.ts": {
    putPatternIntoDraft: [
      {
        needs: "edit-document",
        answer: "own",
        run: async (actor, _, ours) =>
          putPatternIntoDraft(actor, {
            ...(await evidenceOf(ours)),
            ...{ kind: actor.role === "owner" ? "disqualifier" : "must-have", points: null },
          }),
      },
    ],
    lockDraft: [
      { answer: "own", run: (actor) => inWorkspace(actor.workspaceId, (tx) => lockDraft(tx, actor)) },
    ],
    attributeKnownAfterSale: [
      {
        answer: "nothing",
        run: (actor, { attribute, owner }) =>
          inWorkspace(actor.workspaceId, (tx) => attributeKnownAfterSale(tx, owner, [attribute])),
      },
    ],
  },
  "remove-sample.ts": {
    // Said to be a sample by its caller, which is not believed: only a row that says so goes.
    removeSample: [
      {
        needs: "change-workspace",
        answer: "own",
        run: (actor) => removeSample({ ...actor, workspace: { ...actor.workspace, sample: "made up" } }),
      },
    ],
    deleteWorkspace: [{ answer: "nothing", run: (_, { owner }) => deleteWorkspace(owner.workspaceId) }],
  },
  "restore-version.ts": {
    restoreVersion: [
      {
        needs: "edit-document",
        answer: "not-found",
        run: (actor, { version, revision }) => restoreVersion(actor, { version, base: revision }),
      },
    ],
  },
  "save-edit.ts": {
    saveEdit: [
      {
        needs: "edit-document",
        answer: "not-found",
        run: async (actor, { criterion }) => {
          const { revision } = await inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId));
          const edit = { edit: "archive", list: "criteria", id: criterion } as const;
          return saveEdit(actor, { base: revision, edit });
        },
      },
      {
        needs: "define-good-customer",
        answer: "stale",
        run: (actor) => saveEdit(actor, { base: 9999, edit: { edit: "set definition", definition: null } }),
      },
    ],
    stale: [
      { answer: "stale", run: (actor) => inWorkspace(actor.workspaceId, (tx) => stale(tx, actor)) },
      {
        answer: "stale",
        run: (actor, { owner }) => inWorkspace(actor.workspaceId, (tx) => stale(tx, owner)),
      },
    ],
    writeDraft: [
      {
        answer: "refused",
        run: (actor, { owner, revision }) =>
          inWorkspace(actor.workspaceId, async (tx) => {
            const { document } = await readDraft(tx, actor.workspaceId);
            const saved = { revision: revision + 1, document };
            return writeDraft(tx, owner, saved, { edit: "restore version", version: 1 });
          }),
      },
    ],
    ensureDocument: [
      {
        answer: "refused",
        run: (actor, { owner }) => inWorkspace(actor.workspaceId, (tx) => ensureDocument(tx, owner)),
      },
    ],
  },
  "share-version.ts": {
    shareVersion: [
      {
        needs: "share",
        answer: "not-found",
        run: (actor, { version }) => shareVersion(actor, { version, label: "", days: 7 }),
      },
    ],
    revokeShare: [
      { needs: "share", answer: "not-found", run: (actor, { link }) => revokeShare(actor, { link }) },
    ],
  },
  "write-story.ts": {
    done: "unwraps a result",
    writeStory: "calls the commands above for the people of a sample",
  },
};
