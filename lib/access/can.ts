export const roles = ["owner", "editor", "viewer"] as const;
export type Role = (typeof roles)[number];

export const teams = ["marketing", "sales", "product", "success", "other"] as const;
export type Team = (typeof teams)[number];

/** Everything a member can do in a workspace. `decide` also needs membership of the team decided for. */
export const actions = [
  "read",
  "import",
  "define-good-customer",
  "edit-document",
  "propose",
  "decide",
  "publish",
  "publish-over-dissent",
  "share",
  "manage-members",
  "change-workspace",
] as const;
export type Action = (typeof actions)[number];

const editorActions: readonly Action[] = [
  "read",
  "import",
  "define-good-customer",
  "edit-document",
  "propose",
  "decide",
  "publish",
  "share",
];

const allowed: Record<Role, ReadonlySet<Action>> = {
  owner: new Set(actions),
  editor: new Set(editorActions),
  viewer: new Set<Action>(["read"]),
};

/** Whether a role may do an action: the one table, shared by every door and by the screens. */
export function can(role: Role, action: Action): boolean {
  return allowed[role].has(action);
}
