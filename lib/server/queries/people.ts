import type { Role, Team } from "#lib/access/can.ts";
import type { Actor, Person } from "#lib/server/actor.ts";
import { inWorkspace, outsideWorkspaces } from "#lib/server/db.ts";

export interface Member {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly teams: readonly Team[];
  readonly disabled: boolean;
  readonly joinedAt: string;
  /** Invented people of a sample workspace, who cannot sign in. */
  readonly invented: boolean;
}

/** Everybody in the workspace, oldest membership first. */
export async function listMembers(actor: Actor): Promise<readonly Member[]> {
  const rows = await inWorkspace(actor.workspaceId, (tx) =>
    tx.membership.findMany({
      where: { workspaceId: actor.workspaceId },
      include: { user: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  );
  return rows.map((row) => ({
    id: row.id,
    userId: row.userId,
    name: row.user.name,
    email: row.user.email,
    role: row.role as Role,
    teams: row.teams as Team[],
    disabled: row.disabledAt !== null,
    joinedAt: row.createdAt.toISOString(),
    invented: row.user.passwordHash === null,
  }));
}

export type InvitationState = "open" | "used" | "expired" | "revoked";

export interface ListedInvitation {
  readonly id: string;
  readonly note: string;
  readonly role: Role;
  readonly teams: readonly Team[];
  readonly invitedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly state: InvitationState;
}

/** The workspace's invitations, newest first; without their links, which were shown once. */
export async function listInvitations(actor: Actor): Promise<readonly ListedInvitation[]> {
  const now = Date.now();
  return inWorkspace(actor.workspaceId, async (tx) => {
    const rows = await tx.invitation.findMany({
      where: { workspaceId: actor.workspaceId },
      orderBy: { createdAt: "desc" },
      take: 100,
    });
    const inviters = await tx.user.findMany({ where: { id: { in: rows.map((row) => row.createdBy) } } });
    const names = new Map(inviters.map((user) => [user.id, user.name]));
    return rows.map((row) => ({
      id: row.id,
      note: row.note,
      role: row.role as Role,
      teams: row.teams as Team[],
      invitedBy: names.get(row.createdBy) ?? "somebody",
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      state: stateOf(row, now),
    }));
  });
}

function stateOf(
  row: { usedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: number,
): InvitationState {
  if (row.usedAt) return "used";
  if (row.revokedAt) return "revoked";
  return row.expiresAt.getTime() <= now ? "expired" : "open";
}

export interface ListedSession {
  readonly id: string;
  readonly device: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly current: boolean;
}

/** One's own sessions that still hold, the current one first. */
export async function listSessions(person: Person): Promise<readonly ListedSession[]> {
  const rows = await outsideWorkspaces().session.findMany({
    where: { userId: person.userId, endedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    take: 50,
  });
  const sessions = rows.map((row) => ({
    id: row.id,
    device: deviceOf(row.userAgent),
    startedAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === person.sessionId,
  }));
  return sessions.sort((a, b) => Number(b.current) - Number(a.current));
}

const browsers = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const systems = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS", "Mac"],
  ["Linux", "Linux"],
] as const;

/** What to call the browser behind a User-Agent: "Firefox on Windows". */
export function deviceOf(userAgent: string): string {
  const named = (list: readonly (readonly [string, string])[]) =>
    list.find(([mark]) => userAgent.includes(mark))?.[1];
  const browser = named(browsers);
  const system = named(systems);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "Unknown browser";
}
