import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressHeader, setClientAddress } from "#lib/server/client-address.ts";
import { isCrossSite, isForeignOrigin } from "#lib/server/origin.ts";
import { setPageHeaders } from "#lib/server/page-headers.ts";
import { unreadable } from "#lib/server/readable-request.ts";
import { routeName } from "#lib/server/route-name.ts";

const request = (headers: Record<string, string>, url = "/", remoteAddress = "10.0.0.7") => {
  const socket = Object.defineProperty(new Socket(), "remoteAddress", { value: remoteAddress });
  return Object.assign(new IncomingMessage(socket), { headers, url });
};

describe("where a request comes from", () => {
  const host = "icp.example.com";
  const appUrl = new URL("https://icp.example.com");

  test("a page of ours and a program may change things, another site's page may not", () => {
    expect(isCrossSite("POST", { host, origin: "https://icp.example.com" }, null)).toBe(false);
    expect(isCrossSite("POST", { host }, null)).toBe(false);
    expect(isCrossSite("POST", { host, origin: "https://evil.example" }, appUrl)).toBe(true);
    expect(isCrossSite("POST", { host, origin: "null" }, appUrl)).toBe(true);
    expect(isCrossSite("DELETE", { host, "sec-fetch-site": "cross-site" }, appUrl)).toBe(true);
    expect(isCrossSite("GET", { host, origin: "https://evil.example" }, appUrl)).toBe(false);
  });

  test("behind a proxy that changes the host, APP_URL is ours", () => {
    expect(isForeignOrigin({ host: "10.0.0.2:3000", origin: "https://icp.example.com" }, appUrl)).toBe(false);
    expect(
      isForeignOrigin({ host: "10.0.0.2:3000", origin: "https://icp.example.com.evil.example" }, appUrl),
    ).toBe(true);
    expect(isForeignOrigin({ host, origin: "https://icp.example.com:8443" }, appUrl)).toBe(true);
  });
});

describe("what can be read at all", () => {
  const asked = (method: string, url: string, headers = {}) => unreadable({ method, url, headers });

  test("is a known method on a path that is well encoded, whatever the query says", () => {
    expect(asked("GET", "/w/caf%C3%A9/overview?words=%E0%A4%A")).toBeNull();
    for (const url of ["/w/%E0%A4%A/overview", "/share/%ED%A0%80", "/%"])
      expect(asked("GET", url)).toMatchObject({ status: 400 });
    for (const method of ["TRACE", "PROPFIND", "get", ""])
      expect(asked(method, "/")).toMatchObject({ status: 405 });
    fc.assert(fc.property(fc.webPath(), (path) => asked("POST", path) === null));
  });

  test("is an action that says how long it is, and is not too long; a file may be", () => {
    const action = (headers: object) => asked("POST", "/w/a/document", { "next-action": "40ab", ...headers });
    expect(action({ "content-length": "1048576" })).toBeNull();
    expect(action({ "content-length": "1048577" })).toMatchObject({ status: 413 });
    expect(action({ "transfer-encoding": "chunked" })).toMatchObject({ status: 411 });
    expect(action({ "transfer-encoding": "chunked", "x-action-forwarded": "1" })).toBeNull();
    expect(asked("POST", "/api/uploads/a", { "content-length": "200000000" })).toBeNull();
    expect(asked("POST", "/api/uploads/a", { "transfer-encoding": "chunked" })).toBeNull();
  });
});

describe("who asks", () => {
  const addressOf = (headers: Record<string, string>, trustProxy: boolean, remote?: string) => {
    const incoming = request(headers, "/", remote);
    setClientAddress(incoming, trustProxy);
    return incoming.headers;
  };

  test("is the socket's address, whatever the visitor claims", () => {
    const claims = { [addressHeader]: "1.1.1.1", "x-forwarded-for": "2.2.2.2", forwarded: "for=3.3.3.3" };
    expect(addressOf(claims, false)).toEqual({ [addressHeader]: "10.0.0.7" });
    expect(addressOf({}, false, "::ffff:127.0.0.1")[addressHeader]).toBe("127.0.0.1");
  });

  test("is what a trusted proxy wrote last, not what the visitor put before it", () => {
    expect(addressOf({ "x-forwarded-for": "6.6.6.6, 192.0.2.1" }, true)[addressHeader]).toBe("192.0.2.1");
    expect(addressOf({}, true)[addressHeader]).toBe("10.0.0.7");
  });
});

describe("what guards a page", () => {
  const headersFor = (url: string, options = { dev: false, https: false }) => {
    const incoming = request({ "content-security-policy": "script-src 'nonce-mine'" }, url);
    const response = new ServerResponse(incoming);
    setPageHeaders(incoming, response, options);
    return { asked: incoming.headers, answered: response.getHeaders() };
  };

  test("a visitor's own policy is replaced, and no two answers share a nonce", () => {
    const { asked, answered } = headersFor("/");
    expect(asked["content-security-policy"]).toBe(answered["content-security-policy"]);
    expect(answered["content-security-policy"]).not.toContain("mine");
    expect(answered["content-security-policy"]).not.toContain("unsafe-eval");
    expect(headersFor("/").answered["content-security-policy"]).not.toBe(answered["content-security-policy"]);
  });

  test("only what is reached by https asks for it to stay so", () => {
    expect(headersFor("/").answered["strict-transport-security"]).toBeUndefined();
    expect(headersFor("/", { dev: false, https: true }).answered["strict-transport-security"]).toBeDefined();
  });

  test.each(["/share/abc", "/share?x", "//share/abc", "/SHARE/abc"])("%s is kept private", (url) => {
    const { answered } = headersFor(url);
    expect(answered["referrer-policy"]).toBe("no-referrer");
    expect(answered["cache-control"]).toContain("no-store");
    expect(answered["x-robots-tag"]).toContain("noindex");
  });

  test("a page that merely begins like it is an ordinary one", () => {
    expect(headersFor("/shared-values").answered["referrer-policy"]).toBe("same-origin");
  });
});

describe("what a log may hold of an address", () => {
  test.each([
    ["/w/acme-corp/patterns?search=anna", "/w/[workspace]/patterns"],
    ["/share/8hJx_secret", "/share/[token]"],
    ["/invite/8hJx_secret", "/invite/[token]"],
    ["/welcome?token=secret", "/welcome"],
    ["/_next/static/chunks/1.js", "/_next"],
    ["/w/acme/accounts/01890a5d-ac96-774b-bcce-b302099a8057", "/w/[workspace]/accounts/[id]"],
    ["/w/acme/versions/3", "/w/[workspace]/versions/[id]"],
    ["/api/auth/callback/credentials", "/api/auth/callback/credentials"],
    ["/anna@example.com", "/[other]"],
  ])("%s → %s", (url, name) => {
    expect(routeName(url)).toBe(name);
  });

  test("no token ever, wherever the visitor puts slashes and queries", () => {
    const token = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/);
    fc.assert(
      fc.property(
        token,
        fc.constantFrom("share", "invite"),
        fc.webQueryParameters(),
        (secret, door, query) => {
          expect(routeName(`/${door}/${secret}?${query}${secret}`)).not.toContain(secret);
        },
      ),
    );
  });
});
