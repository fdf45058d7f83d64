import { z } from "zod";
import { emailSchema, passwordSchema, personNameSchema, workspaceNameSchema } from "#lib/access/person.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { mintWorkspaceId } from "#lib/server/actor.ts";
import { writeWorkspace } from "#lib/server/commands/create-workspace.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { hashPassword } from "#lib/server/passwords.ts";
import { consumeWelcomeToken, isWelcomeToken } from "#lib/server/welcome.ts";

export const claimInstanceInput = z.object({
  token: z.string().max(200),
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
  workspaceName: workspaceNameSchema,
});

/**
 * Makes whoever holds the welcome link the owner of the installation's first workspace. Error: `already-used`
 * for a token that is unknown, old, or was used a moment ago by somebody else.
 */
export async function claimInstance(
  input: z.output<typeof claimInstanceInput>,
): Promise<Result<{ slug: string }>> {
  if (!(await isWelcomeToken(input.token))) return fail("already-used");
  const passwordHash = await hashPassword(input.password);
  const workspaceId = mintWorkspaceId(newId());
  return inWorkspace(workspaceId, async (tx) => {
    if (!(await consumeWelcomeToken(tx, input.token))) return fail("already-used");
    const user = await tx.user.create({
      data: { id: newId(), email: input.email, name: input.name, passwordHash },
    });
    return ok(
      await writeWorkspace(tx, workspaceId, { name: input.workspaceName, sample: null, ownerId: user.id }),
    );
  });
}
