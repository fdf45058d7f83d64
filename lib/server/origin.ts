import type { IncomingHttpHeaders } from "node:http";

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that changes something comes from another site's page: its Origin is `null` or not ours, or
 * the browser says it is cross-site. Ours is the host the request itself names, or APP_URL's. Programs send no
 * Origin and are let through to the sign-in check.
 */
export function isCrossSite(method: string, headers: IncomingHttpHeaders, appUrl: URL | null): boolean {
  if (harmless.has(method)) return false;
  if (headers["sec-fetch-site"] === "cross-site") return true;
  return isForeignOrigin(headers, appUrl);
}

/** Whether the Origin, when there is one, is `null`, unreadable or another host's. */
export function isForeignOrigin(headers: IncomingHttpHeaders, appUrl: URL | null): boolean {
  const origin = headers.origin;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const { host, protocol } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return true;
  return host !== headers.host?.toLowerCase() && host !== appUrl?.host;
}
