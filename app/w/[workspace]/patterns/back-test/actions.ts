"use server";

import { act } from "#lib/server/act.ts";
import { lookAtHoldout, lookInput } from "#lib/server/commands/look-at-holdout.ts";

export const look = act({ action: "read", input: lookInput, run: lookAtHoldout });
