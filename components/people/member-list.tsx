import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import type { MemberRow, SaveMember } from "./member";
import { MemberDialog } from "./member-dialog";
import { Moment } from "./moment";
import { roleNames, teamList } from "./words";

/** Everybody in the workspace; owners can change each. */
export function MemberList({
  members,
  you,
  save,
}: {
  members: readonly MemberRow[];
  you: string;
  /** Null for who may only look. */
  save: SaveMember | null;
}) {
  return (
    <Card title="Members" padding="flush">
      <ul>
        {members.map((member) => (
          <li
            key={member.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-5 py-3"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{member.name}</span>
                {member.email === you && <Badge tone="accent">You</Badge>}
                {member.invented && <Badge tone="warn">Sample</Badge>}
                {member.disabled && <Badge tone="poor">Disabled</Badge>}
              </p>
              <p className="text-sm text-muted">
                {member.invented ? "Made up, cannot sign in" : member.email}
              </p>
            </div>
            <div className="flex grow items-center justify-between gap-4 sm:justify-end">
              <p className="text-sm sm:text-right">
                {roleNames[member.role]} · {teamList(member.teams)}
                <span className="block text-muted">
                  Since <Moment at={member.joinedAt} />
                </span>
              </p>
              {save && <MemberDialog member={member} save={save} />}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
