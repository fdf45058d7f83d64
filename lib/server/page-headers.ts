import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface HeaderOptions {
  readonly dev: boolean;
  /** True when people reach the workshop by https (APP_URL). */
  readonly https: boolean;
}

/**
 * Sets what protects a page. The policy is also set on the request, replacing whatever the visitor sent: Next
 * reads the nonce there and gives it to every script it writes.
 */
export function setPageHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  options: HeaderOptions,
): void {
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), options.dev);
  request.headers["content-security-policy"] = policy;
  delete request.headers["content-security-policy-report-only"];
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
  if (options.https) response.setHeader("Strict-Transport-Security", "max-age=31536000");
  setPrivacy(request.url ?? "/", response);
}

/** A shared version is for whoever holds the link: not for search engines, caches or the sites it links to. */
function setPrivacy(url: string, response: ServerResponse): void {
  const isShared = /^\/+share(?:[/?#]|$)/i.test(url);
  response.setHeader("Referrer-Policy", isShared ? "no-referrer" : "same-origin");
  if (!isShared) return;
  response.setHeader("Cache-Control", "private, no-store");
  response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
}

function contentSecurityPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    // React's development build explains errors with eval; production never needs it.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");
}
