import { z } from "zod";
import type { Team } from "#lib/access/can.ts";
import { workspaceNameSchema } from "#lib/access/person.ts";
import { ok, type Result } from "#lib/errors/result.ts";
import { mintWorkspaceId, type Person } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace, newId, type Tx } from "#lib/server/db.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";
import { freeSlug } from "#lib/server/workspace-slug.ts";

/** The teams whose approval a new workspace asks for. */
export const firstRequiredTeams: readonly Team[] = ["marketing", "sales", "product"];

export const createWorkspaceInput = z.object({ name: workspaceNameSchema });

interface NewWorkspace {
  readonly name: string;
  readonly sample: string | null;
  readonly ownerId: string;
}

/**
 * Writes a workspace and its first owner in the caller's transaction. The owner stands for every required team
 * at first: alone, they could not agree on anything otherwise, and a version says who stood for whom.
 */
export async function writeWorkspace(
  tx: Tx,
  workspaceId: WorkspaceId,
  { name, sample, ownerId }: NewWorkspace,
): Promise<{ slug: string }> {
  const slug = await freeSlug(tx, name);
  await tx.workspace.create({
    data: { id: workspaceId, slug, name, sample, requiredTeams: [...firstRequiredTeams] },
  });
  await tx.membership.create({
    data: { workspaceId, id: newId(), userId: ownerId, role: "owner", teams: [...firstRequiredTeams] },
  });
  await audit(
    tx,
    { workspaceId, userId: ownerId },
    { action: "workspace created", target: workspaceId, detail: { name, sample } },
  );
  return { slug };
}

/** Opens an empty workspace that the person owns. */
export async function createWorkspace(
  person: Person,
  input: z.output<typeof createWorkspaceInput>,
): Promise<Result<{ slug: string }>> {
  const workspaceId = mintWorkspaceId(newId());
  return inWorkspace(workspaceId, async (tx) =>
    ok(await writeWorkspace(tx, workspaceId, { name: input.name, sample: null, ownerId: person.userId })),
  );
}
