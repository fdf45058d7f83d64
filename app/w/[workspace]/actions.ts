"use server";

import { z } from "zod";
import { storableText } from "#lib/accounts/text.ts";
import { ok } from "#lib/errors/result.ts";
import { act } from "#lib/server/act.ts";
import { findAccountsByName } from "#lib/server/queries/find-accounts.ts";

export const findAccounts = act({
  action: "read",
  input: z.object({ words: storableText(200).trim().min(1) }),
  run: async (actor, { words }) => ok(await findAccountsByName(actor, words)),
});
