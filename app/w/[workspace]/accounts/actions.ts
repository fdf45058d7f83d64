"use server";

import { act } from "#lib/server/act.ts";
import {
  endExclusion as endExclusionCommand,
  endExclusionInput,
  exclude as excludeCommand,
  excludeInput,
} from "#lib/server/commands/exclude.ts";

export const exclude = act({ action: "import", input: excludeInput, run: excludeCommand });
export const endExclusion = act({ action: "import", input: endExclusionInput, run: endExclusionCommand });
