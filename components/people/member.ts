import type { Role, Team } from "#lib/access/can.ts";
import type { Result } from "#lib/errors/result.ts";

export interface MemberRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  teams: readonly Team[];
  disabled: boolean;
  joinedAt: string;
  invented: boolean;
}

export type SaveMember = (input: {
  member: string;
  role: Role;
  teams: Team[];
  disabled: boolean;
}) => Promise<Result<null>>;
