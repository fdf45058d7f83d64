import type { Role, Team } from "#lib/access/can.ts";

export const roleNames: Record<Role, string> = { owner: "Owner", editor: "Editor", viewer: "Viewer" };

/** What a role may do, in one line. */
export const roleMeanings: Record<Role, string> = {
  owner: "Everything, and who may come in",
  editor: "Import, edit, propose, approve, publish, share",
  viewer: "Read",
};

export const teamNames: Record<Team, string> = {
  marketing: "Marketing",
  sales: "Sales",
  product: "Product",
  success: "Customer success",
  other: "Other",
};

const joined = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** Teams as words: "Marketing and Sales", or "no team". */
export const teamList = (teams: readonly Team[]): string =>
  teams.length === 0 ? "no team" : joined(teams.map((team) => teamNames[team]));

/** "as an editor, for Marketing and Sales" */
export function standing(role: Role, teams: readonly Team[]): string {
  const as = `as ${role === "viewer" ? "a" : "an"} ${role}`;
  return teams.length === 0 ? as : `${as}, for ${teamList(teams)}`;
}
