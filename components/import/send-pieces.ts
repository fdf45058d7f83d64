import { createSha256 } from "#lib/accounts/sha256.ts";

/** What came of sending a file: its id, or the sentence to show. */
export type Sent = { readonly id: string } | { readonly problem: string };

/** What sending needs of its surroundings, so that it can be tried against a server whose line is cut. */
export interface Line {
  /** The address under which the workspace takes files in. */
  readonly address: string;
  readonly fetch: typeof fetch;
  readonly pause: (ms: number) => Promise<void>;
}

/** Small enough to be sent again without regret, large enough that answers are not what takes the time. */
export const pieceBytes = 4 * 1024 * 1024;
/** After each failure in a row; then it is given up, and choosing the file again goes on where it stopped. */
const pausesMs = [300, 1000, 2000, 4000, 8000, 15_000, 30_000];

const interrupted =
  "The workshop does not answer. Check the connection and choose the file again: it goes on where it stopped.";
const unreadable = "The file was changed or moved while it was being sent. Choose it again.";

type Answer =
  | { readonly kind: "ok"; readonly id: string; readonly offset: number }
  | { readonly kind: "elsewhere"; readonly offset: number }
  | { readonly kind: "refused"; readonly sentence: string }
  | { readonly kind: "again" };

/** What a server says; anything that it did not say itself (a cut line, a gateway's page) is tried again. */
async function ask(line: Line, path: string, request: RequestInit): Promise<Answer> {
  try {
    const response = await line.fetch(`${line.address}${path}`, request);
    const body = (await response.json()) as {
      id?: unknown;
      offset?: unknown;
      sentence?: unknown;
      detail?: { offset?: unknown };
    };
    if (response.ok && typeof body.id === "string") {
      return { kind: "ok", id: body.id, offset: typeof body.offset === "number" ? body.offset : 0 };
    }
    const offset = body.detail?.offset;
    if (response.status === 409 && typeof offset === "number") return { kind: "elsewhere", offset };
    const isPassing = response.status >= 500 || response.status === 429;
    if (isPassing || typeof body.sentence !== "string") return { kind: "again" };
    // What was begun can be gone, as after a week: it is begun anew.
    if (response.status === 404 && path.startsWith("/arriving/")) return { kind: "again" };
    return { kind: "refused", sentence: body.sentence };
  } catch {
    return { kind: "again" };
  }
}

/** Reads a file from its beginning and knows the hash of what it has read; earlier bytes are not read into it twice. */
function createReading(file: File) {
  const hash = createSha256();
  let hashed = 0;
  const bytesOf = async (from: number, to: number) =>
    new Uint8Array(await file.slice(from, to).arrayBuffer());
  const hashUpTo = async (end: number) => {
    while (hashed < end) {
      const piece = await bytesOf(hashed, Math.min(end, hashed + pieceBytes));
      if (piece.length === 0) throw new Error(unreadable);
      hash.update(piece);
      hashed += piece.length;
    }
  };
  return {
    async piece(from: number): Promise<Uint8Array<ArrayBuffer>> {
      await hashUpTo(from);
      const end = Math.min(file.size, from + pieceBytes);
      const piece = await bytesOf(from, end);
      if (piece.length !== end - from) throw new Error(unreadable);
      if (hashed < end) {
        hash.update(piece.subarray(hashed - from));
        hashed = end;
      }
      return piece;
    },
    async sha256(): Promise<string> {
      await hashUpTo(file.size);
      return hash.digest();
    },
  };
}

/**
 * Sends a file in pieces and tells how much has arrived (0-1). A line that breaks is tried again where it broke; a file
 * that was begun before, on this page or an earlier one, goes on from what has arrived.
 */
export async function sendPieces(line: Line, file: File, onProgress: (share: number) => void): Promise<Sent> {
  const reading = createReading(file);
  const about = new URLSearchParams({
    name: file.name,
    bytes: String(file.size),
    modified: String(file.lastModified),
  });
  let id: string | null = null;
  let offset = 0;
  let failures = 0;

  const next = async (): Promise<Answer> => {
    if (id === null) return ask(line, `/arriving?${about}`, { method: "POST" });
    if (offset >= file.size) {
      return ask(line, `/arriving/${id}?sha256=${await reading.sha256()}`, { method: "POST" });
    }
    const headers = { "upload-offset": String(offset), "content-type": "application/octet-stream" };
    const body = await reading.piece(offset);
    return ask(line, `/arriving/${id}`, { method: "PATCH", headers, body });
  };

  for (;;) {
    const finishing: boolean = id !== null && offset >= file.size;
    let answer: Answer;
    try {
      answer = await next();
    } catch {
      return { problem: unreadable };
    }
    if (answer.kind === "refused") return { problem: answer.sentence };
    if (answer.kind === "ok" && finishing) return { id: answer.id };
    if (answer.kind === "again" || (answer.kind === "elsewhere" && answer.offset <= offset)) {
      const pause = pausesMs[failures++];
      if (pause === undefined) return { problem: interrupted };
      await line.pause(pause);
      // How far it is, the server is asked: of the piece that broke off a part may have arrived.
      id = null;
      continue;
    }
    if (answer.kind === "ok") id = answer.id;
    if (answer.offset > offset) failures = 0;
    offset = answer.offset;
    onProgress(offset / file.size);
  }
}
