import type { Role, Team } from "#lib/access/can.ts";
import { type Actor, memberOf, type Person } from "#lib/server/actor.ts";
import { createWorkspace } from "#lib/server/commands/create-workspace.ts";
import { inWorkspace, newId, outsideWorkspaces } from "#lib/server/db.ts";
import { hashPassword } from "#lib/server/passwords.ts";

/** What the seed, the tests and the browser tests make people and workspaces with. */
export interface MadePerson extends Person {
  readonly password: string;
}

export const usualPassword = "tarn kestrel umber";

/** A person with a password and an open session. The address is unique unless one is given. */
export async function makePerson({
  name = "Anna Weber",
  email,
  password = usualPassword,
}: {
  readonly name?: string;
  readonly email?: string;
  readonly password?: string;
} = {}): Promise<MadePerson> {
  const userId = newId();
  const address =
    email ?? `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}.${userId.slice(-12)}@workshop.example`;
  const passwordHash = await hashPassword(password);
  await outsideWorkspaces().user.create({ data: { id: userId, name, email: address, passwordHash } });
  const person = { userId, name, email: address, password };
  return { ...person, sessionId: await makeSession(userId) };
}

/** A session of a person, as a sign-in would open it. */
export async function makeSession(userId: string, userAgent = "Firefox/150.0 Linux"): Promise<string> {
  const id = newId();
  const expiresAt = new Date(Date.now() + 86_400_000);
  await outsideWorkspaces().session.create({ data: { id, userId, userAgent, expiresAt } });
  return id;
}

/** A workspace and its owner, at work in it. */
export async function makeWorkspace({
  name = "Tarnworks",
  owner,
}: {
  readonly name?: string;
  readonly owner?: MadePerson;
} = {}): Promise<Actor> {
  const person = owner ?? (await makePerson());
  const made = await createWorkspace(person, { name });
  if (!made.ok) throw new Error(made.error);
  return actorIn(person, made.value.slug);
}

/** A further member of a workspace, at work in it. */
export async function makeMember(
  of: Actor,
  {
    role = "editor",
    teams = [],
    person,
    name = "Tomás Silva",
  }: {
    readonly role?: Role;
    readonly teams?: readonly Team[];
    readonly person?: MadePerson;
    readonly name?: string;
  } = {},
): Promise<Actor> {
  const member = person ?? (await makePerson({ name }));
  await inWorkspace(of.workspaceId, (tx) =>
    tx.membership.create({
      data: { workspaceId: of.workspaceId, id: newId(), userId: member.userId, role, teams: [...teams] },
    }),
  );
  return actorIn(member, of.workspace.slug);
}

/** The actor a person is in a workspace now; throws where they are none. */
export async function actorIn(person: Person, slug: string): Promise<Actor> {
  const actor = await memberOf(person, slug);
  if (!actor) throw new Error(`${person.name} is no member of ${slug}.`);
  return actor;
}
