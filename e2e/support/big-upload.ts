import { once } from "node:events";
import { request as httpRequest } from "node:http";

interface BigUpload {
  readonly cookie: string;
  /** Null sends in pieces of unknown number. */
  readonly announced: number | null;
  readonly bytes: number;
}

/** Posts so many bytes as a table, announced or in pieces of unknown number; the status. */
export async function sendBytes(address: string, { cookie, announced, bytes }: BigUpload): Promise<number> {
  const length = announced === null ? {} : { "content-length": String(announced) };
  const outgoing = httpRequest(address, { method: "POST", headers: { cookie, ...length } });
  const status = new Promise<number>((resolve, reject) => {
    outgoing.on("response", (response) => resolve(response.statusCode ?? 0));
    outgoing.on("error", reject);
  });
  outgoing.flushHeaders();
  const piece = Buffer.alloc(1024 * 1024, "a,b\n");
  let answered = false;
  const settled = status.finally(() => {
    answered = true;
  });
  for (let sent = 0; sent < bytes && !answered; sent += piece.length) {
    // The server may answer and hang up before it has taken everything.
    if (!outgoing.write(piece)) await Promise.race([once(outgoing, "drain"), settled]);
  }
  if (bytes > 0) outgoing.end();
  const answer = await settled;
  outgoing.destroy();
  return answer;
}
