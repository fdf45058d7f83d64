import { createHash } from "node:crypto";
import type { Definition } from "#lib/accounts/definition.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import type { Tx } from "#lib/server/db.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** Of today's accounts so many must have been there, or a definition was tried on other data. */
const sameData = 0.5;

/**
 * Remembers that findings under this definition are being opened, and gives how many definitions, this one included, have
 * been tried while at least half of today's accounts were in the data: with every one chance had one chance more.
 */
export async function countDefinitionTry(
  tx: Tx,
  workspaceId: WorkspaceId,
  definition: Definition,
  dataRevision: number,
): Promise<number> {
  const name = nameOfDefinition(definition);
  const tries = await tx.definitionTry.findMany({ where: { workspaceId } });
  const here = tries.filter((one) => one.dataRevision === dataRevision);
  const accounts = here[0]?.accounts ?? (await tx.account.count({ where: { workspaceId } }));
  if (!here.some((one) => one.definition === name))
    await tx.definitionTry.createMany({
      data: [{ workspaceId, definition: name, dataRevision, accounts }],
      skipDuplicates: true,
    });
  const counted = tries.filter((one) => one.accounts >= sameData * accounts);
  return new Set([name, ...counted.map((one) => one.definition)]).size;
}

/** Names a definition: the same whatever order its outcomes are written in. */
export function nameOfDefinition(definition: Definition): string {
  const outcomes = [...definition.outcomes].sort((a, b) => (a.outcome < b.outcome ? -1 : 1));
  return createHash("sha256")
    .update(canonicalJson({ ...definition, outcomes }))
    .digest("hex");
}
