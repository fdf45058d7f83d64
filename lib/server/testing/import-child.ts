// Imports one upload in a process of its own, for a test that kills it on the way. The mapping comes as a message.
import type { Mapping } from "#lib/import/mapping.ts";
import { memberOf } from "#lib/server/actor.ts";
import { importTable } from "#lib/server/commands/import-table.ts";

const [userId = "", slug = "", uploadId = ""] = process.argv.slice(2);
const actor = await memberOf({ userId, name: "", email: "", sessionId: "" }, slug);
if (actor === null) throw new Error("The child is no member of the workspace.");
process.once(
  "message",
  (mapping: Mapping) =>
    void importTable(actor, { uploadId, mapping, skipBadRows: false }).then(() => process.exit(0)),
);
process.send?.("ready");
