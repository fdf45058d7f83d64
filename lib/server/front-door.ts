import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type pg from "pg";
import { setClientAddress } from "#lib/server/client-address.ts";
import type { Env } from "#lib/server/env.ts";
import { answerHealth, type HealthSources } from "#lib/server/health.ts";
import { log } from "#lib/server/log.ts";
import type { Migration } from "#lib/server/migrate.ts";
import { isCrossSite, isForeignOrigin } from "#lib/server/origin.ts";
import { setPageHeaders } from "#lib/server/page-headers.ts";
import { pageBegins } from "#lib/server/pages-under-way.ts";
import { unreadable } from "#lib/server/readable-request.ts";
import { routeName } from "#lib/server/route-name.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface FrontDoorOptions {
  readonly env: Env;
  readonly dev: boolean;
  readonly pool: pg.Pool;
  readonly migrations: readonly Migration[];
}

export interface FrontDoor {
  readonly server: Server;
  /** Next attaches its own upgrade listener here, so that /collab never reaches it. */
  readonly nextSockets: Server;
  /** From now on pages are answered; until then their visitors wait. */
  open(pages: Handler): void;
}

/** A large file over a slow line takes its time. */
const requestLimitMs = 30 * 60_000;
const collabPath = /^\/collab(?:[/?]|$)/;

/**
 * The one server: health first, then what every request must pass (request id, address, cross-site check,
 * headers of protection, one log line), then /collab or the pages.
 */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const { promise: opened, resolve } = Promise.withResolvers<Handler>();
  let isOpen = false;
  const open = (pages: Handler) => {
    isOpen = true;
    resolve(pages);
  };
  const nextSockets = new Server();
  const server = createServer({ requestTimeout: requestLimitMs, keepAliveTimeout: 72_000 });
  server.on("request", (request, response) => {
    receive(request, response, { ...options, opened, isOpen: () => isOpen }).catch((error: unknown) => {
      log.error({ err: error, requestId: request.headers["x-request-id"] }, "request failed");
      if (!response.headersSent) say(response, 500, "Something went wrong on our side.");
      else response.destroy();
    });
  });
  server.on("upgrade", (request, socket, head) =>
    receiveUpgrade(request, socket, head, options, nextSockets),
  );
  return { server, nextSockets, open };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: FrontDoorOptions & HealthSources & { readonly opened: Promise<Handler> },
): Promise<void> {
  if (await answerHealth(request, response, options)) return;
  const requestId = randomUUID();
  request.headers["x-request-id"] = requestId;
  response.setHeader("X-Request-Id", requestId);
  logWhenDone(request, response, requestId);
  setClientAddress(request, options.env.trustProxy);
  setPageHeaders(request, response, { dev: options.dev, https: options.env.appUrl?.protocol === "https:" });
  const refusal = unreadable(request);
  if (refusal) return say(response, refusal.status, refusal.sentence, refusal.headers);
  if (isCrossSite(request.method ?? "", request.headers, options.env.appUrl)) {
    return say(response, 403, "This request came from another site, so nothing was changed.");
  }
  if (collabPath.test(request.url ?? ""))
    return say(response, 501, "Live editing is not part of this release.");
  const pages = await options.opened;
  response.on("close", pageBegins());
  await pages(request, response);
}

function receiveUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { dev, env }: FrontDoorOptions,
  nextSockets: Server,
): void {
  // A visitor that vanishes in the middle of an answer must not end the process.
  socket.on("error", () => socket.destroy());
  const refusal = refuseUpgrade(request, env);
  // In production Next has no sockets of its own.
  if (!refusal && dev && nextSockets.emit("upgrade", request, socket, head)) return;
  socket.end(`HTTP/1.1 ${refusal ?? "404 Not Found"}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function refuseUpgrade(request: IncomingMessage, env: Env): string | null {
  if (isForeignOrigin(request.headers, env.appUrl)) return "403 Forbidden";
  return collabPath.test(request.url ?? "") ? "501 Not Implemented" : null;
}

function logWhenDone(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  const began = performance.now();
  const method = request.method;
  const route = routeName(request.url ?? "/");
  response.on("close", () => {
    const level = route === "/_next" ? "debug" : response.statusCode >= 500 ? "error" : "info";
    const ms = Math.round(performance.now() - began);
    const cut = !response.writableFinished || undefined;
    log[level]({ requestId, method, route, status: response.statusCode, ms, cut }, "request");
  });
}

function say(
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const plain = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  response.writeHead(status, { ...plain, ...headers });
  response.end(`${sentence}\n`);
}
