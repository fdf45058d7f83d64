/**
 * Where to go after signing in: a path on this server, else "/". A whole address, "//host" or "/\\host" would
 * send somebody who has just signed in to another server.
 */
export function nextPath(wanted: string | undefined): string {
  if (!wanted?.startsWith("/") || /^\/[/\\]/.test(wanted) || /\p{Cc}/u.test(wanted)) return "/";
  return wanted;
}
