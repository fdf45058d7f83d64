"use server";

import { z } from "zod";
import { definitionSchema } from "#lib/accounts/definition.ts";
import { ok } from "#lib/errors/result.ts";
import { act } from "#lib/server/act.ts";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { previewGoodCustomer } from "#lib/server/queries/load-good-customer.ts";

export const previewDefinition = act({
  action: "read",
  input: z.object({ definition: definitionSchema }),
  run: async (actor, { definition }) => ok(await previewGoodCustomer(actor, definition)),
});

export const saveDefinition = act({
  action: "define-good-customer",
  input: z.object({ base: z.number().int().min(0), definition: definitionSchema }),
  run: async (actor, { base, definition }) => {
    const saved = await saveEdit(actor, { base, edit: { edit: "set definition", definition } });
    return saved.ok ? ok({ revision: saved.value.revision }) : saved;
  },
});
