"use server";

import { act } from "#lib/server/act.ts";
import { restoreVersion, restoreVersionInput } from "#lib/server/commands/restore-version.ts";
import {
  revokeShare,
  revokeShareInput,
  shareVersion,
  shareVersionInput,
} from "#lib/server/commands/share-version.ts";

export const makeShareLink = act({ action: "share", input: shareVersionInput, run: shareVersion });

export const revokeShareLink = act({ action: "share", input: revokeShareInput, run: revokeShare });

export const restoreAsDraft = act({
  action: "edit-document",
  input: restoreVersionInput,
  run: restoreVersion,
});
