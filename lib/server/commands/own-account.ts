import { randomBytes } from "node:crypto";
import { z } from "zod";
import { passwordSchema, personNameSchema } from "#lib/access/person.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Person } from "#lib/server/actor.ts";
import { outsideWorkspaces } from "#lib/server/db.ts";
import { hashPassword, verifyPassword } from "#lib/server/passwords.ts";
import { countAttempt, forgiveMistakes } from "#lib/server/throttle.ts";

export const renamePersonInput = z.object({ name: personNameSchema });

export async function renamePerson(
  person: Person,
  input: z.output<typeof renamePersonInput>,
): Promise<Result<null>> {
  await outsideWorkspaces().user.update({ where: { id: person.userId }, data: { name: input.name } });
  return ok(null);
}

export const changePasswordInput = z.object({
  current: z.string().min(1).max(200),
  next: passwordSchema,
});

/**
 * Changes one's password and ends every other session, in case somebody else has one. Errors:
 * `wrong-current-password`, and `throttled` after too many wrong ones.
 */
export async function changePassword(
  person: Person,
  input: z.output<typeof changePasswordInput>,
): Promise<Result<{ ended: number }>> {
  const attempt = { email: person.email, address: `password of ${person.userId}` };
  const counted = await countAttempt(attempt);
  if (!counted.ok) return counted;
  const db = outsideWorkspaces();
  const user = await db.user.findUnique({ where: { id: person.userId } });
  if (!(await verifyPassword(user?.passwordHash ?? null, input.current)))
    return fail("wrong-current-password");
  await forgiveMistakes(attempt);
  const passwordHash = await hashPassword(input.next);
  const [, others] = await db.$transaction([
    db.user.update({ where: { id: person.userId }, data: { passwordHash } }),
    db.session.updateMany({
      where: { userId: person.userId, id: { not: person.sessionId }, endedAt: null },
      data: { endedAt: new Date() },
    }),
  ]);
  return ok({ ended: others.count });
}

export const endOwnSessionInput = z.object({ session: z.uuid() });

/** Ends one of one's own sessions; somebody else's is `not-found`. Ending it twice is no error. */
export async function endOwnSession(
  person: Person,
  input: z.output<typeof endOwnSessionInput>,
): Promise<Result<null>> {
  const where = { id: input.session, userId: person.userId };
  const db = outsideWorkspaces();
  if ((await db.session.count({ where })) === 0) return fail("not-found");
  await db.session.updateMany({ where: { ...where, endedAt: null }, data: { endedAt: new Date() } });
  return ok(null);
}

export const endOtherSessionsInput = z.object({});

/** Ends every session but the one this comes from. */
export async function endOtherSessions(person: Person): Promise<Result<{ ended: number }>> {
  const others = await outsideWorkspaces().session.updateMany({
    where: { userId: person.userId, id: { not: person.sessionId }, endedAt: null },
    data: { endedAt: new Date() },
  });
  return ok({ ended: others.count });
}

/**
 * A new password for somebody who has forgotten theirs, made up here; every session of theirs ends. For whoever has the
 * machine, never for a member: an account belongs to its person, who may be in other workspaces as well. Null where
 * nobody signs in with this address.
 */
export async function givePassword(email: string): Promise<string | null> {
  const password = randomBytes(12).toString("base64url");
  const db = outsideWorkspaces();
  const user = await db.user.findFirst({ where: { email, passwordHash: { not: null } } });
  if (!user) return null;
  const passwordHash = await hashPassword(password);
  await db.$transaction([
    db.user.update({ where: { id: user.id }, data: { passwordHash } }),
    db.session.updateMany({ where: { userId: user.id, endedAt: null }, data: { endedAt: new Date() } }),
  ]);
  return password;
}
