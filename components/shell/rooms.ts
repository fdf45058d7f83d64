/** The rooms of a workspace that work, in the order of the navigation. */
export const rooms = [
  { path: "overview", name: "Overview" },
  { path: "import", name: "Import" },
  { path: "patterns", name: "Patterns" },
  { path: "document", name: "Document" },
  { path: "versions", name: "Versions" },
  { path: "settings", name: "Settings" },
] as const;
export type Room = (typeof rooms)[number]["path"];

/** What else the palette leads to: parts of the rooms, by the words people look for. */
export const places = [
  { path: "patterns/good-customer", name: "Good customer" },
  { path: "patterns/combinations", name: "Combinations" },
  { path: "document/proposal", name: "Proposal" },
  { path: "document/compare", name: "Draft beside the version" },
  { path: "settings/members", name: "Members" },
  { path: "settings/share-links", name: "Share links" },
  { path: "settings/audit", name: "Audit trail" },
  { path: "settings/account", name: "You: name, password, sessions, theme" },
] as const;

export const roomAddress = (workspace: string, room: Room): string => `/w/${workspace}/${room}`;
