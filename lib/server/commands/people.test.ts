import { expect, test } from "vitest";
import { emailSchema } from "#lib/access/person.ts";
import { memberOf } from "#lib/server/actor.ts";
import { signIn } from "#lib/server/auth.ts";
import { changeMember } from "#lib/server/commands/change-member.ts";
import { changeApprovalRule, renameWorkspace } from "#lib/server/commands/change-workspace.ts";
import { claimInstance } from "#lib/server/commands/claim-instance.ts";
import { invite, revokeInvitation } from "#lib/server/commands/invite.ts";
import { join, joinAsNew } from "#lib/server/commands/join.ts";
import {
  changePassword,
  endOtherSessions,
  endOwnSession,
  givePassword,
} from "#lib/server/commands/own-account.ts";
import { appPool, inWorkspace, outsideWorkspaces } from "#lib/server/db.ts";
import { renewWelcomeToken } from "#lib/server/instance.ts";
import { openInvitation } from "#lib/server/queries/invitation.ts";
import { listInvitations, listMembers, listSessions } from "#lib/server/queries/people.ts";
import { approvalRule, auditPage } from "#lib/server/queries/settings.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { isWelcomeToken } from "#lib/server/welcome.ts";
import {
  actorIn,
  makeMember,
  makePerson,
  makeSession,
  makeWorkspace,
  usualPassword,
} from "../../../prisma/factories.ts";

useDatabase();

type Change = Parameters<typeof changeMember>[1];

const newcomer = (token: string, n: number | string) => ({
  token,
  name: `Person ${n}`,
  email: emailSchema.parse(`person-${n}@workshop.example`),
  password: usualPassword,
});

test("of twenty who open the welcome link one becomes the owner, and the link is used up", async () => {
  const token = await renewWelcomeToken(appPool());
  if (!token) throw new Error("the instance has an owner already");
  const claims = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      claimInstance({ ...newcomer(token, `claim-${n}`), workspaceName: "Tarn" }),
    ),
  );
  expect(claims.filter((claim) => claim.ok)).toHaveLength(1);
  expect(claims.filter((claim) => !claim.ok && claim.error === "already-used")).toHaveLength(19);
  expect(await outsideWorkspaces().user.count()).toBe(1);
  expect(await isWelcomeToken(token)).toBe(false);
  expect(await renewWelcomeToken(appPool())).toBeNull();
});

test("an unknown welcome token makes nobody anything", async () => {
  const before = await outsideWorkspaces().user.count();
  const claimed = await claimInstance({ ...newcomer("guessed", "guess"), workspaceName: "Tarn" });
  expect(claimed).toEqual({ ok: false, error: "already-used" });
  expect(await outsideWorkspaces().user.count()).toBe(before);
});

async function invited(role: "owner" | "editor" | "viewer" = "editor") {
  const owner = await makeWorkspace();
  const made = await invite(owner, { role, teams: ["sales", "product"], note: "Mei", days: 7 });
  if (!made.ok) throw new Error(made.error);
  return { owner, ...made.value };
}

test("an invitation says who invites to what, and lets one of twenty newcomers in", async () => {
  const { owner, token } = await invited();
  expect(await openInvitation(token)).toMatchObject({
    workspaceName: "Tarnworks",
    invitedBy: "Anna Weber",
    role: "editor",
    teams: ["sales", "product"],
  });
  const joins = await Promise.all(
    Array.from({ length: 20 }, (_, n) => joinAsNew(newcomer(token, `race-${n}`))),
  );
  expect(joins.filter((joined) => joined.ok)).toEqual([{ ok: true, value: { slug: owner.workspace.slug } }]);
  expect(joins.filter((joined) => !joined.ok && joined.error === "already-used")).toHaveLength(19);
  const members = await listMembers(owner);
  expect(members).toHaveLength(2);
  expect(members[1]).toMatchObject({ role: "editor", teams: ["sales", "product"], disabled: false });
  const left = await outsideWorkspaces().user.count({ where: { email: { startsWith: "person-race-" } } });
  expect(left).toBe(1);
  expect(await openInvitation(token)).toBeNull();
});

test("unknown, used, revoked and expired invitations look the same", async () => {
  const used = await invited();
  await joinAsNew(newcomer(used.token, "used"));
  const revoked = await invited();
  await revokeInvitation(revoked.owner, { invitation: revoked.id });
  const expired = await invited();
  await inWorkspace(expired.owner.workspaceId, (tx) =>
    tx.invitation.updateMany({
      where: { workspaceId: expired.owner.workspaceId },
      data: { expiresAt: new Date(Date.now() - 1000) },
    }),
  );
  const member = await makePerson();
  for (const [n, token] of [used.token, revoked.token, expired.token, "unknown"].entries()) {
    expect(await openInvitation(token)).toBeNull();
    expect(await joinAsNew(newcomer(token, `late-${n}`))).toEqual({ ok: false, error: "already-used" });
    // Also for an address that is known here: the link must not tell.
    expect(await joinAsNew({ ...newcomer(token, n), email: member.email })).toEqual({
      ok: false,
      error: "already-used",
    });
    expect(await join(member, { token })).toEqual({ ok: false, error: "already-used" });
  }
  expect((await listInvitations(expired.owner)).map(({ state }) => state)).toEqual(["expired"]);
  expect((await listInvitations(revoked.owner)).map(({ state }) => state)).toEqual(["revoked"]);
  expect((await listInvitations(used.owner)).map(({ state }) => state)).toEqual(["used"]);
});

test("a known address is told to sign in, and the invitation stays good", async () => {
  const { owner, token } = await invited();
  const known = await makePerson({ name: "Mei Chen" });
  expect(await joinAsNew({ ...newcomer(token, "x"), email: known.email })).toEqual({
    ok: false,
    error: "email-taken",
  });
  expect(await join(known, { token })).toEqual({ ok: true, value: { slug: owner.workspace.slug } });
  expect((await actorIn(known, owner.workspace.slug)).teams).toEqual(["sales", "product"]);
});

test("who is a member already keeps what they are and leaves the invitation to others", async () => {
  const { owner, token } = await invited("viewer");
  expect((await join(owner, { token })).ok).toBe(true);
  expect((await actorIn(owner, owner.workspace.slug)).role).toBe("owner");
  expect(await openInvitation(token)).not.toBeNull();
});

test("a disabled member is out at once, and no invitation brings them back", async () => {
  const { owner, token } = await invited();
  const editor = await makeMember(owner, { teams: ["sales"] });
  const member = (await listMembers(owner)).find(({ userId }) => userId === editor.userId)!;
  const change = { member: member.id, role: member.role, teams: [...member.teams] };
  expect((await changeMember(owner, { ...change, disabled: true })).ok).toBe(true);
  expect(await memberOf(editor, owner.workspace.slug)).toBeNull();
  expect(await join(editor, { token })).toEqual({ ok: false, error: "not-allowed" });
  expect((await changeMember(owner, { ...change, disabled: false })).ok).toBe(true);
  expect(await memberOf(editor, owner.workspace.slug)).toMatchObject({ role: "editor" });
});

test("a changed role holds on the next request", async () => {
  const owner = await makeWorkspace();
  const editor = await makeMember(owner);
  const member = (await listMembers(owner)).find(({ userId }) => userId === editor.userId)!;
  await changeMember(owner, { member: member.id, role: "viewer", teams: ["product"], disabled: false });
  expect(await actorIn(editor, owner.workspace.slug)).toMatchObject({ role: "viewer", teams: ["product"] });
});

test("the last owner can be neither demoted nor disabled, also not by two owners at once", async () => {
  const owner = await makeWorkspace();
  const [own] = await listMembers(owner);
  const demoted: Change = { member: own!.id, role: "editor", teams: [], disabled: false };
  expect(await changeMember(owner, demoted)).toEqual({ ok: false, error: "last-owner" });
  expect(await changeMember(owner, { ...demoted, role: "owner", disabled: true })).toEqual({
    ok: false,
    error: "last-owner",
  });
  const second = await makeMember(owner, { role: "owner", name: "Mei Chen" });
  const other = (await listMembers(owner)).find(({ userId }) => userId === second.userId)!;
  const both = await Promise.all([
    changeMember(owner, { ...demoted, member: other.id }),
    changeMember(second, demoted),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await listMembers(owner)).filter(({ role }) => role === "owner")).toHaveLength(1);
});

test("only owners manage, and only in their own workspace", async () => {
  const owner = await makeWorkspace();
  const stranger = await makeWorkspace({ name: "Elsewhere" });
  const [member] = await listMembers(owner);
  const change: Change = { member: member!.id, role: "viewer", teams: [], disabled: true };
  expect(await changeMember(stranger, change)).toEqual({ ok: false, error: "not-found" });
  const made = await invite(owner, { role: "viewer", teams: [], note: "", days: 1 });
  if (!made.ok) throw new Error(made.error);
  expect(await revokeInvitation(stranger, { invitation: made.value.id })).toEqual({
    ok: false,
    error: "not-found",
  });
  for (const role of ["editor", "viewer"] as const) {
    const actor = await makeMember(owner, { role });
    const refused = { ok: false, error: "not-allowed" };
    expect(await invite(actor, { role: "owner", teams: [], note: "", days: 1 })).toEqual(refused);
    expect(await revokeInvitation(actor, { invitation: made.value.id })).toEqual(refused);
    expect(await changeMember(actor, { ...change, role: "owner", disabled: false })).toEqual(refused);
    expect(await renameWorkspace(actor, { name: "Mine" })).toEqual(refused);
    expect(await changeApprovalRule(actor, { requiredTeams: ["other"], publishOverDissent: true })).toEqual(
      refused,
    );
  }
  expect(await openInvitation(made.value.token)).not.toBeNull();
});

test("what owners change is in the audit trail, and the chain holds", async () => {
  const owner = await makeWorkspace();
  await renameWorkspace(owner, { name: "Tarn & Sons" });
  await changeApprovalRule(owner, { requiredTeams: ["sales"], publishOverDissent: false });
  expect(await approvalRule(owner)).toEqual({ requiredTeams: ["sales"], publishOverDissent: false });
  const audit = await auditPage(owner, 1);
  expect(audit.lines.map(({ action }) => action)).toEqual([
    "approval rule changed",
    "workspace renamed",
    "workspace created",
  ]);
  expect(audit).toMatchObject({ total: 3, brokenAt: null });
  expect(audit.lines.every(({ named }) => named === null)).toBe(true);
  expect(audit.lines.every(({ who }) => who === "Anna Weber")).toBe(true);
});

test("two workspaces of one name have two addresses", async () => {
  const owner = await makePerson();
  const made = await Promise.all([1, 2, 3].map(() => makeWorkspace({ name: "Größe & Łódź", owner })));
  expect(made.map(({ workspace }) => workspace.slug).sort()).toEqual([
    "grosse-lodz",
    "grosse-lodz-2",
    "grosse-lodz-3",
  ]);
});

test("a new password ends the other sessions, the wrong current one changes nothing", async () => {
  const person = await makePerson();
  await makeSession(person.userId);
  const wrong = await changePassword(person, { current: "not my password", next: "willow sorrel plover" });
  expect(wrong).toEqual({ ok: false, error: "wrong-current-password" });
  expect(await listSessions(person)).toHaveLength(2);
  const changed = await changePassword(person, { current: person.password, next: "willow sorrel plover" });
  expect(changed).toEqual({ ok: true, value: { ended: 1 } });
  const sessions = await listSessions(person);
  expect(sessions).toMatchObject([{ id: person.sessionId, current: true, device: "Firefox on Linux" }]);
});

test("one ends one's own sessions and nobody else's", async () => {
  const person = await makePerson();
  const other = await makePerson({ name: "Mei Chen" });
  const second = await makeSession(person.userId);
  expect(await endOwnSession(other, { session: second })).toEqual({ ok: false, error: "not-found" });
  expect(await listSessions(person)).toHaveLength(2);
  expect((await endOwnSession(person, { session: second })).ok).toBe(true);
  expect((await endOwnSession(person, { session: second })).ok).toBe(true);
  expect(await listSessions(person)).toHaveLength(1);
  await makeSession(person.userId);
  expect(await endOtherSessions(person)).toEqual({ ok: true, value: { ended: 1 } });
  expect((await listSessions(other)).length).toBe(1);
});

test("who has forgotten the password is given a new one, and whoever had the old one is out", async () => {
  const person = await makePerson();
  const password = (await givePassword(person.email)) ?? "";
  expect(password).toMatch(/^[\w-]{16}$/);
  expect(await listSessions(person)).toEqual([]);
  const attempt = { email: person.email, address: "198.51.100.9", userAgent: "" };
  expect(await signIn({ ...attempt, password: person.password })).toMatchObject({ error: "wrong-password" });
  expect((await signIn({ ...attempt, password })).ok).toBe(true);
  const invented = await makePerson();
  await outsideWorkspaces().user.update({ where: { id: invented.userId }, data: { passwordHash: null } });
  for (const email of [invented.email, "nobody@workshop.example"])
    expect(await givePassword(email)).toBeNull();
});
