// Imports in a process of its own, for a test that kills it on the way. What is to be imported comes as a message.
import { memberOf } from "#lib/server/actor.ts";
import { type ImportSetInput, importSet } from "#lib/server/commands/import-set.ts";
import { type ImportTableInput, importTable } from "#lib/server/commands/import-table.ts";

/** One table of accounts, or several files that are joined. */
export type ChildInput = { readonly table: ImportTableInput } | { readonly set: ImportSetInput };

const [userId = "", slug = ""] = process.argv.slice(2);
const actor = await memberOf({ userId, name: "", email: "", sessionId: "" }, slug);
if (actor === null) throw new Error("The child is no member of the workspace.");
const imports = (input: ChildInput): Promise<unknown> =>
  "table" in input ? importTable(actor, input.table) : importSet(actor, input.set);
process.once("message", (input: ChildInput) => void imports(input).then(() => process.exit(0)));
process.send?.("ready");
