import { notFound, redirect } from "next/navigation";
import { getServerSession } from "next-auth/next";
import { cache } from "react";
import type { Role, Team } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { authOptions } from "#lib/server/auth.ts";
import { outsideWorkspaces } from "#lib/server/db.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** Somebody signed in, not yet in any workspace. */
export interface Person {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly sessionId: string;
}

/** A member at work in one workspace. */
export interface Actor extends Person {
  readonly workspaceId: WorkspaceId;
  readonly workspace: { readonly slug: string; readonly name: string; readonly sample: string | null };
  readonly role: Role;
  readonly teams: readonly Team[];
}

interface MembershipRow {
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
  readonly sample: string | null;
  readonly role: Role;
  readonly teams: readonly Team[];
  readonly disabled: boolean;
}

/**
 * The signed-in person, or null: the cookie must hold, and the session's row must be neither ended nor expired. Layout
 * and page of one request ask once between them; the next request asks anew, and actions and handlers every time.
 */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const session = await getServerSession(authOptions);
  const sessionId = session?.sessionId;
  if (!sessionId) return null;
  const row = await outsideWorkspaces().session.findUnique({
    where: { id: sessionId },
    include: { user: true },
  });
  const now = Date.now();
  if (!row || row.endedAt || row.expiresAt.getTime() <= now) return null;
  if (now - row.lastSeenAt.getTime() > seenEveryMs) await markSeen(sessionId, now);
  return { userId: row.userId, name: row.user.name, email: row.user.email, sessionId };
});

/** Often enough for the list of one's sessions, and no write on every request. */
const seenEveryMs = 5 * 60_000;

async function markSeen(sessionId: string, now: number): Promise<void> {
  await outsideWorkspaces().session.updateMany({
    where: { id: sessionId },
    data: { lastSeenAt: new Date(now) },
  });
}

/** The workspaces a person is an active member of, oldest membership first. */
export const workspacesOf = (person: Pick<Person, "userId">): Promise<readonly MembershipRow[]> =>
  membershipsOf(person.userId);

// By id: every caller's person is an object of its own, which would never be found again.
const membershipsOf = cache(async (userId: string): Promise<readonly MembershipRow[]> => {
  const rows = await outsideWorkspaces().$queryRaw<MembershipRow[]>`
    select * from memberships_of(${userId}::uuid)`;
  return rows.filter((row) => !row.disabled);
});

/** The member a person is in the workspace with this slug; null for a stranger or a disabled member. */
export async function memberOf(person: Person, slug: string): Promise<Actor | null> {
  const row = (await workspacesOf(person)).find((workspace) => workspace.slug === slug);
  if (!row) return null;
  return {
    ...person,
    workspaceId: row.workspaceId as WorkspaceId,
    workspace: { slug: row.slug, name: row.name, sample: row.sample },
    role: row.role,
    teams: row.teams,
  };
}

/** Who is asking, for an action or a route handler. A stranger learns nothing but "not found". */
export async function currentActor(slug: string): Promise<Result<Actor>> {
  const person = await currentPerson();
  if (!person) return fail("signed-out");
  const actor = await memberOf(person, slug);
  return actor ? ok(actor) : fail("not-found");
}

/** Who is asking, for a page: sends the signed-out to sign in, and shows a stranger the not-found page. */
export async function requireActor(slug: string): Promise<Actor> {
  const actor = await currentActor(slug);
  if (actor.ok) return actor.value;
  if (actor.error === "signed-out") redirect(`/sign-in?next=${encodeURIComponent(`/w/${slug}/overview`)}`);
  notFound();
}

/** The workspace a token's hash belongs to: how an invitation or a share link opens its own workspace only. */
export async function workspaceOfToken(
  kind: "invitation" | "share link",
  hash: string,
): Promise<WorkspaceId | null> {
  const db = outsideWorkspaces();
  const [row] =
    kind === "invitation"
      ? await db.$queryRaw<{ id: string | null }[]>`select workspace_of_invitation(${hash}) as id`
      : await db.$queryRaw<{ id: string | null }[]>`select workspace_of_share_link(${hash}) as id`;
  return (row?.id ?? null) as WorkspaceId | null;
}

/** The id under which a new workspace is written; its maker becomes its first owner in the same transaction. */
export const mintWorkspaceId = (id: string): WorkspaceId => id as WorkspaceId;
