import type { Team } from "#lib/access/can.ts";
import { readable } from "#lib/accounts/readable.ts";

/** A team's recorded yes or no on one content hash, with who gave it and when (an ISO instant). */
export interface Decision {
  readonly team: Team;
  readonly decision: "approve" | "dissent";
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

export interface TeamState {
  readonly team: Team;
  readonly required: boolean;
  readonly state: "waiting" | "approved" | "dissented";
  readonly decision: Decision | null;
}

/** Who must agree where a workspace has named nobody: no version is published on nobody's word. */
const usualTeams: readonly Team[] = ["marketing", "sales", "product"];

/** Where each team stands on one hash: the required ones first, then any other that has spoken. */
export function teamStates(required: readonly Team[], decisions: readonly Decision[]): readonly TeamState[] {
  const needed = required.length > 0 ? required : usualTeams;
  const others = decisions.map((one) => one.team).filter((team) => !needed.includes(team));
  return [...new Set([...needed, ...others])].map((team) => {
    const decision = decisions.find((one) => one.team === team) ?? null;
    return { team, required: needed.includes(team), state: stateOf(decision), decision };
  });
}

function stateOf(decision: Decision | null): TeamState["state"] {
  if (!decision) return "waiting";
  return decision.decision === "approve" ? "approved" : "dissented";
}

export interface PublishQuestion {
  readonly required: readonly Team[];
  readonly decisions: readonly Decision[];
  /** The workspace's rule: may a version be published over a dissent at all. */
  readonly overDissentAllowed: boolean;
  /** Whether the person asking may use that rule. */
  readonly mayOverride: boolean;
  readonly reason: string;
}

export type PublishAnswer =
  | { readonly can: true; readonly overDissent: string | null }
  | {
      readonly can: false;
      readonly why: "waiting" | "dissent" | "owner only" | "reason needed";
      readonly teams: readonly Team[];
    };

/**
 * Whether a proposal may be published: every required team has approved it; or all have spoken, some against
 * it, the workspace's rule lets its owner go over that, and a reason is given, which the version prints.
 */
export function canPublish(question: PublishQuestion): PublishAnswer {
  const states = teamStates(question.required, question.decisions).filter((one) => one.required);
  const having = (state: TeamState["state"]) =>
    states.filter((one) => one.state === state).map((one) => one.team);
  const waiting = having("waiting");
  if (waiting.length > 0) return { can: false, why: "waiting", teams: waiting };
  const dissenting = having("dissented");
  if (dissenting.length === 0) return { can: true, overDissent: null };
  const no = (why: "dissent" | "owner only" | "reason needed"): PublishAnswer => ({
    can: false,
    why,
    teams: dissenting,
  });
  if (!question.overDissentAllowed) return no("dissent");
  if (!question.mayOverride) return no("owner only");
  const reason = readable(question.reason);
  return reason === "" ? no("reason needed") : { can: true, overDissent: reason };
}

/** Says whether the draft is still what was proposed; null where it is. */
export function sayMoved(edits: number): string | null {
  if (edits <= 0) return null;
  return `The draft has moved on by ${edits === 1 ? "1 edit" : `${edits} edits`} since this was proposed.`;
}

/** People who decided for more than one team: in a small company that is allowed, and the version says so. */
export function standingForSeveral(
  decisions: readonly Decision[],
): readonly { by: string; teams: readonly Team[] }[] {
  const people = [...new Set(decisions.map((one) => one.by))];
  return people
    .map((by) => ({ by, teams: decisions.filter((one) => one.by === by).map((one) => one.team) }))
    .filter((one) => one.teams.length > 1);
}
