/**
 * Where to go after signing in: a path on this server, else "/". A whole address, "//host" or "/\\host" would
 * send somebody who has just signed in to another server; so would "/w/..//host" once its dots are resolved,
 * when it is resolved again by whoever goes there.
 */
export function nextPath(wanted: string | undefined): string {
  if (!wanted?.startsWith("/") || /\p{Cc}/u.test(wanted)) return "/";
  const here = "http://here.invalid";
  if (!URL.canParse(wanted, here)) return "/";
  const { origin, pathname, search, hash } = new URL(wanted, here);
  if (origin !== here || /^\/[/\\]/.test(pathname)) return "/";
  return pathname + search + hash;
}
