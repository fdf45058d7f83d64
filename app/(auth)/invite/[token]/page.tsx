import type { Metadata } from "next";
import { currentPerson } from "#lib/server/actor.ts";
import { type OpenInvitation, openInvitation } from "#lib/server/queries/invitation.ts";
import { Entrance } from "../../../../components/people/entrance";
import { JoinAsNewForm, JoinForm } from "../../../../components/people/join-forms";
import { standing } from "../../../../components/people/words";
import { ButtonLink } from "../../../../components/ui/button-link";
import { join, joinWithNewAccount } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await openInvitation(token);
  if (!invitation) return <NoInvitation />;
  const person = await currentPerson();
  return (
    <Entrance title={`Join ${invitation.workspaceName}`} summary={sentence(invitation)}>
      {person ? (
        <JoinForm
          token={token}
          person={{ name: person.name, email: person.email }}
          workspaceName={invitation.workspaceName}
          join={join}
        />
      ) : (
        <JoinAsNewForm token={token} joinAsNew={joinWithNewAccount} />
      )}
    </Entrance>
  );
}

const sentence = ({ invitedBy, role, teams }: OpenInvitation): string =>
  `${invitedBy} invites you ${standing(role, teams)}.`;

/** Unknown, used, revoked and expired look the same: a link that does not work tells nothing about itself. */
function NoInvitation() {
  return (
    <Entrance
      title="This invitation does not work"
      summary="It may have been used, revoked or have expired. Ask whoever sent it for a new one."
    >
      <ButtonLink href="/">Start page</ButtonLink>
    </Entrance>
  );
}
