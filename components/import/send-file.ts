"use client";

import { unreachable } from "#lib/errors/sentence.ts";
import { pieceBytes, type Sent, sendPieces } from "./send-pieces";

function answerOf(request: XMLHttpRequest): Sent {
  try {
    const body = JSON.parse(request.responseText) as { id?: unknown; sentence?: unknown };
    if (request.status === 200 && typeof body.id === "string") return { id: body.id };
    if (typeof body.sentence === "string") return { problem: body.sentence };
  } catch {
    // A gateway's page instead of an answer; the sentence below says as much as is known.
  }
  return { problem: unreachable };
}

/**
 * Sends a file and tells how much has gone (0-1): a small one at once, a larger one in pieces, so that a line that breaks
 * costs no more than a piece, and one that is too large is refused before anything of it is sent.
 */
export function sendFile(workspace: string, file: File, onProgress: (share: number) => void): Promise<Sent> {
  if (file.size === 0)
    return Promise.resolve({ problem: "The file is empty. Export it again, and choose the new file." });
  if (file.size > pieceBytes) {
    const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    const line = { address: `/api/uploads/${workspace}`, fetch: fetch.bind(globalThis), pause };
    return sendPieces(line, file, onProgress);
  }
  return sendWhole(workspace, file, onProgress);
}

/** At once; `fetch` cannot say how much of a body was sent. */
function sendWhole(workspace: string, file: File, onProgress: (share: number) => void): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/uploads/${workspace}?name=${encodeURIComponent(file.name)}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve(answerOf(request));
    request.onerror = () => resolve({ problem: unreachable });
    request.send(file);
  });
}
