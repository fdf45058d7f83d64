import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, createServer as createProxy, type Socket } from "node:net";
import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { arrivedBytes } from "#lib/server/arriving-files.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { readUpload } from "#lib/server/queries/read-upload.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { useUploadFolder } from "#lib/server/testing/tables.ts";
import { uploadPath } from "#lib/server/upload-files.ts";
import * as oneFile from "../../app/api/uploads/[workspace]/arriving/[file]/route.ts";
import * as files from "../../app/api/uploads/[workspace]/arriving/route.ts";
import { sendPieces } from "../../components/import/send-pieces.ts";
import { makeMember, makeWorkspace } from "../../prisma/factories.ts";

/** Who asks is told by a header here, as it is by the cookie in the product. */
const asked: { session: string | null } = { session: null };
vi.mock("next-auth/next", () => ({
  getServerSession: async () => (asked.session === null ? null : { sessionId: asked.session }),
}));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

useDatabase();
useUploadFolder();
beforeAll(() => {
  process.env.ICP_UPLOAD_MB = "200";
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** The route handlers behind a real server, as Next calls them. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const [, workspace = "", , file] = url.pathname.split("/").slice(2);
  const module: Record<string, unknown> = file === undefined ? { ...files } : { ...oneFile };
  const handler = module[request.method ?? ""] as Handler;
  const web = new Request(url, {
    method: request.method ?? "GET",
    headers: request.headers as Record<string, string>,
    body: Readable.toWeb(request) as ReadableStream<Uint8Array>,
    duplex: "half",
  } as RequestInit);
  const params = { workspace, ...(file === undefined ? {} : { file }) };
  const answered = await handler(web, { params: Promise.resolve(params) });
  response.writeHead(answered.status, { "content-type": "application/json" });
  response.end(await answered.text());
}

/** Lets bytes through to the server, and cuts each connection when as many as are next in `cuts` have passed. */
function createLine(port: number, cuts: number[]): Server & ReturnType<typeof createProxy> {
  return createProxy((from: Socket) => {
    const to = connect(port, "127.0.0.1");
    let left = cuts.shift() ?? Number.POSITIVE_INFINITY;
    const end = () => {
      from.destroy();
      to.destroy();
    };
    from.on("data", (bytes) => {
      to.write(bytes.subarray(0, Math.max(0, left)));
      left -= bytes.length;
      // What has passed gets there, as on a line that is cut further away.
      if (left <= 0) {
        from.destroy();
        to.end();
      }
    });
    to.on("data", (bytes) => from.write(bytes));
    for (const socket of [from, to]) socket.on("close", end).on("error", end);
  }) as Server & ReturnType<typeof createProxy>;
}

let server: Server;
let actor: Actor;
const portOf = (of: { address(): unknown }) => (of.address() as AddressInfo).port;

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => server.close());
beforeEach(async () => {
  actor = await makeWorkspace();
  asked.session = actor.sessionId;
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const fileOf = (bytes: Uint8Array<ArrayBuffer>) =>
  new File([bytes], "big.csv", { lastModified: 1_700_000_000_000 });

interface Sending {
  readonly cuts?: number[];
  readonly workspace?: string;
  readonly pause?: (ms: number) => Promise<void>;
}

async function send(file: File, { cuts = [], workspace = actor.workspace.slug, pause }: Sending = {}) {
  const line = createLine(portOf(server), cuts).listen(0, "127.0.0.1");
  await once(line, "listening");
  const shares: number[] = [];
  const pauses: number[] = [];
  let sentBytes = 0;
  const counting: typeof fetch = (input, init) => {
    sentBytes += init?.body instanceof Uint8Array ? init.body.length : 0;
    return fetch(input, { ...init, headers: { ...init?.headers, connection: "close" } });
  };
  const sent = await sendPieces(
    {
      address: `http://127.0.0.1:${portOf(line)}/api/uploads/${workspace}`,
      fetch: counting,
      pause: pause ?? (async (ms) => void pauses.push(ms)),
    },
    file,
    (share) => shares.push(share),
  );
  line.close();
  return { sent, shares, pauses, sentBytes };
}

const idOf = (sent: Awaited<ReturnType<typeof sendPieces>>): string => {
  if ("problem" in sent) throw new Error(sent.problem);
  return sent.id;
};

test("a line that breaks three times costs pieces, not the file: it arrives whole, by its hash", async () => {
  const bytes = Uint8Array.from(randomBytes(13_000_000));
  // Of the second, third, fourth and seventh connection: within a piece, before its first byte, and near its end.
  const { sent, shares, pauses, sentBytes } = await send(fileOf(bytes), {
    cuts: [1e9, 1_500_000, 1e9, 90, 1e9, 4_190_000],
  });
  const id = idOf(sent);
  expect((await readFile(uploadPath(id))).equals(bytes)).toBe(true);
  expect(await readUpload(actor, id)).toMatchObject({
    ok: true,
    value: { bytes: bytes.length, sha256: sha256(bytes), fileName: "big.csv" },
  });
  expect(pauses.length).toBe(3);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(shares.at(-1)).toBe(1);
  expect(sentBytes).toBeLessThanOrEqual(bytes.length + 3 * 4 * 1024 * 1024);
  expect(await inWorkspace(actor.workspaceId, (tx) => tx.arrivingFile.count())).toBe(0);
}, 60_000);

test("a page that is closed on the way: the same file chosen again goes on where it stopped", async () => {
  const bytes = Uint8Array.from(randomBytes(9_000_000));
  class Closed extends Error {}
  const closed = send(fileOf(bytes), {
    cuts: [1e9, 1e9, 2_000_000],
    pause: () => Promise.reject(new Closed()),
  });
  await expect(closed).rejects.toThrow(Closed);
  const [row] = await inWorkspace(actor.workspaceId, (tx) => tx.arrivingFile.findMany());
  const id = row?.id ?? "";
  await expect.poll(() => arrivedBytes(id)).toBeGreaterThan(4 * 1024 * 1024);
  const here = await arrivedBytes(id);
  const { sent, sentBytes, shares } = await send(fileOf(bytes));
  expect(idOf(sent)).toBe(row?.id);
  expect(sentBytes).toBeLessThanOrEqual(bytes.length - here + 2_000_000);
  expect(shares[0]).toBeGreaterThan(0.4);
  expect(await readUpload(actor, idOf(sent))).toMatchObject({ value: { sha256: sha256(bytes) } });
}, 60_000);

test("another file of the same name and size begins anew; one that was changed on the way is not taken for whole", async () => {
  const bytes = Uint8Array.from(randomBytes(5_000_000));
  const { sent } = await send(fileOf(bytes));
  const later = new File([bytes], "big.csv", { lastModified: 1_700_000_000_001 });
  expect(idOf((await send(later)).sent)).not.toBe(idOf(sent));
  const other = Uint8Array.from(randomBytes(5_000_000));
  await expect(
    send(fileOf(bytes), { cuts: [1e9, 1e9, 90], pause: () => Promise.reject(new Error("closed")) }),
  ).rejects.toThrow("closed");
  // The first piece is of `bytes`, the rest of another content under the same name, size and time.
  expect((await send(fileOf(other))).sent).toMatchObject({
    problem: expect.stringContaining("did not arrive as it was sent"),
  });
  expect(idOf((await send(fileOf(other))).sent)).toBeTruthy();
}, 60_000);

test("a server that stays away is given up with a sentence, after some two dozen seconds of pauses", async () => {
  const { sent, pauses } = await send(fileOf(Uint8Array.from(randomBytes(5_000_000))), {
    cuts: Array.from({ length: 50 }, () => 10),
  });
  expect(sent).toMatchObject({ problem: expect.stringContaining("it goes on where it stopped") });
  expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(20_000);
});

const patch = (id: string, offset: number, body: string, workspace = actor.workspace.slug) =>
  fetch(`http://127.0.0.1:${portOf(server)}/api/uploads/${workspace}/arriving/${id}`, {
    method: "PATCH",
    headers: { "upload-offset": String(offset) },
    body,
  });

async function begin(bytes: number, workspace = actor.workspace.slug) {
  const about = new URLSearchParams({ name: "a.csv", bytes: String(bytes), modified: "1" });
  const address = `http://127.0.0.1:${portOf(server)}/api/uploads/${workspace}/arriving?${about}`;
  const response = await fetch(address, { method: "POST" });
  return { status: response.status, body: (await response.json()) as { id: string; offset: number } };
}

test("nobody else appends to a file, finishes it, or learns of it", async () => {
  const { body } = await begin(10);
  expect((await patch(body.id, 0, "hello")).status).toBe(200);
  const colleague = await makeMember(actor, { name: "Bo", role: "owner" });
  const stranger = await makeWorkspace({ name: "Elsewhere" });
  const slugs = [
    [colleague, actor.workspace.slug],
    [stranger, actor.workspace.slug],
    [stranger, stranger.workspace.slug],
  ] as const;
  for (const [who, slug] of slugs) {
    asked.session = who.sessionId;
    expect((await patch(body.id, 5, "evil!", slug)).status).toBe(404);
  }
  asked.session = colleague.sessionId;
  const theirs = await begin(10);
  expect(theirs.body.offset).toBe(0);
  expect(theirs.body.id).not.toBe(body.id);
  asked.session = actor.sessionId;
  expect((await begin(10)).body).toEqual({ id: body.id, offset: 5 });
});

test("a piece from the wrong place, or beyond what was announced, changes nothing; limits hold", async () => {
  const { body } = await begin(8);
  await patch(body.id, 0, "abcd");
  const wrong = await patch(body.id, 2, "xxxx");
  expect([wrong.status, await wrong.json()]).toMatchObject([409, { detail: { offset: 4 } }]);
  expect((await patch(body.id, 4, "too many bytes")).status).toBe(400);
  expect(await arrivedBytes(body.id)).toBe(4);
  const early = await fetch(
    `http://127.0.0.1:${portOf(server)}/api/uploads/${actor.workspace.slug}/arriving/${body.id}?sha256=x`,
    { method: "POST" },
  );
  expect([early.status, await early.json()]).toMatchObject([409, { detail: { offset: 4 } }]);
  expect((await begin(201 * 1024 * 1024)).status).toBe(413);
  for (const bytes of [0, -1, 0.5, Number.NaN]) expect((await begin(bytes)).status).toBe(400);
  for (let i = 1; i <= 25; i++) await begin(100 + i);
  expect(await inWorkspace(actor.workspaceId, (tx) => tx.arrivingFile.count())).toBe(20);
});

test("two lines at once for one file: the newer one goes on, nothing is written twice", async () => {
  const { body } = await begin(2_000_000);
  const half = "a".repeat(1_000_000);
  // A line that stays open without sending: its writer waits.
  const stuck = connect(portOf(server), "127.0.0.1");
  stuck.on("error", () => undefined);
  stuck.write(
    `PATCH /api/uploads/${actor.workspace.slug}/arriving/${body.id} HTTP/1.1\r\nhost: localhost\r\nupload-offset: 0\r\ncontent-length: 1000000\r\n\r\n${"a".repeat(500_000)}`,
  );
  await expect.poll(() => arrivedBytes(body.id)).toBe(500_000);
  expect((await begin(2_000_000)).body.offset).toBe(500_000);
  const gone = await patch(body.id, 500_000, half);
  expect(await gone.json()).toMatchObject({ offset: 1_500_000 });
  stuck.destroy();
  expect(await arrivedBytes(body.id)).toBe(1_500_000);
});
