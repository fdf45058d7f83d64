import type { Action } from "#lib/access/can.ts";
import type { ErrorCode } from "#lib/errors/codes.ts";
import type { FullWorkspace } from "#lib/server/testing/full-workspace.ts";

/** A server action as a browser could call it: what its caller must be, and a well-formed input. */
export interface ActionDoor {
  /** An action of a member's role, or a door for anybody signed in, or for whoever holds a token. */
  readonly needs: Action | "person" | "visitor";
  /** What a member gets for it who names things of another workspace; null: it names nothing. */
  readonly foreign: ErrorCode | null;
  readonly input: (named: FullWorkspace) => object;
}

const definition = {
  outcomes: [{ outcome: "retention", poor: 0, good: 12, weight: 1 }],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
};

const text = { edit: "set text", part: "profile", text: "Changed" } as const;
const newcomer = { name: "Guest", email: "guest@workshop.example", password: "plover meadow indigo" };

/** Every server action of the app: by its file under app, then by its name. */
export const actionDoors: Readonly<Record<string, Readonly<Record<string, ActionDoor>>>> = {
  "(auth)/invite/[token]/actions.ts": {
    join: { needs: "person", foreign: "already-used", input: ({ link }) => ({ token: link }) },
    joinWithNewAccount: {
      needs: "visitor",
      foreign: "already-used",
      input: ({ link }) => ({ ...newcomer, token: link }),
    },
  },
  "(auth)/welcome/actions.ts": {
    claim: {
      needs: "visitor",
      foreign: "already-used",
      input: ({ linkToken }) => ({ ...newcomer, token: linkToken, workspaceName: "Mine" }),
    },
    openWorkspace: { needs: "person", foreign: null, input: () => ({ name: "Another" }) },
    openSampleWorkspace: { needs: "person", foreign: null, input: () => ({ kind: "security-startup" }) },
  },
  "w/[workspace]/accounts/actions.ts": {
    exclude: {
      needs: "import",
      foreign: "not-found",
      input: ({ account }) => ({ accountId: account, reason: "A favour to a founder" }),
    },
    endExclusion: {
      needs: "import",
      foreign: "not-found",
      input: ({ exclusion }) => ({ exclusionId: exclusion }),
    },
  },
  "w/[workspace]/actions.ts": {
    findAccounts: { needs: "read", foreign: null, input: ({ mark }) => ({ words: mark }) },
  },
  "w/[workspace]/document/actions.ts": {
    saveEdit: { needs: "edit-document", foreign: "stale", input: () => ({ base: 9999, edit: text }) },
    measureCriterion: {
      needs: "edit-document",
      foreign: "not-found",
      input: ({ criterion }) => ({ criterion }),
    },
    propose: { needs: "propose", foreign: "stale", input: () => ({ base: 9999, summary: "Why" }) },
    withdraw: { needs: "propose", foreign: "not-found", input: ({ proposal }) => ({ proposal }) },
    decide: {
      needs: "decide",
      foreign: "not-found",
      input: ({ proposal, hash }) => ({ proposal, hash, team: "sales", decision: "dissent", reason: "No" }),
    },
    publish: {
      needs: "publish",
      foreign: "not-found",
      input: ({ proposal, hash }) => ({ proposal, hash, reason: "Because" }),
    },
    checkAccount: { needs: "read", foreign: "not-found", input: ({ account }) => ({ account }) },
    suggestValues: { needs: "read", foreign: null, input: ({ attribute }) => ({ attribute }) },
    previewRule: {
      needs: "read",
      foreign: null,
      input: ({ attribute }) => ({ when: [{ attribute, operator: "equals", value: "Pro" }] }),
    },
  },
  "w/[workspace]/import/actions.ts": {
    takeInExport: { needs: "import", foreign: "not-found", input: (named) => ({ uploadId: named.upload }) },
    cancelImport: { needs: "import", foreign: "not-found", input: (named) => ({ importId: named.import }) },
    undoImport: { needs: "import", foreign: "not-found", input: (named) => ({ importId: named.import }) },
    changeReading: {
      needs: "import",
      foreign: "not-found",
      input: ({ upload }) => ({ uploadId: upload, change: {} }),
    },
    previewSet: {
      needs: "import",
      foreign: "not-found",
      input: ({ upload }) => ({ uploadIds: [upload], asOf: null, whole: false }),
    },
    answerDoubt: {
      needs: "import",
      foreign: "not-found",
      input: () => ({ reason: "same domain", value: "nobody.example", answer: null }),
    },
    startImport: {
      needs: "import",
      foreign: "not-found",
      input: ({ upload }) => ({ uploadIds: [upload], asOf: null, skipBadRows: false }),
    },
    answerSpelling: {
      needs: "import",
      foreign: "not-found",
      input: ({ attribute }) => ({ attribute, from: "Pro", to: "Basic", same: true }),
    },
    undoSpelling: {
      needs: "import",
      foreign: "not-found",
      input: ({ attribute }) => ({ attribute, from: "Pro", to: "pro" }),
    },
  },
  "w/[workspace]/patterns/actions.ts": {
    addPattern: {
      needs: "edit-document",
      foreign: "not-found",
      input: ({ pattern }) => ({ outcome: "retention", pattern, traits: [], kind: "signal" }),
    },
  },
  "w/[workspace]/patterns/back-test/actions.ts": {
    look: { needs: "read", foreign: null, input: () => ({ subject: "found" }) },
  },
  "w/[workspace]/patterns/combinations/actions.ts": {
    addRule: {
      needs: "edit-document",
      foreign: "not-found",
      input: ({ attribute }) => ({
        outcome: "retention",
        rule: JSON.stringify([{ attribute, operator: "is known" }]),
        kind: "signal",
      }),
    },
  },
  "w/[workspace]/patterns/good-customer/actions.ts": {
    previewDefinition: { needs: "read", foreign: null, input: () => ({ definition }) },
    saveDefinition: {
      needs: "define-good-customer",
      foreign: "stale",
      input: () => ({ base: 9999, definition }),
    },
  },
  "w/[workspace]/settings/actions.ts": {
    saveName: { needs: "change-workspace", foreign: null, input: () => ({ name: "New name" }) },
    saveApprovalRule: {
      needs: "change-workspace",
      foreign: null,
      input: () => ({ requiredTeams: ["sales"], publishOverDissent: true }),
    },
    // Also for an owner: a workspace that is no sample is not removed.
    dropSample: { needs: "change-workspace", foreign: "not-allowed", input: () => ({}) },
    invite: {
      needs: "manage-members",
      foreign: null,
      input: () => ({ role: "viewer", teams: [], note: "Guest", days: 1 }),
    },
    revokeInvite: {
      needs: "manage-members",
      foreign: "not-found",
      input: ({ invitation }) => ({ invitation }),
    },
    saveMember: {
      needs: "manage-members",
      foreign: "not-found",
      input: ({ membership }) => ({ member: membership, role: "viewer", teams: [], disabled: true }),
    },
    revokeShareLink: { needs: "share", foreign: "not-found", input: ({ link }) => ({ link }) },
    saveOwnName: { needs: "person", foreign: null, input: () => ({ name: "New name" }) },
    savePassword: {
      needs: "person",
      foreign: "wrong-current-password",
      input: () => ({ current: "guessed", next: "plover meadow indigo" }),
    },
    endSession: {
      needs: "person",
      foreign: "not-found",
      input: () => ({ session: "01970000-0000-7000-8000-000000000000" }),
    },
    endOthers: { needs: "person", foreign: null, input: () => ({}) },
  },
  "w/[workspace]/versions/actions.ts": {
    makeShareLink: {
      needs: "share",
      foreign: "not-found",
      input: ({ version }) => ({ version, label: "Board", days: 7 }),
    },
    revokeShareLink: { needs: "share", foreign: "not-found", input: ({ link }) => ({ link }) },
    restoreAsDraft: {
      needs: "edit-document",
      foreign: "not-found",
      input: ({ version, revision }) => ({ version, base: revision }),
    },
  },
};
