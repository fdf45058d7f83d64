"use server";

import { act, actAsPerson } from "#lib/server/act.ts";
import { changeMember, changeMemberInput } from "#lib/server/commands/change-member.ts";
import {
  changeApprovalRule,
  changeApprovalRuleInput,
  renameWorkspace,
  renameWorkspaceInput,
} from "#lib/server/commands/change-workspace.ts";
import {
  invite as inviteCommand,
  inviteInput,
  revokeInvitation,
  revokeInvitationInput,
} from "#lib/server/commands/invite.ts";
import {
  changePassword,
  changePasswordInput,
  endOtherSessions,
  endOtherSessionsInput,
  endOwnSession,
  endOwnSessionInput,
  renamePerson,
  renamePersonInput,
} from "#lib/server/commands/own-account.ts";
import { removeSample, removeSampleInput } from "#lib/server/commands/remove-sample.ts";
import { revokeShare, revokeShareInput } from "#lib/server/commands/share-version.ts";

export const saveName = act({
  action: "change-workspace",
  input: renameWorkspaceInput,
  run: renameWorkspace,
});

export const saveApprovalRule = act({
  action: "change-workspace",
  input: changeApprovalRuleInput,
  run: changeApprovalRule,
});

export const dropSample = act({ action: "change-workspace", input: removeSampleInput, run: removeSample });

export const invite = act({ action: "manage-members", input: inviteInput, run: inviteCommand });

export const revokeInvite = act({
  action: "manage-members",
  input: revokeInvitationInput,
  run: revokeInvitation,
});

export const saveMember = act({ action: "manage-members", input: changeMemberInput, run: changeMember });

export const revokeShareLink = act({ action: "share", input: revokeShareInput, run: revokeShare });

export const saveOwnName = actAsPerson({ input: renamePersonInput, run: renamePerson });

export const savePassword = actAsPerson({ input: changePasswordInput, run: changePassword });

export const endSession = actAsPerson({ input: endOwnSessionInput, run: endOwnSession });

export const endOthers = actAsPerson({ input: endOtherSessionsInput, run: endOtherSessions });
