"use client";

/** What came of sending a file: its id, or the sentence to show. */
export type Sent = { readonly id: string } | { readonly problem: string };

const unreachable = "The workshop does not answer. Check the connection and try again.";

/** Larger files are refused before anything is sent. */
export const sizeLimitMb = 200;

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

/** Sends a file as it is and tells how much has gone (0-1); `fetch` cannot say how much of a body was sent. */
export function sendFile(workspace: string, file: File, onProgress: (share: number) => void): Promise<Sent> {
  if (file.size === 0)
    return Promise.resolve({ problem: "The file is empty. Export it again, and choose the new file." });
  if (file.size > sizeLimitMb * 1024 * 1024) {
    return Promise.resolve({
      problem: `This file has more than ${sizeLimitMb} MB. Split it, or leave out columns that are not needed.`,
    });
  }
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
