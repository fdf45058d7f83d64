"use server";

import { actAsPerson, actAsVisitor } from "#lib/server/act.ts";
import { claimInstance, claimInstanceInput } from "#lib/server/commands/claim-instance.ts";
import { createWorkspace, createWorkspaceInput } from "#lib/server/commands/create-workspace.ts";
import { openSample, openSampleInput } from "#lib/server/commands/open-sample.ts";

export const claim = actAsVisitor({
  input: claimInstanceInput,
  run: (_visitor, input) => claimInstance(input),
});

export const openWorkspace = actAsPerson({ input: createWorkspaceInput, run: createWorkspace });

export const openSampleWorkspace = actAsPerson({ input: openSampleInput, run: openSample });
