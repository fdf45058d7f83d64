import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { requireActor } from "#lib/server/actor.ts";
import { listInvitations, listMembers } from "#lib/server/queries/people.ts";
import { InvitationList } from "../../../../../components/people/invitation-list";
import { InviteForm } from "../../../../../components/people/invite-form";
import { MemberList } from "../../../../../components/people/member-list";
import { invite, revokeInvite, saveMember } from "../actions";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { slug } = actor.workspace;
  const members = await listMembers(actor);
  if (!can(actor.role, "manage-members")) {
    return <MemberList members={members} you={actor.email} save={null} />;
  }
  const invitations = await listInvitations(actor);
  return (
    <>
      <MemberList members={members} you={actor.email} save={saveMember.bind(null, slug)} />
      <InviteForm invite={invite.bind(null, slug)} />
      <InvitationList invitations={invitations} revoke={revokeInvite.bind(null, slug)} />
    </>
  );
}
