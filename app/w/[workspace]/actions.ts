"use server";

import { z } from "zod";
import { ok } from "#lib/errors/result.ts";
import { act } from "#lib/server/act.ts";
import { findAccountsByName } from "#lib/server/queries/find-accounts.ts";

export const findAccounts = act({
  action: "read",
  input: z.object({ words: z.string().trim().min(1).max(200) }),
  run: async (actor, { words }) => ok(await findAccountsByName(actor, words)),
});
