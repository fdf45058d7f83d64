import type { IncomingMessage } from "node:http";

/** The header in which the app reads who asks; whatever the visitor sent under this name is overwritten. */
export const addressHeader = "x-icp-address";

/** Headers by which a proxy describes the visitor; from anybody else they are a visitor's claim about itself. */
const proxyHeaders = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
];

/**
 * Records the visitor's address for the limiter. Behind a trusted proxy it is the last entry of X-Forwarded-For,
 * the one the proxy itself wrote; entries before it are the visitor's own words.
 */
export function setClientAddress(request: IncomingMessage, trustProxy: boolean): void {
  const forwarded = request.headers["x-forwarded-for"];
  const last = [forwarded].flat().join(",").split(",").at(-1)?.trim();
  const address = (trustProxy && last) || request.socket.remoteAddress || "unknown";
  if (!trustProxy) for (const name of proxyHeaders) delete request.headers[name];
  request.headers[addressHeader] = address.replace(/^::ffff:/, "");
}
