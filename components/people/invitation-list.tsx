"use client";

import type { Role, Team } from "#lib/access/can.ts";
import type { Result } from "#lib/errors/result.ts";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { openFirst, ShowAll } from "../ui/show-all";
import { useCall } from "../ui/use-call";
import { FormProblem } from "./form-problem";
import { Moment } from "./moment";
import { RevokeButton } from "./revoke-button";
import { roleNames, teamList } from "./words";

export interface InvitationRow {
  id: string;
  note: string;
  role: Role;
  teams: readonly Team[];
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
  state: "open" | "used" | "expired" | "revoked";
}

const tones = { open: "accent", used: "good", expired: "plain", revoked: "plain" } as const;
const stateNames = { open: "Open", used: "Used", expired: "Expired", revoked: "Revoked" } as const;

export function InvitationList({
  invitations,
  revoke,
}: {
  invitations: readonly InvitationRow[];
  revoke: (input: { invitation: string }) => Promise<Result<null>>;
}) {
  const { problem, ...calling } = useCall();
  if (invitations.length === 0) return null;
  return (
    <Card title="Invitations" padding="flush">
      {problem && (
        <div className="px-5 pb-3">
          <FormProblem problem={problem} />
        </div>
      )}
      <ShowAll
        {...openFirst(invitations)}
        row={(invitation) => (
          <li
            key={invitation.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-5 py-3"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{invitation.note || "Somebody"}</span>
                <Badge tone={tones[invitation.state]}>{stateNames[invitation.state]}</Badge>
              </p>
              <p className="text-sm text-muted">
                {roleNames[invitation.role]} · {teamList(invitation.teams)} · by {invitation.invitedBy},{" "}
                <Moment at={invitation.createdAt} />
                {invitation.state === "open" && (
                  <>
                    , until <Moment at={invitation.expiresAt} />
                  </>
                )}
              </p>
            </div>
            {invitation.state === "open" && (
              <RevokeButton
                what={`the invitation of ${invitation.note || "somebody"}`}
                revoke={() => revoke({ invitation: invitation.id })}
                calling={calling}
              />
            )}
          </li>
        )}
      />
    </Card>
  );
}
