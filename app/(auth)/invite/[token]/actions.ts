"use server";

import { actAsPerson, actAsVisitor } from "#lib/server/act.ts";
import { joinAsNew, joinAsNewInput, join as joinCommand, joinInput } from "#lib/server/commands/join.ts";

export const join = actAsPerson({ input: joinInput, run: joinCommand });

export const joinWithNewAccount = actAsVisitor({
  input: joinAsNewInput,
  run: (_visitor, input) => joinAsNew(input),
});
