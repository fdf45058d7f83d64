"use server";

import { z } from "zod";
import { storableText } from "#lib/accounts/text.ts";
import { conditionSchema } from "#lib/criteria/criterion.ts";
import { ok } from "#lib/errors/result.ts";
import { act } from "#lib/server/act.ts";
import * as deciding from "#lib/server/commands/decide.ts";
import * as measuring from "#lib/server/commands/measure-criterion.ts";
import * as proposing from "#lib/server/commands/propose.ts";
import * as publishing from "#lib/server/commands/publish.ts";
import * as saving from "#lib/server/commands/save-edit.ts";
import * as checking from "#lib/server/queries/check-account.ts";
import { previewRule as preview, suggestValues as suggest } from "#lib/server/queries/suggest-values.ts";

export const saveEdit = act({ action: "edit-document", input: saving.saveEditInput, run: saving.saveEdit });

export const measureCriterion = act({
  action: "edit-document",
  input: measuring.measureInput,
  run: measuring.putMeasurementBehind,
});

export const propose = act({ action: "propose", input: proposing.proposeInput, run: proposing.propose });

export const withdraw = act({ action: "propose", input: proposing.withdrawInput, run: proposing.withdraw });

export const decide = act({ action: "decide", input: deciding.decideInput, run: deciding.decide });

export const publish = act({ action: "publish", input: publishing.publishInput, run: publishing.publish });

export const checkAccount = act({
  action: "read",
  input: z.object({ account: z.uuid() }),
  run: (actor, { account }) => checking.checkAccount(actor, account),
});

export const suggestValues = act({
  action: "read",
  input: z.object({ attribute: storableText(300) }),
  run: async (actor, { attribute }) => ok(await suggest(actor, attribute)),
});

export const previewRule = act({
  action: "read",
  input: z.object({ when: z.array(conditionSchema).min(1).max(4) }),
  run: async (actor, { when }) => ok(await preview(actor, when)),
});
