/** What follows these segments opens a door by itself, so it never reaches a log. */
const secretAfter = new Set(["share", "invite"]);
const workspaceAfter = new Set(["w", "uploads", "imports"]);
const id = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,}|\d+)$/i;

/** The path of a request as a log may hold it: no query, no token, no id, no workspace's name. */
export function routeName(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "/";
  if (path.startsWith("/_next/")) return "/_next";
  const segments = path.split("/").slice(0, 8);
  return segments
    .map((segment, index) => {
      const before = segments[index - 1] ?? "";
      if (secretAfter.has(before)) return "[token]";
      if (workspaceAfter.has(before)) return "[workspace]";
      if (id.test(segment)) return "[id]";
      return /^[\w.-]{0,40}$/.test(segment) ? segment : "[other]";
    })
    .join("/");
}
