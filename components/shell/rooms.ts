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

export const roomAddress = (workspace: string, room: Room): string => `/w/${workspace}/${room}`;
